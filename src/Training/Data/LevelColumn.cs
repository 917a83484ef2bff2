using System.Text;
using HealthScore.Core.Factors;

namespace HealthScore.Training.Data;

/// <summary>A factor of levels: codes while reading, indexes in ordinal order of the levels at the end.</summary>
internal sealed class LevelColumn : IColumnBuilder
{
    private const int Missing = -2;
    private const int Unlisted = -1;
    private const int SampleSize = 10;

    private readonly MissingWords missing;
    private readonly LevelRule rule;
    private readonly CodedTexts known = new();
    private readonly List<string> levels = [];
    private readonly List<int> codes = [];
    private readonly Dictionary<string, (int Count, List<int> Positions)> unlisted = new(StringComparer.Ordinal);

    public LevelColumn(Factor factor, MissingWords missing, LevelRule rule)
    {
        this.missing = missing;
        this.rule = factor.Levels.IsEmpty ? rule : LevelRule.Fixed;
        foreach (var level in factor.Levels)
        {
            known.Add(Encoding.UTF8.GetBytes(level), levels.Count);
            levels.Add(level);
        }
    }

    public string? Add(ReadOnlySpan<byte> trimmed)
    {
        if (!known.TryGet(trimmed, out var code))
        {
            if (!trimmed.IsEmpty && !CellText.IsText(trimmed))
            {
                codes.Add(Missing);
                return "text in UTF-8 without NUL bytes";
            }

            code = Learn(trimmed);
        }

        codes.Add(code);
        if (code == Unlisted)
        {
            Note(Encoding.UTF8.GetString(trimmed));
        }

        return trimmed.IsEmpty && !missing.EmptyIsMissing ? "a level, not an empty cell" : null;
    }

    public void AddNothing() => codes.Add(Missing);

    /// <summary>Indexes into <see cref="FinalLevels"/>.</summary>
    public double[] Values()
    {
        var final = FinalLevels();
        var places = final
            .Index()
            .ToDictionary(level => level.Item, level => (double)level.Index, StringComparer.Ordinal);
        double[] indexes = [.. levels.Select(level => places[level])];
        return
        [
            .. codes.Select(code =>
                code switch
                {
                    Missing => double.NaN,
                    Unlisted => FactorCatalog.UnknownLevel,
                    _ => indexes[code],
                }
            ),
        ];
    }

    public string[] FinalLevels()
    {
        string[] final = [.. levels];
        if (rule == LevelRule.Discovered)
        {
            Array.Sort(final, StringComparer.Ordinal);
        }

        return final;
    }

    /// <param name="key">The factor's key.</param>
    /// <param name="rowNumbers">Number in the file of each row.</param>
    public IEnumerable<UnlistedLevel> UnlistedLevels(string key, IReadOnlyList<int> rowNumbers) =>
        unlisted
            .OrderBy(level => level.Key, StringComparer.Ordinal)
            .Select(level => new UnlistedLevel(
                key,
                level.Key,
                level.Value.Count,
                [.. level.Value.Positions.Select(at => rowNumbers[at])]
            ));

    private int Learn(ReadOnlySpan<byte> trimmed)
    {
        var code =
            trimmed.IsEmpty || missing.Contains(trimmed) ? Missing
            : rule == LevelRule.Fixed ? Unlisted
            : levels.Count;
        if (code >= 0)
        {
            levels.Add(Encoding.UTF8.GetString(trimmed));
        }

        known.Add(trimmed, code);
        return code;
    }

    private void Note(string level)
    {
        var (count, positions) = unlisted.GetValueOrDefault(level, (0, []));
        if (positions.Count < SampleSize)
        {
            positions.Add(codes.Count - 1);
        }

        unlisted[level] = (count + 1, positions);
    }
}
