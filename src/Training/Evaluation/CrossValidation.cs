using System.Collections.Immutable;
using System.Diagnostics;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Bands;
using HealthScore.Training.Challenger;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Pooling;

namespace HealthScore.Training.Evaluation;

/// <summary>
/// Every fold scored by models that never saw it. Levels, prebins, bins, points, calibration, bands, the challenger's
/// settings and the baseline's ranks are all learned from the other rows alone.
/// </summary>
public static class CrossValidation
{
    /// <param name="table">The rows; those of unknown outcome are scored, not counted.</param>
    /// <param name="configuration">Bands, rules and whether there is a challenger.</param>
    /// <param name="plan">The folds.</param>
    /// <param name="settings">How formulas are fitted.</param>
    /// <param name="progress">Told after each fold: folds done and in all.</param>
    public static CrossValidated Run(
        TrainingTable table,
        HealthConfiguration configuration,
        FoldPlan plan,
        FitSettings settings,
        IProgress<(int Done, int All)>? progress = null
    )
    {
        settings = settings with
        {
            MostPairs = configuration.MostPairs ?? settings.MostPairs,
            Intervals =
                configuration.Challenger == ChallengerTrainerKind.None ? settings.Intervals : FitIntervals.Jackknife,
        };
        var folds = ImmutableArray.CreateBuilder<ScoredFold>(plan.Parts.Count);
        foreach (var fold in plan.Parts)
        {
            folds.Add(Score(table, configuration, fold, settings));
            progress?.Report((folds.Count, plan.Parts.Count));
        }

        var scored = folds.MoveToImmutable();
        return new CrossValidated(scored, HeldOutFigures.Of(scored, plan.Basis));
    }

    private static ScoredFold Score(
        TrainingTable table,
        HealthConfiguration configuration,
        Fold fold,
        FitSettings settings
    )
    {
        var seen = SeenLevels.In(table, fold.Train);
        ImmutableArray<int> train = [.. fold.Train.Where(row => seen.Outcomes[row] != Outcome.Unknown)];
        var clock = Stopwatch.StartNew();
        var formulas = SegmentPooling.Of(seen, train, FormulaTrainer.Fit(seen, train, settings), settings);
        var formulaSeconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var challenger =
            configuration.Challenger == ChallengerTrainerKind.None
                ? null
                : ChallengerTrainer.Train(seen, train, settings.Seed).Model;
        var challengerSeconds = clock.Elapsed.TotalSeconds;
        var profile = Profile.Of(seen, train);
        var share = table.AsOf is null ? fold.Train.Length / (double)table.RowCount : 1;
        var cuts = Cuts(configuration, seen, fold.Train, train, formulas, formulas, share);
        var model = formulas.IsEmpty ? null : ModelAssembly.Of(configuration, seen.Catalog, formulas, cuts, challenger);
        return new ScoredFold
        {
            Fold = fold,
            Table = seen,
            Formulas = formulas,
            Model = model is null ? null : NeverWithholding(model),
            Cuts = cuts,
            Probabilities = Probabilities(seen, fold.Test, formulas),
            CommonProbabilities = Probabilities(seen, fold.Test, formulas.Common.ChurnProbability),
            Challenger = challenger is null ? null : Probabilities(seen, fold.Test, challenger.Probability),
            Trees = challenger,
            Profile = profile,
            EqualWeights = profile.EqualWeights.Probabilities(seen, [.. fold.Test]),
            WouldBeWithheld = model is null ? 0 : Withheld(model, seen, fold.Test),
            TrainingBaseRate = formulas.Common.Churned / (double)formulas.Common.Rows,
            FormulaSeconds = formulaSeconds,
            ChallengerSeconds = challengerSeconds,
        };
    }

    /// <summary>Where bands are cut, by what training rows tell.</summary>
    /// <param name="configuration">The rule, and the context that thresholds differ by.</param>
    /// <param name="table">The training rows.</param>
    /// <param name="rows">All of them: a capacity is counted on the newest.</param>
    /// <param name="known">Those of known outcome.</param>
    /// <param name="formulas">As they are served.</param>
    /// <param name="fitted">
    /// The same as fitted on those rows: what a context tells beside them is told on the rows' own level of churn, not
    /// on that of held-out rows, to which formulas are recalibrated.
    /// </param>
    /// <param name="share">Part of all accounts that they are.</param>
    internal static BandCuts Cuts(
        HealthConfiguration configuration,
        TrainingTable table,
        int[] rows,
        ImmutableArray<int> known,
        FittedFormulas formulas,
        FittedFormulas fitted,
        double share
    )
    {
        var offsets =
            configuration.Bands.By is { } by && !formulas.IsEmpty
                ? ContextOffsets
                    .Of(by, configuration.Columns.Context[by], table, known, Probabilities(table, [.. known], fitted))
                    .OnLine(formulas.Common.Slope / fitted.Common.Slope)
                : null;
        if (configuration.Bands.MissedChurn is { } missed)
        {
            var own = Probabilities(table, [.. known], formulas);
            var churned = MissedChurn.Churned(table, known, (i, row) => BandCuts.Shifted(own[i], offsets, table, row));
            return (MissedChurn.Cuts(missed, churned) ?? new BandCuts(0, 0)) with { Offsets = offsets };
        }

        if (table.AsOf is { } asOf)
        {
            var newest = rows.Max(row => asOf[row]);
            rows = [.. rows.Where(row => asOf[row] == newest)];
        }

        var probabilities = Probabilities(table, rows, formulas)
            .Zip(rows, (p, row) => BandCuts.Shifted(p, offsets, table, row))
            .ToArray();
        return BandCuts.Of(configuration.Bands, probabilities, share) with { Offsets = offsets };
    }

    /// <summary>What the formula of each row's segment and stage answers.</summary>
    private static double[] Probabilities(TrainingTable table, int[] rows, FittedFormulas formulas)
    {
        var values = new double[table.Catalog.Count];
        return Array.ConvertAll(
            rows,
            row =>
            {
                RowValues.Copy(table, row, values);
                return formulas.For(table, row).ChurnProbability(values);
            }
        );
    }

    /// <summary>What a model answers to each of the given rows.</summary>
    internal static double[] Probabilities(TrainingTable table, int[] rows, Func<ReadOnlySpan<double>, double> model)
    {
        var values = new double[table.Catalog.Count];
        return Array.ConvertAll(
            rows,
            row =>
            {
                RowValues.Copy(table, row, values);
                return model(values);
            }
        );
    }

    /// <summary>Rows that the formula in use, be it a blend of two stages, could say too little of.</summary>
    internal static int Withheld(HealthModel model, TrainingTable table, int[] rows)
    {
        var values = new double[table.Catalog.Count];
        var formulas = new TableFormulas(model, table);
        var withheld = 0;
        foreach (var row in rows)
        {
            RowValues.Copy(table, row, values);
            var coverage = HealthScorer.Coverage(values, formulas.Of(row).Formula);
            withheld += HealthScorer.WithheldBecause(values, model, coverage) is null ? 0 : 1;
        }

        return withheld;
    }

    private static HealthModel NeverWithholding(HealthModel model) =>
        new()
        {
            Catalog = model.Catalog,
            Formulas = model.Formulas,
            FormulaHashes = model.FormulaHashes,
            Input = model.Input,
            Replicates = model.Replicates,
            Rules = model.Rules with { WithholdBelow = 0, RequiredPillars = [] },
            HorizonDays = model.HorizonDays,
            Challenger = model.Challenger,
        };
}
