using HealthScore.Core.Accounts;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;

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

    private const int OneAccountIn = 4;
    private const int OneDatedAccountIn = 3;
    private const double LatestShare = 0.25;
    private const ulong Salt = 0x686F_6C64;

    /// <summary>The first rows in canonical order are a random part of the accounts. Null where they are too
    /// few.</summary>
    public static HoldOut? Of(TrainingTable table, CanonicalOrder order)
    {
        var count = Math.Min(order.Rows.Length, MostRows);
        var later = table.AsOf is { } dates ? Later(dates, order, count) : null;
        return later is not null && IsEnough(table, later) ? later
            : ByAccount(order, count) is var split && IsEnough(table, split) ? split
            : null;
    }

    private static HoldOut ByAccount(CanonicalOrder order, int count) =>
        new(
            [.. order.Rows.Take(count).Where((_, i) => !IsHeldOut(order.Keys[i], OneAccountIn))],
            [.. order.Rows.Take(count).Where((_, i) => IsHeldOut(order.Keys[i], OneAccountIn))]
        );

    private static HoldOut Later(DateOnly[] dates, CanonicalOrder order, int count)
    {
        DateOnly[] sorted = [.. order.Rows.Take(count).Select(row => dates[row]).Order()];
        var from = sorted[(int)(sorted.Length * (1 - LatestShare))];
        return new HoldOut(
            [
                .. order
                    .Rows.Take(count)
                    .Where((row, i) => dates[row] < from && !IsHeldOut(order.Keys[i], OneDatedAccountIn)),
            ],
            [
                .. order
                    .Rows.Take(count)
                    .Where((row, i) => dates[row] >= from && IsHeldOut(order.Keys[i], OneDatedAccountIn)),
            ]
        );
    }

    private static bool IsHeldOut(ulong key, int oneIn) => CanonicalOrder.FoldOf(key, oneIn, Salt) == 0;

    private static bool IsEnough(TrainingTable table, HoldOut split) =>
        IsEnough(table, split.Train) && IsEnough(table, split.Rows);

    private static bool IsEnough(TrainingTable table, int[] rows)
    {
        var churned = rows.Count(row => table.Outcomes[row] == Outcome.Churned);
        return churned >= FewestOfAnOutcome && rows.Length - churned >= FewestOfAnOutcome;
    }
}
