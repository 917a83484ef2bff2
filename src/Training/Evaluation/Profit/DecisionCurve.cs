using System.Collections.Immutable;

namespace HealthScore.Training.Evaluation.Profit;

/// <summary>Net benefits by threshold; two curves of the same points are equal.</summary>
/// <param name="Points">In the order of the thresholds.</param>
public sealed record DecisionCurve(ImmutableArray<NetBenefit> Points)
{
    public bool Equals(DecisionCurve? other) =>
        other is not null && Points.AsSpan().SequenceEqual(other.Points.AsSpan());

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var point in Points)
        {
            hash.Add(point);
        }

        return hash.ToHashCode();
    }
}
