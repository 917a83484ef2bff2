using System.Collections.Immutable;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Segments;

/// <summary>A factor whose weight in one formula is not the common one.</summary>
/// <param name="Factor">Its key.</param>
/// <param name="Weight">In the segment's or stage's formula, 0..1; 0 where it has no place there.</param>
/// <param name="CommonWeight">In the formula of all accounts.</param>
public sealed record WeightDifference(string Factor, double Weight, double CommonWeight)
{
    public double Change => Weight - CommonWeight;
}

/// <summary>How the formula of a segment or stage differs from the formula of all accounts.</summary>
/// <param name="Segment">"all" where it is a stage's.</param>
/// <param name="Stage">"all" where it is a segment's.</param>
/// <param name="Weights">Largest change first; none where it shares all weights.</param>
public sealed record SegmentDifferences(string Segment, string Stage, ImmutableArray<WeightDifference> Weights)
{
    /// <summary>Weights nearer to each other than this are called the same: half a per cent of health.</summary>
    private const double Least = 0.005;

    /// <summary>One a formula that is not the common one, in the order of the model.</summary>
    public static ImmutableArray<SegmentDifferences> Of(HealthModel model)
    {
        var common = model.Formulas.First(formula => formula.IsCommon);
        return [.. model.Formulas.Where(formula => !formula.IsCommon).Select(formula => Of(formula, common))];
    }

    private static SegmentDifferences Of(HealthFormula formula, HealthFormula common)
    {
        var own = formula.Factors.ToDictionary(f => f.Key, f => f.Weight, StringComparer.Ordinal);
        return new SegmentDifferences(
            formula.Segment,
            formula.Stage,
            [
                .. common
                    .Factors.Select(f => new WeightDifference(f.Key, own.GetValueOrDefault(f.Key), f.Weight))
                    .Where(difference => Math.Abs(difference.Change) >= Least)
                    .OrderByDescending(difference => Math.Abs(difference.Change))
                    .ThenBy(difference => difference.Factor, StringComparer.Ordinal),
            ]
        );
    }
}
