using HealthScore.Core.Factors;

namespace HealthScore.Training.Fitting;

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
    /// The healthiest middle: the prebin at which a falling fit to its left and a rising fit to its right (pooled
    /// adjacent violators) explain the churn rates best.
    /// </summary>
    private static int Apex(ReadOnlySpan<int> rows, ReadOnlySpan<int> churned)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var apex = 0; apex < rows.Length; apex++)
        {
            var error =
                MonotoneError(rows[..(apex + 1)], churned[..(apex + 1)], sign: -1)
                + MonotoneError(rows[apex..], churned[apex..], sign: 1);
            if (error < least)
            {
                (best, least) = (apex, error);
            }
        }

        return best;
    }

    private static double MonotoneError(ReadOnlySpan<int> rows, ReadOnlySpan<int> churned, int sign)
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

        // Squared error of 0/1 outcomes about their block's mean, up to a constant.
        return -blocks.Sum(block => block.N > 0 ? block.Sum * block.Sum / block.N : 0);
    }
}
