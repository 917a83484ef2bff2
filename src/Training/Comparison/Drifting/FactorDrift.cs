using System.Collections.Immutable;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Comparison.Drifting;

/// <summary>How far the values of one factor have shifted.</summary>
/// <param name="Factor">The factor's key.</param>
/// <param name="Title">What people call it.</param>
public sealed record FactorDrift(string Factor, string Title)
{
    /// <summary>Chance that any factor is called shifted where none is, over all factors together.</summary>
    public const double Chance = 0.05;

    /// <summary>The new model's training rows against the old one's; null where the factor is new or gone.</summary>
    public Stability? TrainingRows { get; init; }

    /// <summary>The given rows against the old model's training rows; null where there are none.</summary>
    public Stability? RowsToOld { get; init; }

    /// <summary>The given rows against the new model's training rows.</summary>
    public Stability? RowsToNew { get; init; }

    public bool IsShifted => All.Any(stability => stability.IsShifted);

    /// <summary>The largest of them in units of what chance would give; above 1 it is a shift.</summary>
    public double Size => All.Select(s => s.Critical > 0 ? s.Index / s.Critical : 0).DefaultIfEmpty().Max();

    private IEnumerable<Stability> All => new[] { TrainingRows, RowsToOld, RowsToNew }.OfType<Stability>();

    /// <summary>Every factor of either catalog, the farthest shifted first.</summary>
    public static ImmutableArray<FactorDrift> Of(ComparedModel old, ComparedModel @new, ComparedRows? rows)
    {
        var keys = @new.Profile.Factors.Concat(old.Profile.Factors).Select(f => f.Key).Distinct(StringComparer.Ordinal);
        string[] all = [.. keys];
        var chance = Chance / all.Length;
        return
        [
            .. all.Select(key => new FactorDrift(key, FactorTitle.Of(key, @new.Model.Catalog, old.Model.Catalog))
                {
                    TrainingRows = OfProfiles(old.Profile, @new.Profile, key, chance),
                    RowsToOld = rows is null ? null : OfRows(old, rows.Old, key, chance),
                    RowsToNew = rows is null ? null : OfRows(@new, rows.New, key, chance),
                })
                .OrderByDescending(drift => drift.Size)
                .ThenBy(drift => drift.Factor, StringComparer.Ordinal),
        ];
    }

    private static Stability? OfProfiles(Profile old, Profile @new, string key, double chance)
    {
        var (one, other) = (FactorOf(old, key), FactorOf(@new, key));
        if (one is null || other is null || one.Levels.IsEmpty != other.Levels.IsEmpty)
        {
            return null;
        }

        var ranks = @new.EqualWeights.Factors.First(f => f.Key == key).Ranks;
        var counts = ProfileCounts.Of(one, other, ranks);
        return Stability.Of(counts.One, counts.Other, old.IndependentRows, @new.IndependentRows, chance);
    }

    private static Stability? OfRows(ComparedModel model, TrainingTable table, string key, double chance)
    {
        var factor = model.Model.Catalog.IndexOf(key);
        if (factor < 0)
        {
            return null;
        }

        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(row => !(table.Notices?[row] <= table.AsOf?[row]))];
        var accounts = table.AsOf is null
            ? rows.Length
            : rows.Select(table.AccountOf).Distinct(StringComparer.Ordinal).Count();
        var counts = ProfileCounts.Of(model.Profile.Factors[factor], table, factor, rows);
        return Stability.Of(counts.One, counts.Other, model.Profile.IndependentRows, accounts, chance);
    }

    private static FactorProfile? FactorOf(Profile profile, string key) =>
        profile.Factors.FirstOrDefault(f => f.Key == key);
}
