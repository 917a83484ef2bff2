using System.Collections.Immutable;
using System.Diagnostics;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Scoring;
using HealthScore.Training.Bands;
using HealthScore.Training.Challenger;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Evaluation.Spreads;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Pooling;

namespace HealthScore.Training;

/// <summary>What a training run is doing, for whoever watches.</summary>
/// <param name="Step">In a word or two.</param>
/// <param name="Done">Steps done, of <paramref name="All"/>.</param>
/// <param name="All">Steps in all.</param>
public readonly record struct TrainingProgress(string Step, int Done, int All);

/// <summary>A trained model with what is known of it; nothing is written yet.</summary>
public sealed record TrainingOutcome
{
    /// <summary>Null where no factor earned a weight.</summary>
    public required ModelContents? Contents { get; init; }

    /// <summary>Common, and by segment and stage.</summary>
    public required FittedFormulas Formulas { get; init; }

    /// <summary>The common one.</summary>
    public FittedFormula Formula => Formulas.Common;

    /// <summary>The evaluation on held-out rows, as metrics.json has it.</summary>
    public required MetricsDocument Metrics { get; init; }

    public required CrossValidated HeldOut { get; init; }

    /// <summary>
    /// What the formula would be without its limit of factors, on the same held-out rows; null where there is none.
    /// </summary>
    public MetricsPart? WithoutLimit { get; init; }

    /// <summary>Training rows by band, of the formula as it will be served.</summary>
    public required ImmutableArray<BandCount> Bands { get; init; }

    public required double FormulaSeconds { get; init; }

    public required double ChallengerSeconds { get; init; }

    /// <summary>Why there is no model: for <c>train</c> to say.</summary>
    public string Refusal =>
        $"no factor earned a weight: log-loss {Metrics.Formula.LogLoss:F4} against prior {Metrics.PriorLogLoss:F4}.";
}

/// <summary>
/// Rows and a configuration to the contents of a model directory: evaluate held out, fit on all, assemble.
/// </summary>
public static class TrainingRun
{
    /// <summary>
    /// Rows that are evaluated held out at most: figures are no surer with more, and folds cost five fits.
    /// </summary>
    public const int MostHeldOutRows = 100_000;

    /// <param name="table">Checked rows.</param>
    /// <param name="configuration">What to learn.</param>
    /// <param name="settings">How to fit.</param>
    /// <param name="accepted">What was accepted in spite of a check, as typed.</param>
    /// <param name="programVersion">Recorded in the manifest.</param>
    /// <param name="progress">Told before each step.</param>
    public static TrainingOutcome Train(
        TrainingTable table,
        HealthConfiguration configuration,
        FitSettings settings,
        ImmutableArray<string> accepted,
        string programVersion,
        IProgress<TrainingProgress>? progress = null
    )
    {
        settings = settings with { MostPairs = configuration.MostPairs ?? settings.MostPairs };
        var served = Fittable(table);
        var heldOut = HeldOut(served, configuration, settings, progress);
        var withoutLimit = settings.Limit is null
            ? null
            : HeldOut(served, Formula(configuration), settings with { Limit = null }, progress).Metrics.Formula;
        progress?.Report(new("fitting the formula on all rows", FoldPlan.Count, FoldPlan.Count + 2));
        int[] rows = [.. Enumerable.Range(0, served.RowCount)];
        var seen = SeenLevels.In(served, rows);
        ImmutableArray<int> known = [.. rows.Where(row => seen.Outcomes[row] != Outcome.Unknown)];
        var clock = Stopwatch.StartNew();
        var withIntervals = settings with { Intervals = FitIntervals.Jackknife };
        var common = FormulaTrainer.Fit(seen, known, withIntervals);
        var fitted = SegmentPooling.Of(seen, known, common, settings);
        var formulas = Recalibrate(fitted, heldOut.Metrics.Formula);
        var formulaSeconds = clock.Elapsed.TotalSeconds;
        var metrics = Described(heldOut, formulas.Common, configuration, accepted);
        var cuts = CrossValidation.Cuts(configuration, seen, rows, known, formulas, fitted, share: 1);
        if (!formulas.IsEmpty)
        {
            cuts = Served(configuration, heldOut, cuts);
            (cuts, metrics) = Evidenced(metrics, cuts, formulas.Common, heldOut, seen.AsOf);
        }

        var outcome = new TrainingOutcome
        {
            Contents = null,
            Formulas = formulas,
            Metrics = metrics,
            HeldOut = heldOut,
            WithoutLimit = withoutLimit,
            Bands = formulas.IsEmpty ? [] : ByBand(seen, known, formulas, cuts),
            FormulaSeconds = formulaSeconds,
            ChallengerSeconds = 0,
        };
        if (formulas.IsEmpty)
        {
            return outcome;
        }

        progress?.Report(new("growing the challenger on all rows", FoldPlan.Count + 1, FoldPlan.Count + 2));
        clock.Restart();
        var challenger =
            configuration.Challenger == ChallengerTrainerKind.None
                ? null
                : ChallengerTrainer.Train(seen, known, settings.Seed, configuration.Input.FactorColumns);
        var challengerSeconds = challenger is null ? 0 : clock.Elapsed.TotalSeconds;
        var model = ModelAssembly.Of(configuration, seen.Catalog, formulas, cuts, challenger?.Model);
        var created = new CreationFacts(DataHash.Of(served), settings.Seed, known.Length, programVersion)
        {
            DataTo = served.AsOf?.Max(),
        };
        return outcome with
        {
            Contents = ModelFiles.Of(model, challenger, metrics, ProfileOf(seen, known, formulas.Common), created),
            ChallengerSeconds = challengerSeconds,
        };
    }

