using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles;

/// <summary>Made-up values of one factor.</summary>
/// <param name="factor">As the catalog declares it.</param>
/// <param name="fitted">Its part of the formula, or null where it has none: the challenger may yet look at it.</param>
internal sealed class GoldenValues(Factor factor, FormulaFactor? fitted)
{
    /// <summary>Share of random values that are missing, and of random levels that were never seen.</summary>
    private const double OddShare = 0.1;

    /// <summary>A value of the bin whose points are nearest to the mean.</summary>
    public double Middle
    {
        get
        {
            if (fitted is null)
            {
                return factor.Kind == FactorKind.Numeric ? WithoutBins[1] : 0;
            }

            var bins = fitted.Table.Bins;
            return InBin(Enumerable.Range(0, bins.Length).MinBy(k => Math.Abs(bins[k] - fitted.Table.Mean)), 0.5);
        }
    }

    /// <summary>Numbers for a factor that has no edges: the ends and middle of its range, or -1, 0 and 1.</summary>
    private double[] WithoutBins
    {
        get
        {
            var from = factor.RangeFrom ?? (factor.RangeTo - 2) ?? -1;
            var to = factor.RangeTo ?? (from + 2);
            return [from, from + ((to - from) / 2), to];
        }
    }

    /// <summary>Every bin, each edge and the number just below it, missing, and a level never seen.</summary>
    public IEnumerable<double> Systematic()
    {
        if (factor.Kind != FactorKind.Numeric)
        {
            return
            [
                .. Enumerable.Range(0, factor.Levels.Length).Select(level => (double)level),
                double.NaN,
                FactorCatalog.UnknownLevel,
            ];
        }

        if (fitted is null)
        {
            return [.. WithoutBins, double.NaN];
        }

        var edges = fitted.Bins.Edges.ToArray();
        return
        [
            .. Enumerable.Range(0, fitted.Bins.BinCount).Select(k => InBin(k, 0.5)),
            .. edges.SelectMany(edge => new[] { edge, Math.BitDecrement(edge) }),
            double.NaN,
        ];
    }

    public double Random(SeededNumbers random)
    {
        var (odd, share) = (random.NextShare(), random.NextShare());
        if (odd < OddShare)
        {
            return double.NaN;
        }

        if (factor.Kind != FactorKind.Numeric)
        {
            return odd > 1 - OddShare || factor.Levels.IsEmpty
                ? FactorCatalog.UnknownLevel
                : Math.Floor(share * factor.Levels.Length);
        }

        return fitted is null
            ? WithoutBins[0] + (share * (WithoutBins[2] - WithoutBins[0]))
            : InBin(random.NextBelow(fitted.Bins.BinCount), share);
    }

    /// <summary>A value of bin <paramref name="bin"/>, <paramref name="share"/> of the way through it.</summary>
    private double InBin(int bin, double share)
    {
        if (factor.Kind != FactorKind.Numeric)
        {
            var levels = fitted!.Bins.GroupOfLevel.ToArray();
            return Array.IndexOf(levels, (byte)bin);
        }

        var edges = fitted!.Bins.Edges;
        if (edges.IsEmpty)
        {
            return WithoutBins[1];
        }

        var spread = Math.Max(edges[^1] - edges[0], 1);
        var from =
            bin > 0 ? edges[bin - 1] : Math.Min(Math.BitDecrement(edges[0]), factor.RangeFrom ?? (edges[0] - spread));
        var to = bin < edges.Length ? edges[bin] : Math.Max(edges[^1], factor.RangeTo ?? (edges[^1] + spread));
        var value = from + (share * (to - from));
        return fitted.Bins.BinOf(value) == bin ? value : from;
    }
}
