using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;

namespace HealthScore.Training.Pooling;

/// <summary>The common formula and, where the rows support a difference, those of segments and stages.</summary>
/// <param name="All">The common one first.</param>
public sealed record FittedFormulas(ImmutableArray<FittedFormula> All)
{
    /// <summary>For accounts of every segment and stage without a formula of its own.</summary>
    public FittedFormula Common => All[0];

    public bool IsEmpty => Common.IsEmpty;

    /// <summary>What was found of every segment and stage that was looked at.</summary>
    public ImmutableArray<PooledUnit> Units { get; init; } = [];

    /// <summary>The most specific formula that matches; the same choice as the model's that is made of them.</summary>
    public FittedFormula For(string segment, string stage)
    {
        var (best, bestRank) = (Common, 0);
        foreach (var formula in All)
        {
            var rank = FormulaMatch.Rank((formula.Segment, formula.Stage), (segment, stage));
            (best, bestRank) = rank > bestRank ? (formula, rank) : (best, bestRank);
        }

        return best;
    }

    /// <summary>The formula of a row's segment and stage.</summary>
    public FittedFormula For(TrainingTable table, int row) =>
        For(table.Segments?[row] ?? "all", table.Stages?[row] ?? "all");

    /// <summary>All under another line: log-odds' = intercept + slope x log-odds.</summary>
    public FittedFormulas Recalibrated(double intercept, double slope) =>
        this with
        {
            All = [.. All.Select(formula => formula.Recalibrated(intercept, slope))],
        };
}

/// <summary>What pooling found of one segment or stage.</summary>
/// <param name="Kind">Whether it is a segment or a stage.</param>
/// <param name="Name">Its name in the data.</param>
/// <param name="Rows">Training rows.</param>
/// <param name="Churned">Those of them that churned.</param>
/// <param name="HasOwnWeights">False where the rows do not speak for other weights than the common ones.</param>
public sealed record PooledUnit(PooledUnitKind Kind, string Name, int Rows, int Churned, bool HasOwnWeights)
{
    /// <summary>Factors whose curve it does not share, in the order of the formula.</summary>
    public ImmutableArray<string> OwnCurves { get; init; } = [];
}

public enum PooledUnitKind
{
    Segment,
    Stage,
}
