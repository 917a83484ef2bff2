using HealthScore.Core.Accounts;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>
/// Which rows teach and which are judged, for measures of one factor. Undated rows: five folds by a hash of the
/// account (or of the row's own values), each judged by the other four. Dated rows: the last dates holding a fifth of
/// the rows are judged by the rows before them.
/// </summary>
public sealed class EvaluationSplit
{
    public const int FoldCount = 5;

    /// <summary>The fold of a row that takes no part: its outcome is unknown, or it lies within the purge.</summary>
    public const byte NoFold = byte.MaxValue;

    private const ulong FnvBasis = 14695981039346656037UL;
    private const ulong FnvPrime = 1099511628211UL;

    private EvaluationSplit(byte[] foldOfRow, int folds, int firstJudged)
    {
        FoldOfRow = foldOfRow;
        Folds = folds;
        FirstJudged = firstJudged;
    }

    public byte[] FoldOfRow { get; }

    public int Folds { get; }

    /// <summary>Folds from this one on are judged, each by all others.</summary>
    public int FirstJudged { get; }

    /// <param name="table">The rows.</param>
    /// <param name="purgeDays">Days that must lie between a row that teaches and the first judged date.</param>
    public static EvaluationSplit Of(TrainingTable table, int purgeDays) =>
        table.AsOf is { } dates && dates.Distinct().Skip(1).Any() ? ByTime(table, dates, purgeDays) : ByHash(table);

    private static EvaluationSplit ByTime(TrainingTable table, DateOnly[] dates, int purgeDays)
    {
        var sorted = dates.Order().ToArray();
        var firstJudged = sorted[(int)(sorted.Length * 0.8)];
        if (firstJudged == sorted[0])
        {
            return ByHash(table);
        }

        var folds = new byte[table.RowCount];
        for (var row = 0; row < folds.Length; row++)
        {
            folds[row] =
                table.Outcomes[row] == Outcome.Unknown ? NoFold
                : dates[row] >= firstJudged ? (byte)1
                : dates[row].AddDays(purgeDays) <= firstJudged ? (byte)0
                : NoFold;
        }

        return folds.Contains((byte)0) ? new EvaluationSplit(folds, folds: 2, firstJudged: 1) : ByHash(table);
    }

    private static EvaluationSplit ByHash(TrainingTable table)
    {
        var folds = new byte[table.RowCount];
        var met = new Dictionary<ulong, int>();
        for (var row = 0; row < folds.Length; row++)
        {
            folds[row] =
                table.Outcomes[row] == Outcome.Unknown
                    ? NoFold
                    : (byte)(
                        Mixed(table.Accounts is { } accounts ? HashOf(accounts[row]) : HashOf(table, row, met))
                        % FoldCount
                    );
        }

        return new EvaluationSplit(folds, FoldCount, firstJudged: 0);
    }

    private static ulong HashOf(string account)
    {
        var hash = FnvBasis;
        foreach (var c in account)
        {
            hash = (hash ^ c) * FnvPrime;
        }

        return hash;
    }

    /// <summary>
    /// Of the row's own values and outcome. Equal rows are told apart by how many came before, so that a table of few
    /// distinct rows has them in every fold; which of them is which does not matter.
    /// </summary>
    private static ulong HashOf(TrainingTable table, int row, Dictionary<ulong, int> met)
    {
        var hash = (FnvBasis ^ (byte)table.Outcomes[row]) * FnvPrime;
        foreach (var column in table.Values)
        {
            hash = Mixed((hash ^ BitConverter.DoubleToUInt64Bits(column[row])) * FnvPrime);
        }

        var before = met[hash] = met.GetValueOrDefault(hash) + 1;
        return (hash ^ (ulong)before) * FnvPrime;
    }

    /// <remarks>The mixer of splitmix64.</remarks>
    private static ulong Mixed(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }
}
