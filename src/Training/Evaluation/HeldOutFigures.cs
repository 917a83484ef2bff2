using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Training.Evaluation.Agreement;

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
            Agreement = folds[0].Challenger is null
                ? null
                : ModelAgreement.Of(
                    [.. folds.Select((fold, f) => Answered(fold, known[f], churned[f]))],
                    [.. folds.Select((fold, f) => Directions(fold, known[f]))],
                    [.. folds.Select((fold, f) => Differing(fold, known[f], churned[f]))]
                ),
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

    private static AnsweredRows Answered(ScoredFold fold, int[] known, bool[] churned)
    {
        var (formula, challenger) = (Pick(fold.Probabilities, known), Pick(fold.Challenger!, known));
        return new AnsweredRows(formula, challenger, churned)
        {
            FormulaBands = BandsOf(formula),
            ChallengerBands = BandsOf(challenger),
            Segments = fold.Table.Segments is { } segments
                ? Array.ConvertAll(known, i => segments[fold.Fold.Test[i]])
                : null,
            Accounts = AccountNumbers(fold, known),
        };

        Band[] BandsOf(double[] probabilities) =>
            [.. probabilities.Select((p, k) => fold.Cuts.BandOf(p, fold.Table, fold.Fold.Test[known[k]]))];
    }

    private static DifferingRows Differing(ScoredFold fold, int[] known, bool[] churned) =>
        fold.Model is null
            ? new DifferingRows()
            : DifferingRows.Of(
                fold.Model,
                fold.Table,
                Array.ConvertAll(known, i => fold.Fold.Test[i]),
                Answered(fold, known, churned),
                fold.Profile
            );

    private static ImmutableArray<DirectionBreaks> Directions(ScoredFold fold, int[] known) =>
        DirectionBreaks.Of(
            fold.Trees!,
            fold.Formula.Factors,
            fold.Table,
            Array.ConvertAll(known, i => fold.Fold.Test[i]),
            fold.Profile
        );

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
