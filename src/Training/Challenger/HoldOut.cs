using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Challenger;

/// <summary>
/// One split inside the training rows, on which settings are compared: no account is on both sides, and where the data
/// are dated the held-out rows are later than all others.
/// </summary>
/// <param name="Train">Rows to grow trees on, in canonical order.</param>
/// <param name="Rows">Rows to compare settings on, in canonical order.</param>
internal sealed record HoldOut(int[] Train, int[] Rows)
{
    public const int MostRows = 100_000;

    /// <summary>Fewer on either side of either outcome compare nothing.</summary>
    public const int FewestOfAnOutcome = 10;

    /// <summary>Up to as many rows one hold-out is small enough for chance to choose: see <see cref="Few"/>.</summary>
    public const int FewRows = 20_000;

    /// <summary>Hold-outs of few rows; no two share an account.</summary>
    private const int Few = 3;

    private const int OneAccountIn = 4;
    private const int OneDatedAccountIn = 3;
    private const double LatestShare = 0.25;
    private const ulong Salt = 0x686F_6C64;

    /// <summary>Three of few rows, one of many, none where there are too few. The first rows in canonical order are a
    /// random part of the accounts.</summary>
    public static ImmutableArray<HoldOut> Of(TrainingTable table, CanonicalOrder order)
    {
        var count = Math.Min(order.Rows.Length, MostRows);
        var parts = Enumerable.Range(0, count <= FewRows ? Few : 1);
        var later = table.AsOf is { } dates ? parts.Select(part => Later(dates, order, count, part)) : [];
        ImmutableArray<HoldOut> splits = [.. later.Where(split => IsEnough(table, split))];
        return splits.IsEmpty
            ? [.. parts.Select(part => ByAccount(order, count, part)).Where(split => IsEnough(table, split))]
            : splits;
    }

    private static HoldOut ByAccount(CanonicalOrder order, int count, int part) =>
        new(
            [.. order.Rows.Take(count).Where((_, i) => PartOf(order.Keys[i], OneAccountIn) != part)],
            [.. order.Rows.Take(count).Where((_, i) => PartOf(order.Keys[i], OneAccountIn) == part)]
        );

    private static HoldOut Later(DateOnly[] dates, CanonicalOrder order, int count, int part)
    {
        DateOnly[] sorted = [.. order.Rows.Take(count).Select(row => dates[row]).Order()];
        var from = sorted[(int)(sorted.Length * (1 - LatestShare))];
        return new HoldOut(
            [
                .. order
                    .Rows.Take(count)
                    .Where((row, i) => dates[row] < from && PartOf(order.Keys[i], OneDatedAccountIn) != part),
            ],
            [
                .. order
                    .Rows.Take(count)
                    .Where((row, i) => dates[row] >= from && PartOf(order.Keys[i], OneDatedAccountIn) == part),
            ]
        );
    }

    private static int PartOf(ulong key, int oneIn) => CanonicalOrder.FoldOf(key, oneIn, Salt);

    private static bool IsEnough(TrainingTable table, HoldOut split) =>
        IsEnough(table, split.Train) && IsEnough(table, split.Rows);

    private static bool IsEnough(TrainingTable table, int[] rows)
    {
        var churned = rows.Count(row => table.Outcomes[row] == Outcome.Churned);
        return churned >= FewestOfAnOutcome && rows.Length - churned >= FewestOfAnOutcome;
    }
}
