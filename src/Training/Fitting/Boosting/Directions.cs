using HealthScore.Core.Factors;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Boosting;

/// <summary>Declared directions as constraints on the log-odds of churn along a factor's prebins.</summary>
internal static class Directions
{
    public static CurveConstraint[] Of(FactorCatalog catalog, PrebinnedRows data, HistogramCube cube) =>
        [
            .. Enumerable
                .Range(0, catalog.Count)
                .Select(j =>
                    !data.Factors[j].IsOrdered
                        ? CurveConstraint.Free
                        : catalog[j].Direction switch
                        {
                            FactorDirection.HigherIsBetter => CurveConstraint.Falling,
                            FactorDirection.LowerIsBetter => CurveConstraint.Rising,
                            FactorDirection.MiddleIsBetter => new CurveConstraint(
                                Apex(cube.RowsOf(j).AsSpan()[..^1], cube.ChurnedOf(j).AsSpan()[..^1])
                            ),
                            _ => CurveConstraint.Free,
                        }
                ),
        ];

    /// <summary>
    /// The healthiest middle: the prebins are parted in two so that a falling fit of the first and a rising fit of the
    /// second (pooled adjacent violators) explain the churn rates best; of the two that meet there, the healthier.
    /// </summary>
    private static int Apex(ReadOnlySpan<int> rows, ReadOnlySpan<int> churned)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var split = 0; split <= rows.Length; split++)
        {
            var falling = MonotoneFit(rows[..split], churned[..split], sign: -1);
            var rising = MonotoneFit(rows[split..], churned[split..], sign: 1);
            if (falling.Error + rising.Error < least)
            {
                least = falling.Error + rising.Error;
                best = split < rows.Length && falling.Last > rising.First ? split : Math.Max(0, split - 1);
            }
        }

        return best;
    }

    /// <summary>
    /// Squared error of 0/1 outcomes about their block's mean, up to a constant, and the rates at both ends.
    /// </summary>
    private static (double Error, double First, double Last) MonotoneFit(
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> churned,
        int sign
    )
    {
        var blocks = new Stack<(double N, double Sum)>();
        for (var b = 0; b < rows.Length; b++)
        {
            var block = (N: (double)rows[b], Sum: (double)churned[b]);
            while (blocks.TryPeek(out var last) && sign * ((last.Sum * block.N) - (block.Sum * last.N)) >= 0)
            {
                blocks.Pop();
                block = (last.N + block.N, last.Sum + block.Sum);
            }

            blocks.Push(block);
        }

        return blocks.Count == 0
            ? (0, double.PositiveInfinity, double.PositiveInfinity)
            : (-blocks.Sum(block => block.Sum * Rate(block)), Rate(blocks.Last()), Rate(blocks.Peek()));
    }

    private static double Rate((double N, double Sum) block) => block.N > 0 ? block.Sum / block.N : 0;
}
