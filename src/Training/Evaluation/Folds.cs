using System.Globalization;
using HealthScore.Core.Accounts;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Evaluation;

/// <summary>One part of the rows that is scored by a model which never saw it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Train">Rows the model may learn from.</param>
/// <param name="Test">Rows it then scores.</param>
public sealed record Fold(string Name, int[] Train, int[] Test);

/// <summary>How rows were parted, and what that means for the figures.</summary>
/// <param name="Basis"><c>out_of_fold</c>, <c>out_of_time</c> or <c>user_folds</c>.</param>
/// <param name="Parts">The folds.</param>
public sealed record FoldPlan(string Basis, IReadOnlyList<Fold> Parts)
{
    /// <summary>Blocks of time, and folds by account.</summary>
    public const int Count = 5;

    private const ulong FoldSalt = 2;
    private const int FewestOfEachOutcome = 20;

    /// <summary>The folds that a column of the file names.</summary>
    /// <exception cref="DataException">One value only, an empty cell, or a fold without both outcomes beside
    /// it.</exception>
    public static FoldPlan ByColumn(TrainingTable table, string column)
    {
        var names = table.Texts[column];
        var empty = Array.FindIndex(names, name => name.Length == 0);
        if (empty >= 0)
        {
            throw new DataException(
                DataProblem.Invalid,
                $"column '{column}' is empty in row {table.RowNumbers[empty]}; expected a fold."
            );
        }

        var distinct = names.Distinct(StringComparer.Ordinal).Order(NumbersThenText).ToArray();
        if (distinct.Length < 2)
        {
            throw new DataException(
                DataProblem.Invalid,
                $"column '{column}' holds one fold only; expected two or more."
            );
        }

        return new FoldPlan("user_folds", [.. distinct.Select(name => Part(table, name, row => names[row] == name))]);
    }

    /// <summary>Five folds by the hash of the account.</summary>
    public static FoldPlan ByAccount(TrainingTable table, ulong seed)
    {
        int[] all = [.. Enumerable.Range(0, table.RowCount)];
        var order = CanonicalOrder.Of(table, all, seed);
        var foldOfRow = new int[table.RowCount];
        for (var i = 0; i < all.Length; i++)
        {
            foldOfRow[order.Rows[i]] = CanonicalOrder.FoldOf(order.Keys[i], Count, FoldSalt);
        }

        return new FoldPlan(
            "out_of_fold",
            [.. Enumerable.Range(0, Count).Select(f => Part(table, $"{f}", row => foldOfRow[row] == f))]
        );
    }

    /// <summary>
    /// Walk-forward: five blocks of time of about a fifth of the rows each (the last at least that), each scored by a
    /// model of the past alone. A row may teach where its as-of date + <paramref name="gapDays"/> lies before the
    /// block's first day: its outcome was settled, and no day of its horizon is one of the block's. Blocks without
    /// enough of both outcomes before them are left out. Falls back to <see cref="ByAccount"/> where none has.
    /// </summary>
    /// <param name="table">Dated rows.</param>
    /// <param name="gapDays">Lead, horizon and embargo.</param>
    /// <param name="seed">Of the folds by account that are the last resort.</param>
    public static FoldPlan ByTime(TrainingTable table, int gapDays, ulong seed)
    {
        var asOf = table.AsOf ?? throw new ArgumentException("the data are undated", nameof(table));
        var parts = new List<Fold>();
        var starts = BlockStarts(asOf);
        for (var b = 1; b < starts.Count; b++)
        {
            var from = starts[b];
            var to = b + 1 < starts.Count ? starts[b + 1] : DateOnly.MaxValue;
            int[] train = [.. Rows(row => asOf[row].DayNumber + gapDays < from.DayNumber)];
            int[] test = [.. Rows(row => asOf[row] >= from && asOf[row] < to)];
            if (HasBothOutcomes(table, train, FewestOfEachOutcome) && HasBothOutcomes(table, test, fewest: 1))
            {
                parts.Add(new Fold(from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), train, test));
            }
        }

        return parts.Count > 0 ? new FoldPlan("out_of_time", parts) : ByAccount(table, seed);

        IEnumerable<int> Rows(Func<int, bool> holds) => Enumerable.Range(0, table.RowCount).Where(holds);
    }

    private static IComparer<string> NumbersThenText { get; } =
        Comparer<string>.Create(
            (x, y) =>
                double.TryParse(x, CultureInfo.InvariantCulture, out var a)
                && double.TryParse(y, CultureInfo.InvariantCulture, out var b)
                    ? a.CompareTo(b)
                    : string.CompareOrdinal(x, y)
        );

    private static Fold Part(TrainingTable table, string name, Func<int, bool> isTest)
    {
        var rows = Enumerable.Range(0, table.RowCount).ToLookup(isTest);
        var fold = new Fold(name, [.. rows[false]], [.. rows[true]]);
        return HasBothOutcomes(table, fold.Train, fewest: 1) && HasBothOutcomes(table, fold.Test, fewest: 1)
            ? fold
            : throw new DataException(
                DataProblem.Invalid,
                $"fold '{name}': its {fold.Test.Length} rows, or the {fold.Train.Length} beside them, do not hold both "
                    + "churned and retained accounts."
            );
    }

    /// <summary>
    /// First dates of the blocks: cut at dates, from the end, each holding at least a fifth of the rows.
    /// </summary>
    private static List<DateOnly> BlockStarts(DateOnly[] asOf)
    {
        var starts = new List<DateOnly>();
        var inBlock = 0;
        foreach (var date in asOf.GroupBy(day => day).OrderByDescending(g => g.Key))
        {
            inBlock += date.Count();
            if (inBlock * Count >= asOf.Length)
            {
                starts.Insert(0, date.Key);
                inBlock = 0;
            }
        }

        return starts;
    }

    private static bool HasBothOutcomes(TrainingTable table, int[] rows, int fewest) =>
        rows.Count(row => table.Outcomes[row] == Outcome.Churned) >= fewest
        && rows.Count(row => table.Outcomes[row] == Outcome.Retained) >= fewest;
}
