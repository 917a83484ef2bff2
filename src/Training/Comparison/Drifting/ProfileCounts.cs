using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Comparison.Drifting;

/// <summary>Rows of one factor in the bins of a profile, so that two samples can be held against each other.</summary>
/// <param name="One">Rows of the profile itself: its bins or levels, then not measured.</param>
/// <param name="Other">Rows of the other sample in the same bins.</param>
internal sealed record ProfileCounts(double[] One, double[] Other)
{
    /// <summary>
    /// Of another profile. Each profile counted in tenths of its own rows, so the other's rows in this one's bins are
    /// known only between bounds: of all counts within them those nearest to this profile's are taken, so that what is
    /// called a shift is one whatever the rows were.
    /// </summary>
    public static ProfileCounts Of(FactorProfile one, FactorProfile other, RankTable? ranksOfOther) =>
        one.Levels.IsEmpty && other.Levels.IsEmpty ? OfNumbers(one, other, ranksOfOther) : OfLevels(one, other);

    /// <summary>Of the rows of a table, counted exactly; a level that the profile lacks is a bin of its own.</summary>
    public static ProfileCounts Of(FactorProfile one, TrainingTable table, int factor, IEnumerable<int> rows)
    {
        var bins = one.Levels.IsEmpty ? FactorBins.Numeric(one.Edges) : null;
        var counts = new double[one.Counts.Length + 2];
        foreach (var row in rows)
        {
            var value = table.Values[factor][row];
            counts[
                double.IsNaN(value) ? one.Counts.Length
                : bins is not null ? bins.BinOf(value)
                : value >= 0 && value < one.Counts.Length ? (int)value
                : one.Counts.Length + 1
            ]++;
        }

        return new ProfileCounts([.. one.Counts.Select(count => (double)count), one.Missing, 0], counts);
    }

    private static ProfileCounts OfNumbers(FactorProfile one, FactorProfile other, RankTable? ranksOfOther)
    {
        double measured = other.Counts.Sum();
        var counts = new double[one.Counts.Length + 1];
        counts[^1] = other.Missing;
        if (measured > 0)
        {
            var share = new ShareBelow(other, ranksOfOther);
            double all = one.Counts.Sum();
            var (upTo, before) = (0.0, 0.0);
            for (var k = 0; k < one.Counts.Length; k++)
            {
                upTo += one.Counts[k];
                var wanted = all == 0 ? 0 : upTo / all;
                var below = k < one.Edges.Length ? Math.Max(before, share.Nearest(one.Edges[k], wanted)) : 1;
                counts[k] = (below - before) * measured;
                before = below;
            }
        }

        return new ProfileCounts([.. one.Counts.Select(count => (double)count), one.Missing], counts);
    }

    private static ProfileCounts OfLevels(FactorProfile one, FactorProfile other)
    {
        ImmutableArray<string> levels = [.. one.Levels.Union(other.Levels, StringComparer.Ordinal)];
        return new ProfileCounts(
            [.. levels.Select(l => Rows(one, l)), one.Missing],
            [.. levels.Select(l => Rows(other, l)), other.Missing]
        );
    }

    private static double Rows(FactorProfile profile, string level) =>
        profile.Levels.IndexOf(level) is >= 0 and var at ? profile.Counts[at] : 0;
}
