using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;

namespace HealthScore.Training.Evaluation;

/// <summary>The models side by side on rows that none of them saw.</summary>
internal static class HeldOutFigures
{
    public static MetricsDocument Of(ImmutableArray<ScoredFold> folds, string basis)
    {
        var known = folds.Select(Known).ToArray();
        var churned = folds.Select((fold, f) => Outcomes(fold, known[f])).ToArray();
        var rows = churned.Sum(fold => fold.Length);
        return new MetricsDocument
        {
            Rows = rows,
            Churned = churned.Sum(fold => fold.Count(c => c)),
            PriorLogLoss = Mean(folds, churned),
            Formula = Part(fold => fold.Probabilities),
            Challenger = folds[0].Challenger is null ? null : Part(fold => fold.Challenger!),
            EqualWeights = Part(fold => fold.EqualWeights),
            Basis = basis,
            Blocks =
                basis == "out_of_time"
                    ?
                    [
                        .. folds.Select(
                            (fold, f) => BlockFigures.Of(fold, Pick(fold.Probabilities, known[f]), churned[f])
                        ),
                    ]
                    : [],
            Bands = Bands((fold, i) => fold.Cuts.BandOf(fold.Probabilities[i], fold.Table, fold.Fold.Test[i])),
            EqualWeightsBands = Bands((fold, i) => fold.Cuts.BandOf(fold.EqualWeights[i])),
        };

        MetricsPart Part(Func<ScoredFold, double[]> probabilities) =>
            Metrics.OverFolds([
                .. folds.Select(
                    (fold, f) =>
                        new ScoredRows(Pick(probabilities(fold), known[f]), churned[f])
                        {
                            Accounts = AccountNumbers(fold, known[f]),
                        }
                ),
            ]);

        ImmutableArray<BandCount> Bands(Func<ScoredFold, int, Band> bandOf)
        {
            var banded = folds
                .SelectMany((fold, f) => known[f].Zip(churned[f], (i, c) => (Band: bandOf(fold, i), Churned: c)))
                .ToLookup(row => row.Band, row => row.Churned);
            return
            [
                .. Enum.GetValues<Band>()
                    .Select(band => new BandCount(band, banded[band].Count(), banded[band].Count(c => c))),
            ];
        }
    }

    /// <summary>Log-loss of calling every row of a fold its training rows' base rate, as the mean over folds.</summary>
    private static double Mean(ImmutableArray<ScoredFold> folds, bool[][] churned) =>
        folds.Select((fold, f) => Metrics.PriorLogLoss(fold.TrainingBaseRate, churned[f])).Sum() / folds.Length;

    /// <summary>Positions in the fold's test rows of those whose outcome is known.</summary>
    private static int[] Known(ScoredFold fold) =>
        [
            .. Enumerable
                .Range(0, fold.Fold.Test.Length)
                .Where(i => fold.Table.Outcomes[fold.Fold.Test[i]] != Outcome.Unknown),
        ];

    private static bool[] Outcomes(ScoredFold fold, int[] known) =>
        Array.ConvertAll(known, i => fold.Table.Outcomes[fold.Fold.Test[i]] == Outcome.Churned);

    private static double[] Pick(double[] column, int[] at) => Array.ConvertAll(at, i => column[i]);

    /// <summary>Where the data are dated, a number per account, the same in every fold.</summary>
    private static int[]? AccountNumbers(ScoredFold fold, int[] known)
    {
        if (fold.Table is not { AsOf: not null, Accounts: { } accounts })
        {
            return null;
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var account in accounts)
        {
            numbers.TryAdd(account, numbers.Count);
        }

        return Array.ConvertAll(known, i => numbers[accounts[fold.Fold.Test[i]]]);
    }
}
