using System.Collections.Immutable;
using HealthScore.Core.Formula;

namespace HealthScore.Training.Evaluation.Agreement;

/// <summary>How often formula and challenger would put a row in the same band.</summary>
/// <param name="Counts">Rows by the formula's band, then by the challenger's; worst to best, nine numbers.</param>
public sealed record BandAgreement(ImmutableArray<int> Counts)
{
    private const int Bands = 3;

    public int Rows => Counts.Sum();

    /// <summary>Share of rows in the same band; null without rows.</summary>
    public double? SameShare => Rows == 0 ? null : (Counts[0] + Counts[4] + Counts[8]) / (double)Rows;

    /// <summary>
    /// 1 where all bands are the same, 0 where they agree as chance would have it; a band apart weighs 1, two bands 2.
    /// Null where chance alone must agree, all rows being in one band.
    /// </summary>
    /// <remarks>
    /// Cohen (1968): 1 - observed / expected disagreement, the expected one by the shares of both models' bands.
    /// </remarks>
    public double? WeightedKappa
    {
        get
        {
            var (observed, expected) = (0L, 0L);
            for (var f = 0; f < Bands; f++)
            {
                for (var c = 0; c < Bands; c++)
                {
                    var apart = Math.Abs(f - c);
                    observed += apart * Count(f, c);
                    expected += apart * Enumerable.Range(0, Bands).Sum(b => Count(f, b)) * OfChallenger(c);
                }
            }

            return expected == 0 ? null : 1 - (observed * (double)Rows / expected);
        }
    }

    internal static BandAgreement Of(Band[] formula, Band[] challenger)
    {
        var counts = new int[Bands * Bands];
        for (var i = 0; i < formula.Length; i++)
        {
            counts[((int)formula[i] * Bands) + (int)challenger[i]]++;
        }

        return new BandAgreement([.. counts]);
    }

    private long Count(int formula, int challenger) => Counts[(formula * Bands) + challenger];

    private long OfChallenger(int band) => Enumerable.Range(0, Bands).Sum(formula => Count(formula, band));
}
