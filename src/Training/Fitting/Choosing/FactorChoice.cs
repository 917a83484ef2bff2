using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Challenger;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Fitting.Choosing;

/// <summary>
/// A formula of few factors: fitted with all of them, the fewest that explain most kept, fitted once more with those.
/// </summary>
internal static class FactorChoice
{
    /// <summary>Why a factor that had a curve has no place.</summary>
    public const string Reason = "beyond max_factors";

    /// <param name="table">The table.</param>
    /// <param name="rows">Rows to learn from, and to choose on.</param>
    /// <param name="settings">How to fit.</param>
    /// <param name="limit">How few.</param>
    public static FittedFormula Fit(
        TrainingTable table,
        IReadOnlyList<int> rows,
        FitSettings settings,
        FactorLimit limit
    )
    {
        var unlimited = settings with { Limit = null };
        var all = FormulaTrainer.Fit(table, rows, unlimited with { Intervals = FitIntervals.Omitted });
        if (all.Factors.Length <= limit.Most)
        {
            return FormulaTrainer.Fit(table, rows, unlimited);
        }

        var information = Information(table, rows, settings.Seed, all);
        bool[] free = [.. all.Factors.Select(f => !f.IsPair && limit.MustInclude.Contains(f.Key))];
        // What is fitted anew may find pairs among the kept; then so many fewer are kept.
        for (var most = limit.Most; ; most--)
        {
            var kept = Singles(all, Garrote.Keep(information, free, most));
            var few = Few(table, rows, unlimited, all, kept);
            if (few.Factors.Length <= limit.Most || most <= Math.Max(1, free.Count(f => f)))
            {
                return few;
            }
        }
    }

    /// <summary>The factors of the entries kept, in catalog order: a pair needs both of its own.</summary>
    private static ImmutableArray<int> Singles(FittedFormula all, bool[] kept) =>
        [
            .. all
                .Factors.Where((_, k) => kept[k])
                .SelectMany(f => f.Column is { } column ? new[] { f.Row.Index, column.Index } : [f.Row.Index])
                .Distinct()
                .Order(),
        ];

    private static FittedFormula Few(
        TrainingTable table,
        IReadOnlyList<int> rows,
        FitSettings settings,
        FittedFormula all,
        ImmutableArray<int> kept
    )
    {
        var catalog = new FactorCatalog(kept.Select(j => table.Catalog[j]));
        var narrow = table with { Catalog = catalog, Values = [.. kept.Select(j => table.Values[j])] };
        var fitted = FormulaTrainer.Fit(narrow, rows, settings);
        var dropped = all
            .Factors.Where(f => !f.IsPair && !kept.Contains(f.Index))
            .Select(f => new LeftOutFactor(f.Key, Reason));
        return fitted with
        {
            Factors = [.. fitted.Factors.Select(Widened)],
            LeftOut =
            [
                .. all
                    .LeftOut.Concat(dropped)
                    .Concat(fitted.LeftOut)
                    .DistinctBy(f => f.Factor)
                    .OrderBy(f => table.Catalog.IndexOf(f.Factor)),
            ],
        };

        FormulaFactor Widened(FormulaFactor factor) =>
            factor.Column is { } column
                ? FormulaFactor.OfPair(Part(factor.Row), Part(column), factor.Table)
                : new FormulaFactor(kept[factor.Index], factor.Key, factor.Bins, factor.Table);

        FactorPart Part(FactorPart part) => part with { Index = kept[part.Index] };
    }

    /// <summary>Sum over rows of p (1 - p) x the products of each two entries' log-odds, about their means.</summary>
    private static double[,] Information(
        TrainingTable table,
        IReadOnlyList<int> rows,
        ulong seed,
        FittedFormula formula
    )
    {
        int[] known = [.. rows.Where(row => table.Outcomes[row] != Outcome.Unknown)];
        var sample = CanonicalOrder.Of(table, known, seed).Rows.Take(PointsRefit.SampleRows);
        var count = formula.Factors.Length;
        var (products, sums, weights) = (new double[count, count], new double[count], 0.0);
        var (values, logOdds) = (new double[table.Catalog.Count], new double[count]);
        foreach (var row in sample)
        {
            RowValues.Copy(table, row, values);
            var p = formula.ChurnProbability(values);
            var weight = p * (1 - p);
            weights += weight;
            for (var j = 0; j < count; j++)
            {
                var factor = formula.Factors[j];
                logOdds[j] = formula.Slope * (factor.PointsOf(factor.EntryOf(values)) / HealthFormula.UnitsPerPoint);
                sums[j] += weight * logOdds[j];
                for (var k = 0; k <= j; k++)
                {
                    products[j, k] += weight * logOdds[j] * logOdds[k];
                }
            }
        }

        for (var j = 0; j < count; j++)
        {
            for (var k = 0; k <= j; k++)
            {
                products[j, k] -= sums[j] * sums[k] / weights;
                products[k, j] = products[j, k];
            }
        }

        return products;
    }
}
