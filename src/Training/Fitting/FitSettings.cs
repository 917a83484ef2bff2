using HealthScore.Training.Fitting.Choosing;

namespace HealthScore.Training.Fitting;

/// <summary>Whether a fit also says what it might as well have been.</summary>
public enum FitIntervals
{
    Omitted,

    /// <summary>Over groups of accounts: see <see cref="Intervals.FormulaUncertainty"/>.</summary>
    Jackknife,
}

/// <summary>What must speak for a factor before it has a curve.</summary>
public enum CurveProof
{
    /// <summary>That boosting gave it one.</summary>
    Boosting,

    /// <summary>
    /// That chance alone would hardly make its trend or its curve: see <see cref="Proof.ProvenFactors"/>.
    /// </summary>
    TrendOrCurve,
}

/// <summary>
/// How a formula is fitted. The defaults were chosen on folds inside training rows (docs/accuracy.md).
/// </summary>
public sealed record FitSettings
{
    public static FitSettings Default { get; } = new();

    public ulong Seed { get; init; } = 1;

    /// <summary>How few factors the formula is to make do with; null keeps all that earn a weight.</summary>
    public FactorLimit? Limit { get; init; }

    /// <summary>Threads; never changes a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Boosted models that are averaged; the rows of each bag's own fold stop it early.</summary>
    public int Bags { get; init; } = 5;

    /// <summary>Share of a fitted step that is taken.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Most steps of one bag: what single curves find later, pairs find better.</summary>
    public int MostSteps { get; init; } = 1500;

    /// <summary>Steps without a better validation log-loss after which a bag stops.</summary>
    public int Patience { get; init; } = 150;

    /// <summary>Added to the sum of p(1-p) of a leaf: shrinks small leaves.</summary>
    public double LeafShrinkage { get; init; } = 2.0;

    /// <summary>Fewest rows on either side of a split.</summary>
    public int LeafRows { get; init; } = 10;

    /// <summary>Rows that shapes are learned on at most; points are always fitted on all.</summary>
    public int MostShapeRows { get; init; } = 100_000;

    /// <summary>Log-likelihood a further bin must be worth.</summary>
    public double BinPenalty { get; init; } = 0.1;

    /// <summary>Pull of the re-fit towards the boosted curve, in units of the rows' own information.</summary>
    public double CurveShrinkage { get; init; } = 2.0;

    /// <summary>
    /// Pull of what missing is worth towards the factor's mean, as a sum of p(1-p): few rows without a value shall
    /// not be the best or worst that the factor can be.
    /// </summary>
    public double MissingShrinkage { get; init; } = 20;

    public FitIntervals Intervals { get; init; }

    public CurveProof Proof { get; init; }

    /// <summary>More pairs than this nobody can ask for: beyond it a formula is no longer read.</summary>
    public const int MostPairsEver = 32;

    /// <summary>Most pairs of factors in a formula; none is taken that held-out rows do not ask for.</summary>
    public int MostPairs { get; init; } = 16;

    /// <summary>Pairs that are tried together, of those that say most about what single factors leave open.</summary>
    public int PairCandidates { get; init; } = 32;

    /// <summary>Share of a fitted step on a pair that is taken.</summary>
    public double PairLearningRate { get; init; } = 0.1;

    /// <summary>Most steps of one bag on pairs.</summary>
    public int MostPairSteps { get; init; } = 2000;

    /// <summary>Steps on pairs without a better validation log-loss after which a bag stops.</summary>
    public int PairPatience { get; init; } = 60;

    /// <summary>Standard errors that the fewest pairs may be worse than the best number of them.</summary>
    public double PairSlack { get; init; } = 1.0;

    /// <summary>Standard errors by which a formula with pairs must beat the single curves to have any.</summary>
    public double PairsSureness { get; init; } = 2.0;

    /// <summary>Log-likelihood that a further row or column of a pair's table must be worth.</summary>
    public double PairBinPenalty { get; init; } = 0.05;

    /// <summary>Most bins of either factor of a pair, missing apart.</summary>
    public int MostPairBins { get; init; } = 10;

    /// <summary>Most bins of a numeric factor, missing apart.</summary>
    public int MostBins { get; init; } = 15;
}
