using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Compression;

namespace HealthScore.Bench.Fit;

/// <summary>Goal P7: the exact segmentation of one factor's falling curve.</summary>
internal static class Binning
{
    private const int Prebins = 77;
    private const int Repeats = 200;

    /// <summary>77 prebins of as many rows to at most fifteen bins of a size; a falling curve stays one.</summary>
    public static Measurement OfOneFactor(TrainingTable table, string[] rest)
    {
        var rows = new int[Prebins];
        var (curve, information) = (new double[Prebins], new double[Prebins]);
        for (var code = 0; code < Prebins; code++)
        {
            rows[code] = table.RowCount / Prebins;
            curve[code] = (code * -0.03) + (code % 4 * 0.01);
            information[code] = rows[code] / (10 + code) * 0.9;
        }

        var limits = new BinLimits(
            FitSettings.Default.MostBins,
            BinSizes.FewestRows(table.RowCount),
            FitSettings.Default.BinPenalty
        );
        CurveLayer[] layers = [new(curve, information)];
        return Stopwatches.Best(
            work: () => BinCompression.Compress(layers, rows, limits, isOrdered: true).Count,
            baseline: () => curve.Sum(),
            Repeats
        );
    }
}
