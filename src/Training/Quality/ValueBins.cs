namespace HealthScore.Training.Quality;

/// <summary>
/// The values of one factor as at most 1,025 bins in the order of the values: one per distinct value where there are
/// few, else of about equal mass; the last is missing. Made without looking at outcomes.
/// </summary>
internal sealed class ValueBins
{
    private const int MaxBins = 1024;
    private const int SampleSize = 65536;

    private ValueBins(ushort[] binOfRow, int count)
    {
        BinOfRow = binOfRow;
        Count = count;
    }

    public ushort[] BinOfRow { get; }

    /// <summary>Bins of measured values; the bin of missing ones has this number.</summary>
    public int Count { get; }

    public static ValueBins Of(double[] values)
    {
        var starts = Starts(values);
        var bins = new ushort[values.Length];
        for (var row = 0; row < values.Length; row++)
        {
            bins[row] = double.IsNaN(values[row]) ? (ushort)starts.Length : BinOf(starts, values[row]);
        }

        return new ValueBins(bins, starts.Length);
    }

    private static double[] Starts(double[] values)
    {
        var stride = Math.Max(1, values.Length / SampleSize);
        var sample = new List<double>(Math.Min(values.Length, SampleSize * 2));
        for (var row = 0; row < values.Length; row += stride)
        {
            if (!double.IsNaN(values[row]))
            {
                sample.Add(values[row]);
            }
        }

        var sorted = sample.ToArray();
        Array.Sort(sorted);
        var distinct = sorted.Distinct().ToArray();
        return distinct.Length <= MaxBins
            ? distinct
            :
            [
                .. Enumerable
                    .Range(0, MaxBins)
                    .Select(k => sorted[(int)((long)k * sorted.Length / MaxBins)])
                    .Distinct(),
            ];
    }

    private static ushort BinOf(double[] starts, double value)
    {
        var at = Array.BinarySearch(starts, value);
        return (ushort)(at >= 0 ? at : Math.Max(0, ~at - 1));
    }
}