    /// <summary>The evaluation, and what a reader of it must know beside.</summary>
    private static MetricsDocument Described(
        CrossValidated heldOut,
        FittedFormula common,
        HealthConfiguration configuration,
        ImmutableArray<string> accepted
    ) =>
        heldOut.Metrics with
        {
            Accepted = accepted,
            LeftOutColumns = configuration.LeftOut,
            Spread = ScoreSpread.Of(heldOut, common, LineOf(heldOut.Metrics.Formula)),
        };

    private static Profile ProfileOf(TrainingTable table, ImmutableArray<int> known, FittedFormula common) =>
        Profile.Of(table, known) with
        {
            Curves = EntryCounts.Of(common.Factors, table, known),
        };

    /// <summary>Without the challenger.</summary>
    private static HealthConfiguration Formula(HealthConfiguration configuration) =>
        configuration with
        {
            Challenger = ChallengerTrainerKind.None,
        };

    /// <summary>The cuts that the rows can tell apart, and on what they and the weights rest.</summary>
    private static (BandCuts Cuts, MetricsDocument Metrics) Evidenced(
        MetricsDocument metrics,
        BandCuts cuts,
        FittedFormula formula,
        CrossValidated heldOut,
        DateOnly[]? asOf
    )
    {
        var evidence = BandEvidence.Of(cuts, formula, heldOut, asOf);
        return (
            evidence.Cuts,
            metrics with
            {
                Weights = WeightInterval.Of(formula),
                Evidence = evidence,
                Bands = evidence.Bands,
            }
        );
    }

    /// <summary>The cuts; where they are to miss few who leave, from held-out rows.</summary>
    private static BandCuts Served(HealthConfiguration configuration, CrossValidated heldOut, BandCuts cuts)
    {
        if (configuration.Bands.MissedChurn is not { } rule)
        {
            return cuts;
        }

        var (intercept, slope) = LineOf(heldOut.Metrics.Formula);
        var held = MissedChurn.HeldOut(
            rule,
            heldOut,
            p => slope == 1 ? p : Logistic.Sigmoid(intercept + (slope * Logistic.Logit(p)))
        );
        return held with { Offsets = cuts.Offsets };
    }

    /// <summary>Rows of customers who had not given notice.</summary>
    private static TrainingTable Fittable(TrainingTable table)
    {
        if (table.Notices is not { } notices || table.AsOf is not { } asOf)
        {
            return table;
        }

        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(row => !(notices[row] <= asOf[row]))];
        return rows.Length == table.RowCount ? table : table.Take(rows);
    }

    private static CrossValidated HeldOut(
        TrainingTable table,
        HealthConfiguration configuration,
        FitSettings settings,
        IProgress<TrainingProgress>? progress
    )
    {
        var sample = table;
        if (table.RowCount > MostHeldOutRows)
        {
            var order = CanonicalOrder.Of(table, [.. Enumerable.Range(0, table.RowCount)], settings.Seed);
            sample = table.Take([.. order.Rows[..MostHeldOutRows].Order()]);
        }

        var plan = sample.AsOf is null
            ? FoldPlan.ByAccount(sample, settings.Seed)
            : FoldPlan.ByTime(sample, configuration.GapDays, settings.Seed);
        progress?.Report(new("evaluating on held-out rows", 0, plan.Parts.Count + 2));
        return CrossValidation.Run(
            sample,
            configuration,
            plan,
            settings,
            new FoldProgress(progress, plan.Parts.Count + 2)
        );
    }

    /// <summary>The out-of-fold slope is applied where its 95 % interval excludes 1.</summary>
    internal static FittedFormulas Recalibrate(FittedFormulas formulas, MetricsPart heldOut) =>
        !formulas.IsEmpty && LineOf(heldOut) is (var intercept, var slope) && slope != 1
            ? formulas.Recalibrated(intercept, slope)
            : formulas;

    /// <summary>From held-out log-odds to those that are served; slope 1 where they stay.</summary>
    private static (double Intercept, double Slope) LineOf(MetricsPart heldOut)
    {
        var excludesOne = heldOut.CalibrationSlopeLow > 1 || heldOut.CalibrationSlopeHigh < 1;
        return excludesOne && heldOut.CalibrationSlope > 0
            ? (heldOut.CalibrationIntercept ?? 0, heldOut.CalibrationSlope.Value)
            : (0, 1);
    }

    private static ImmutableArray<BandCount> ByBand(
        TrainingTable table,
        ImmutableArray<int> rows,
        FittedFormulas formulas,
        BandCuts cuts
    )
    {
        var values = new double[table.Catalog.Count];
        var (counts, churned) = (new int[3], new int[3]);
        foreach (var row in rows)
        {
            RowValues.Copy(table, row, values);
            var band = (int)cuts.BandOf(formulas.For(table, row).ChurnProbability(values), table, row);
            counts[band]++;
            churned[band] += table.Outcomes[row] == Outcome.Churned ? 1 : 0;
        }

        return [.. Enum.GetValues<Band>().Select(band => new BandCount(band, counts[(int)band], churned[(int)band]))];
    }

    private sealed class FoldProgress(IProgress<TrainingProgress>? progress, int all) : IProgress<(int Done, int All)>
    {
        public void Report((int Done, int All) value) =>
            progress?.Report(new($"evaluated {value.Done} of {value.All} held-out parts", value.Done, all));
    }
}
