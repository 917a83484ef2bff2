using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Pairs.Tables;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Fitting.Compression;

/// <summary>A factor that kept a curve: its bins and how prebins map to them.</summary>
internal sealed record KeptFactor(int Index, string Key, FactorBins Bins, CompressedBins Compressed, int[] Rows);

/// <summary>The boosted curves, compressed to the formula's bins.</summary>
internal sealed class CurveParts
{
    /// <summary>A factor whose whole curve spans less log-odds is flat: it changes the odds by 2 % at most.</summary>
    private const double LeastRange = 0.02;

    public required ImmutableArray<KeptFactor> Kept { get; init; }

    public required ImmutableArray<LeftOutFactor> LeftOut { get; init; }

    public required CurveConstraint[] Constraints { get; init; }

    /// <summary>The curve's mean in every entry of the kept factors, missing last of each.</summary>
    public required double[] Start { get; init; }

    public required double Intercept { get; init; }

    public static CurveParts Compress(
        FactorCatalog catalog,
        PrebinnedRows data,
        HistogramCube cube,
        BoostedShapes shapes,
        CurveConstraint[] constraints,
        FinePair[] pairs,
        FitSettings settings
    )
    {
        var kept = ImmutableArray.CreateBuilder<KeptFactor>();
        var leftOut = ImmutableArray.CreateBuilder<LeftOutFactor>();
        var start = new List<double>();
        var keptConstraints = new List<CurveConstraint>();
        var churned = data.Churned.Sum(c => (int)c);
        var rate = churned / (double)data.Count;
        for (var j = 0; j < catalog.Count; j++)
        {
            var rows = cube.RowsOf(j);
            FinePair[] ofFactor = [.. pairs.Where(p => p.Grid.Row.Factor == j || p.Grid.Column.Factor == j)];
            if (ofFactor.Length == 0 && WhyFlat(shapes.Curves[j], rows) is { } reason)
            {
                leftOut.Add(new LeftOutFactor(catalog[j].Key, reason));
                continue;
            }

            var information = Array.ConvertAll(rows, n => n * rate * (1 - rate));
            CurveLayer[] layers =
            [
                new(shapes.Curves[j][..^1], information),
                .. ofFactor.SelectMany(p => p.LayersAlong(j, rows, rate * (1 - rate))),
            ];
            var bins = Pool(data.Factors[j], layers, rows, data.Count, settings);
            double[] curve =
            [
                .. bins.Average(shapes.Curves[j].AsSpan()[..^1], information),
                ShrunkMissing(shapes.Curves[j], rows, information[^1], settings),
            ];
            var seen = rows[^1] > 0 ? curve : curve[..^1];
            if (ofFactor.Length == 0 && seen.Max() - seen.Min() < LeastRange)
            {
                leftOut.Add(new LeftOutFactor(catalog[j].Key, "flat"));
                continue;
            }

            var factorBins = BinsOf(catalog[j], data.Factors[j], bins);
            kept.Add(new KeptFactor(j, catalog[j].Key, factorBins, bins, RowsByEntry(bins, rows)));
            start.AddRange(curve);
            keptConstraints.Add(Along(bins, constraints[j]));
        }

        return new CurveParts
        {
            Kept = kept.ToImmutable(),
            LeftOut = leftOut.ToImmutable(),
            Constraints = [.. keptConstraints],
            Start = [.. start],
            Intercept = Logistic.Logit(rate),
        };
    }

    /// <summary>The rows as entries of the kept factors' bins.</summary>
    public FormulaRows Encode(PrebinnedRows data)
    {
        var entries = new byte[Kept.Length][];
        for (var k = 0; k < entries.Length; k++)
        {
            var binOfCode = Kept[k].Compressed.BinOfCode;
            byte[] entryOfCode = [.. binOfCode.Select(bin => (byte)bin), (byte)Kept[k].Compressed.Count];
            entries[k] = Array.ConvertAll(data.Codes[Kept[k].Index], code => entryOfCode[code]);
        }

        return new FormulaRows(entries, [.. Kept.Select(f => f.Compressed.Count + 1)], data.Churned);
    }

    /// <summary>Fitted points by factor.</summary>
    public IReadOnlyList<FittedCurve> Curves(FittedPoints fitted)
    {
        var curves = new List<FittedCurve>();
        var from = 0;
        for (var k = 0; k < Kept.Length; k++)
        {
            var size = Kept[k].Compressed.Count + 1;
            curves.Add(
                new FittedCurve(
                    Kept[k].Index,
                    Kept[k].Key,
                    Kept[k].Bins,
                    fitted.LogOdds[from..(from + size)],
                    Kept[k].Rows,
                    Constraints[k]
                )
            );
            from += size;
        }

        return curves;
    }

    private static string? WhyFlat(double[] curve, int[] rows)
    {
        var seen = Enumerable.Range(0, rows.Length).Where(b => rows[b] > 0).ToArray();
        return seen.All(b => b == rows.Length - 1) ? "never measured"
            : seen.Length == 1 ? "constant"
            : seen.All(b => curve[b] == curve[seen[0]]) ? "flat"
            : null;
    }

    /// <summary>What missing is worth, drawn towards the factor's mean the more, the fewer rows say so.</summary>
    private static double ShrunkMissing(double[] curve, int[] rows, double information, FitSettings settings)
    {
        var (sum, count) = (0.0, 0L);
        for (var b = 0; b < rows.Length - 1; b++)
        {
            sum += rows[b] * curve[b];
            count += rows[b];
        }

        var mean = count == 0 ? 0 : sum / count;
        return mean + ((curve[^1] - mean) * information / (information + settings.MissingShrinkage));
    }

    private static CompressedBins Pool(Prebins grid, CurveLayer[] layers, int[] rows, int count, FitSettings settings)
    {
        var others = grid.Kind == FactorKind.Numeric ? 1 : 2;
        var limits = new BinLimits(
            Math.Min(settings.MostBins, FactorBins.MaxEntries - others),
            BinSizes.FewestRows(count),
            settings.BinPenalty
        );
        return BinCompression.Compress(layers, rows.AsSpan(0, grid.Count), limits, grid.IsOrdered);
    }

    private static FactorBins BinsOf(Factor factor, Prebins grid, CompressedBins bins)
    {
        if (factor.Kind != FactorKind.Numeric)
        {
            int[] groups = [.. grid.CodeOfLevel.ToArray().Select(code => bins.BinOfCode[code])];
            return FactorBins.Grouped(factor.Kind, [.. groups]);
        }

        var edges = new List<double>();
        for (var code = 0; code + 1 < bins.BinOfCode.Length; code++)
        {
            if (bins.BinOfCode[code + 1] != bins.BinOfCode[code])
            {
                edges.Add(grid.Edges[code]);
            }
        }

        return FactorBins.Numeric(edges);
    }

    private static int[] RowsByEntry(CompressedBins bins, int[] rows)
    {
        var byEntry = new int[bins.Count + 1];
        for (var code = 0; code < bins.BinOfCode.Length; code++)
        {
            byEntry[bins.BinOfCode[code]] += rows[code];
        }

        byEntry[^1] = rows[^1];
        return byEntry;
    }

    /// <summary>The constraint along the bins: the apex moves to the bin that holds it.</summary>
    private static CurveConstraint Along(CompressedBins bins, CurveConstraint constraint) =>
        constraint.Apex is { } apex && apex >= 0 && apex < bins.BinOfCode.Length
            ? new CurveConstraint(bins.BinOfCode[apex])
            : constraint;
}
