using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Trees;
using HealthScore.Training.Bands;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Pooling;

namespace HealthScore.Training.Evaluation;

/// <summary>One fold and the models that never saw it.</summary>
public sealed record ScoredFold
{
    public required Fold Fold { get; init; }

    /// <summary>The table as this fold's models see it: levels that only the fold holds are unknown.</summary>
    public required TrainingTable Table { get; init; }

    public required FittedFormulas Formulas { get; init; }

    /// <summary>The common one.</summary>
    public FittedFormula Formula => Formulas.Common;

    /// <summary>Pairs in the common one.</summary>
    public int PairCount => Formula.Factors.Count(factor => factor.IsPair);

    /// <summary>The same as a model that scores and never withholds; null where the formula is empty.</summary>
    public required HealthModel? Model { get; init; }

    public required BandCuts Cuts { get; init; }

    /// <summary>By row of <see cref="Evaluation.Fold.Test"/>, as are the following.</summary>
    public required double[] Probabilities { get; init; }

    /// <summary>What the formula of all accounts says, whatever the row's segment.</summary>
    public required double[] CommonProbabilities { get; init; }

    public required double[]? Challenger { get; init; }

    /// <summary>The trees themselves; null where there are none.</summary>
    public required ChallengerModel? Trees { get; init; }

    /// <summary>Of the training rows.</summary>
    public required Profile Profile { get; init; }

    public required double[] EqualWeights { get; init; }

    /// <summary>Rows whose score the rules would have withheld.</summary>
    public required int WouldBeWithheld { get; init; }

    /// <summary>Base rate of the training rows of known outcome.</summary>
    public required double TrainingBaseRate { get; init; }

    public required double FormulaSeconds { get; init; }

    public required double ChallengerSeconds { get; init; }
}

/// <summary>What cross-validation found.</summary>
/// <param name="Folds">Each fold with its models and scores.</param>
/// <param name="Metrics">The models side by side on rows they never saw.</param>
public sealed record CrossValidated(ImmutableArray<ScoredFold> Folds, MetricsDocument Metrics)
{
    public double FormulaSeconds => Folds.Sum(fold => fold.FormulaSeconds);

    public double ChallengerSeconds => Folds.Sum(fold => fold.ChallengerSeconds);

    public int WouldBeWithheld => Folds.Sum(fold => fold.WouldBeWithheld);
}
