using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Training.Exports;

/// <summary>
/// Scores rows of columns with one formula, allocating nothing: the same numbers as <see cref="HealthScorer"/>, whose
/// comfortable form would cost a list of contributions a row.
/// </summary>
internal sealed class FormulaColumns
{
    private const int MostReasons = Core.Explaining.Reasons.Most;

    private readonly HealthFormula formula;
    private readonly int[] orderOfKeys;
    private readonly int[] orderOfWeights;
    private readonly string[] missing;
    private readonly string[] unknown;
    private readonly int[] entries;

    /// <summary>By factor of the formula its place in a row's points.</summary>
    private readonly int[] places;

    /// <param name="formula">The formula of the rows.</param>
    /// <param name="keys">The keys whose points a row holds, in its order.</param>
    public FormulaColumns(HealthFormula formula, ImmutableArray<string> keys)
    {
        this.formula = formula;
        places = [.. formula.Factors.Select(f => keys.IndexOf(f.Key))];
        var positions = Enumerable.Range(0, formula.Factors.Length).ToArray();
        orderOfKeys = [.. positions.OrderBy(k => formula.Factors[k].Key, StringComparer.Ordinal)];
        orderOfWeights =
        [
            .. positions
                .OrderByDescending(k => formula.Factors[k].Weight)
                .ThenBy(k => formula.Factors[k].Key, StringComparer.Ordinal),
        ];
        missing = [.. formula.Factors.Select(f => $"missing:{f.Key}")];
        unknown = [.. formula.Factors.Select(f => $"unknown:{f.Key}")];
        entries = new int[formula.Factors.Length];
    }

    /// <summary>Bins the row; fills coverage and points.</summary>
    public void Measure(ReadOnlySpan<double> values, ScoredRow row)
    {
        var measured = 0;
        var factors = formula.Factors.AsSpan();
        Array.Clear(row.Points);
        for (var k = 0; k < factors.Length; k++)
        {
            var factor = factors[k];
            var entry = factor.EntryOf(values);
            entries[k] = entry;
            row.Points[places[k]] = factor.PointsOf(entry);
            measured += factor.IsMeasured(entry) ? factor.Table.Best : 0;
        }

        row.Coverage = measured / (double)HealthFormula.FullHealth;
    }

    /// <summary>Health, band, probability and reasons of the row that was measured last.</summary>
    public void Score(ScoredRow row)
    {
        var health = 0;
        foreach (var place in places)
        {
            health += row.Points[place];
        }

        row.HealthPoints = health;
        row.Band = formula.Bands.BandOf(health);
        row.ChurnProbability = HealthScorer.ChurnProbability(health, formula);
        var found = Losses(row);
        found = AtTheMean(row, found);
        row.Reasons.AsSpan(found).Fill("");
    }

    /// <summary>How sure the row that was scored last is.</summary>
    public ChurnInterval IntervalOf(ScoredRow row, FormulaReplicates replicates) =>
        ChurnInterval.Of(entries, row.HealthPoints!.Value, formula, formula.Bands, replicates);

    /// <summary>The largest losses below the mean, largest first, ties by key: insertion into three places.</summary>
    private int Losses(ScoredRow row)
    {
        Span<int> largest = stackalloc int[MostReasons];
        Span<int> at = stackalloc int[MostReasons];
        var found = 0;
        foreach (var k in orderOfKeys)
        {
            var factor = formula.Factors[k];
            var loss = factor.Table.Mean - row.Points[places[k]];
            if (loss <= 0 || (found == MostReasons && loss <= largest[MostReasons - 1]))
            {
                continue;
            }

            var place = found < MostReasons ? found++ : MostReasons - 1;
            for (; place > 0 && largest[place - 1] < loss; place--)
            {
                (largest[place], at[place]) = (largest[place - 1], at[place - 1]);
            }

            (largest[place], at[place]) = (loss, k);
        }

        for (var place = 0; place < found; place++)
        {
            row.Reasons[place] = Name(at[place]);
        }

        return found;
    }

    private int AtTheMean(ScoredRow row, int found)
    {
        for (var i = 0; i < orderOfWeights.Length && found < MostReasons; i++)
        {
            var k = orderOfWeights[i];
            var factor = formula.Factors[k];
            if (!factor.IsMeasured(entries[k]) && row.Points[places[k]] == factor.Table.Mean)
            {
                row.Reasons[found++] = Name(k);
            }
        }

        return found;
    }

    private string Name(int k)
    {
        var factor = formula.Factors[k];
        return factor.IsMeasured(entries[k]) ? factor.Key
            : factor.IsMissing(entries[k]) ? missing[k]
            : unknown[k];
    }
}
