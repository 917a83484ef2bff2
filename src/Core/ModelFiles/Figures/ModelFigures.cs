using System.Collections.Immutable;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles.Figures;

/// <summary>Rows of one kind and how many of them churned.</summary>
public readonly record struct Outcomes(int Rows, int Churned)
{
    /// <summary>Null where there are no rows.</summary>
    public double? Share => Rows == 0 ? null : (double)Churned / Rows;
}

/// <summary>How well one set of probabilities foretold the outcomes; null where the rows could not tell.</summary>
/// <param name="Auc">How often an account that left ranked below one that stayed.</param>
/// <param name="AucLow">Lower end of its 95 % interval.</param>
/// <param name="AucHigh">Its upper end.</param>
/// <param name="LogLoss">Mean negative log-likelihood, in nats.</param>
/// <param name="Brier">Mean squared error of the probability.</param>
/// <param name="Ece">Expected calibration error.</param>
/// <param name="Slope">Of the outcome on the log-odds; 1 is best.</param>
/// <param name="SlopeLow">Lower end of its 95 % interval.</param>
/// <param name="SlopeHigh">Its upper end.</param>
public sealed record QualityFigures(
    double? Auc,
    double? AucLow,
    double? AucHigh,
    double? LogLoss,
    double? Brier,
    double? Ece,
    double? Slope,
    double? SlopeLow,
    double? SlopeHigh
);

/// <summary>Rows of a band and what became of them.</summary>
public sealed record BandFigures(Band Band, Outcomes Outcomes);

/// <summary>One block of time, scored by a formula of the rows before it.</summary>
public sealed record BlockOfTime(DateOnly From, DateOnly To, Outcomes Outcomes, double? Auc, double LogLoss);

/// <summary>A factor's share of the formula of all accounts with its 95 % interval, 0..1.</summary>
public sealed record WeightFigures(string Factor, double Weight, double Low, double High);

/// <summary>Where a band begins and how sure that is, in points; null outside 0..100.</summary>
/// <param name="Starts">The band that starts there.</param>
/// <param name="ChurnProbability">What the threshold stands for.</param>
/// <param name="Health">The threshold.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Rows">Rows that it rests on.</param>
/// <param name="From">First as-of date of those rows; null where undated.</param>
/// <param name="To">Their last.</param>
public sealed record ThresholdFigures(
    Band Starts,
    double ChurnProbability,
    double? Health,
    double? Low,
    double? High,
    Outcomes Rows,
    DateOnly? From,
    DateOnly? To
);

/// <summary>Rows of one segment by band, worst to best.</summary>
public sealed record SegmentFigures(string Segment, ImmutableArray<BandFigures> Bands);

/// <summary>Rows whose probabilities of churn lie next to each other, with their mean probability.</summary>
public sealed record ProbabilityFigures(Outcomes Outcomes, double Probability);

/// <summary>On how many training rows each entry of a factor rests.</summary>
public sealed record CurveRows(string Factor, ImmutableArray<Outcomes> Entries);

/// <summary>How many training rows measured a factor, and how many did not.</summary>
public sealed record MeasuredRows(string Factor, int Measured, int Missing)
{
    /// <summary>0..1; 0 where there are no rows.</summary>
    public double Share => Measured + Missing == 0 ? 0 : (double)Measured / (Measured + Missing);
}

/// <summary>A column that is no factor, and why.</summary>
public sealed record ColumnLeftOut(string Column, string Reason);

/// <summary>
/// What metrics.json and profile.json say, for whoever shows a model. A model that says nothing of a thing has it null
/// or empty, so that older models can be shown too.
/// </summary>
public sealed record ModelFigures
{
    /// <summary>Held-out rows of known outcome.</summary>
    public Outcomes? HeldOut { get; init; }

    /// <summary>Training rows of known outcome.</summary>
    public Outcomes? Trained { get; init; }

    /// <summary>Log-loss of calling every row the base rate.</summary>
    public double? PriorLogLoss { get; init; }

    /// <summary><c>out_of_fold</c>, <c>out_of_time</c>, <c>user_folds</c> or <c>given_rows</c>.</summary>
    public string? Basis { get; init; }

    public QualityFigures? Formula { get; init; }

    public QualityFigures? Challenger { get; init; }

    public QualityFigures? EqualWeights { get; init; }

    /// <summary>Held-out rows by band, worst to best.</summary>
    public ImmutableArray<BandFigures> Bands { get; init; } = [];

    public ImmutableArray<BandFigures> EqualWeightsBands { get; init; } = [];

    public ImmutableArray<BlockOfTime> Blocks { get; init; } = [];

    public ImmutableArray<WeightFigures> Weights { get; init; } = [];

    /// <summary>Yellow first.</summary>
    public ImmutableArray<ThresholdFigures> Thresholds { get; init; } = [];

    public ImmutableArray<SegmentFigures> Segments { get; init; } = [];

    /// <summary>Sentences: bands that were refused, churn that does not rise from green to red.</summary>
    public ImmutableArray<string> BandFindings { get; init; } = [];

    /// <summary>Held-out rows by rising probability of churn, in parts of about equal size.</summary>
    public ImmutableArray<ProbabilityFigures> FormulaSpread { get; init; } = [];

    /// <inheritdoc cref="FormulaSpread"/>
    public ImmutableArray<ProbabilityFigures> ChallengerSpread { get; init; } = [];

    /// <summary>Held-out rows by equal steps of health from 0 to 100.</summary>
    public ImmutableArray<Outcomes> HealthSteps { get; init; } = [];

    public ImmutableArray<CurveRows> Curves { get; init; } = [];

    public ImmutableArray<MeasuredRows> Measured { get; init; } = [];

    public ImmutableArray<ColumnLeftOut> LeftOutColumns { get; init; } = [];

    /// <summary>What was accepted in spite of a check or a gate, as typed.</summary>
    public ImmutableArray<string> Accepted { get; init; } = [];

    /// <exception cref="ModelException">A member is of the wrong kind, or not of this model.</exception>
    public static ModelFigures Of(LoadedModel loaded)
    {
        var figures = new ModelFigures();
        if (loaded.Files.TryGetValue(ModelFileNames.Metrics, out var metrics))
        {
            figures = MetricsFigures.Read(JsonPlace.Parse(ModelFileNames.Metrics, metrics), figures);
        }

        return loaded.Files.TryGetValue(ModelFileNames.Profile, out var profile)
            ? ProfileFigures.Read(JsonPlace.Parse(ModelFileNames.Profile, profile), loaded.Model, figures)
            : figures;
    }
}
