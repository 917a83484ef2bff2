using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles;

/// <summary>Made-up values of one factor.</summary>
internal sealed class GoldenValues
{
    /// <summary>Share of random values that are missing, and of random levels that were never seen.</summary>
    private const double OddShare = 0.1;

    private readonly Factor factor;

    /// <summary>The factor's own part of the formula, or null where it has none.</summary>
    private readonly FormulaFactor? fitted;

    /// <summary>All bins that the formula has for the factor, its own first and then those of pairs.</summary>
    private readonly FactorBins[] allBins;

    /// <param name="factor">As the catalog declares it; the challenger may look where the formula does not.</param>
    /// <param name="index">Its position in the catalog.</param>
    /// <param name="formula">The formula whose bins are to be met.</param>
    public GoldenValues(Factor factor, int index, HealthFormula formula)
    {
        this.factor = factor;
        fitted = formula.Factors.FirstOrDefault(f => !f.IsPair && f.Index == index);
        allBins =
        [
            .. formula
                .Factors.SelectMany(f => new[] { f.Row, f.Column })
                .Where(part => part?.Index == index)
                .Select(part => part!.Bins),
        ];
    }

    /// <summary>A value of the bin whose points are nearest to the mean.</summary>
    public double Middle
    {
        get
        {
            if (allBins.Length == 0)
            {
                return factor.Kind == FactorKind.Numeric ? WithoutBins[1] : 0;
            }

            if (fitted is null)
            {
                return InBin(allBins[0], allBins[0].BinCount / 2, 0.5);
            }

            var points = fitted.Table.Bins;
            var middle = Enumerable.Range(0, points.Length).MinBy(k => Math.Abs(points[k] - fitted.Table.Mean));
            return InBin(fitted.RowBins, middle, 0.5);
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

        if (allBins.Length == 0)
        {
            return [.. WithoutBins, double.NaN];
        }

        return
        [
            .. Enumerable.Range(0, allBins[0].BinCount).Select(k => InBin(allBins[0], k, 0.5)),
            .. allBins
                .SelectMany(bins => bins.Edges.ToArray())
                .Distinct()
                .SelectMany(edge => new[] { edge, Math.BitDecrement(edge) }),
            double.NaN,
        ];
    }

    /// <summary>A value of each entry of one side of a pair: its bins, missing, a level never seen.</summary>
    public double[] Entries(FactorBins bins) =>
        [
            .. Enumerable.Range(0, bins.BinCount).Select(k => InBin(bins, k, 0.5)),
            double.NaN,
            .. bins.OtherBin < 0 ? [] : (double[])[FactorCatalog.UnknownLevel],
        ];

    /// <summary>
    /// Every bin, missing, and a level never seen; nothing where the formula has no bins for the factor.
    /// </summary>
    public double[] OneOfEachBin() => allBins.Length == 0 ? [] : Entries(allBins[0]);

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

        return allBins.Length == 0
            ? WithoutBins[0] + (share * (WithoutBins[2] - WithoutBins[0]))
            : InBin(allBins[0], random.NextBelow(allBins[0].BinCount), share);
    }

    /// <summary>A value of bin <paramref name="bin"/>, <paramref name="share"/> of the way through it.</summary>
    private double InBin(FactorBins bins, int bin, double share)
    {
        if (factor.Kind != FactorKind.Numeric)
        {
            return bins.GroupOfLevel.IndexOf((byte)bin);
        }

        var edges = bins.Edges;
        if (edges.IsEmpty)
        {
            return WithoutBins[1];
        }

        var spread = Math.Max(edges[^1] - edges[0], 1);
        var from =
            bin > 0 ? edges[bin - 1] : Math.Min(Math.BitDecrement(edges[0]), factor.RangeFrom ?? (edges[0] - spread));
        var to = bin < edges.Length ? edges[bin] : Math.Max(edges[^1], factor.RangeTo ?? (edges[^1] + spread));
        var value = from + (share * (to - from));
        return bins.BinOf(value) == bin ? value : from;
    }
}
