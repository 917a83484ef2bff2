using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;

namespace HealthScore.Training.Comparison;

/// <summary>One account by both models.</summary>
/// <param name="Account">Its id.</param>
/// <param name="Old">What the old model answers.</param>
/// <param name="New">What the new one does.</param>
/// <param name="Value">Annual value; null where the data have none.</param>
public sealed record ScoredTwice(string Account, AccountHealth Old, AccountHealth New, decimal? Value)
{
    /// <summary>Above 0 where the new band is better; null where one model gives no score.</summary>
    public int? Steps => New.Band - Old.Band;

    /// <summary>Points of health that the new model gives more.</summary>
    public double? HealthChange => New.Health - Old.Health;
}

/// <summary>Accounts that one model puts in one band and the other in another.</summary>
/// <param name="Old">Null: no score.</param>
/// <param name="New">Null: no score.</param>
/// <param name="Accounts">How many.</param>
/// <param name="Value">What they are worth a year together; null where the data have no values.</param>
public sealed record BandMove(Band? Old, Band? New, int Accounts, decimal? Value);

/// <summary>Who changes band, and the value that moves with them.</summary>
public sealed record BandMoves
{
    /// <summary>The day: the newest of dated rows. Null where they are undated.</summary>
    public required DateOnly? AsOf { get; init; }

    public required int Accounts { get; init; }

    /// <summary>Every pair of bands that occurs, best old band first.</summary>
    public required ImmutableArray<BandMove> Cells { get; init; }

    /// <summary>Those whose band changes, the most valuable first, then the largest change of health.</summary>
    public required ImmutableArray<ScoredTwice> Changed { get; init; }

    /// <param name="old">The old model.</param>
    /// <param name="new">The new one.</param>
    /// <param name="rows">The same file as each model reads it.</param>
    public static BandMoves Of(HealthModel old, HealthModel @new, ComparedRows rows)
    {
        var days = rows.Old.AsOf;
        DateOnly? newest = days is { Length: > 0 } ? days.Max() : null;
        int[] kept = [.. Enumerable.Range(0, rows.Old.RowCount).Where(row => newest is null || days![row] == newest)];
        ScoredTwice[] scored =
        [
            .. kept.Select(row => new ScoredTwice(
                rows.Old.AccountOf(row),
                HealthScorer.Score(TableSnapshots.Of(rows.Old, row, old.Input, newest), old),
                HealthScorer.Score(TableSnapshots.Of(rows.New, row, @new.Input, newest), @new),
                rows.New.Amounts is null ? null : TableSnapshots.Of(rows.New, row, @new.Input, newest).Value
            )),
        ];
        return new BandMoves
        {
            AsOf = newest,
            Accounts = scored.Length,
            Cells =
            [
                .. scored
                    .GroupBy(s => (Old: s.Old.Band, New: s.New.Band))
                    .Select(g => new BandMove(g.Key.Old, g.Key.New, g.Count(), Total(g)))
                    .OrderByDescending(move => move.Old)
                    .ThenByDescending(move => move.New),
            ],
            Changed =
            [
                .. scored
                    .Where(s => s.Old.Band != s.New.Band)
                    .OrderByDescending(s => s.Value ?? 0)
                    .ThenByDescending(s => Math.Abs(s.HealthChange ?? 0))
                    .ThenBy(s => s.Account, StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>Accounts, and their value, whose band gets better (1) or worse (-1).</summary>
    public (int Accounts, decimal? Value) Moving(int direction)
    {
        ScoredTwice[] moving = [.. Changed.Where(s => s.Steps is { } steps && Math.Sign(steps) == direction)];
        return (moving.Length, Total(moving));
    }

    private static decimal? Total(IEnumerable<ScoredTwice> scored)
    {
        decimal?[] values = [.. scored.Select(s => s.Value)];
        return values.Any(value => value is not null) ? values.Sum() : null;
    }
}
