using System.Diagnostics;
using System.Text.Json;

namespace HealthScore.Bench.Fit;

/// <summary>
/// What one measurement says; times in seconds, by CPU (all threads, user and system) and by the wall.
/// </summary>
internal sealed record Measurement
{
    public double CpuSeconds { get; init; }

    public double WallSeconds { get; init; }

    /// <summary>The baseline measured in the same process, by the wall; 0 where there is none.</summary>
    public double BaselineSeconds { get; init; }

    public long AllocatedBytes { get; init; }

    /// <summary>Pairs of factors that a fit found.</summary>
    public int Pairs { get; init; }

    /// <summary>Of explanations: counting the background rows, once at training.</summary>
    public double CountingSeconds { get; init; }

    /// <summary>Of explanations: filling the tables, once a program that explains.</summary>
    public double TablesSeconds { get; init; }

    /// <summary>Of explanations: <c>challenger.json</c>, trees and counts.</summary>
    public long FileBytes { get; init; }

    /// <summary>Anything that shows the work was done: a sum, a log-loss.</summary>
    public double Witness { get; init; }
}

internal static class Stopwatches
{
    private static readonly JsonSerializerOptions SnakeCase = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static int Print(Measurement measurement)
    {
        Console.WriteLine(JsonSerializer.Serialize(measurement, SnakeCase));
        return 0;
    }

    /// <summary>Runs something long once.</summary>
    public static Measurement Once(Func<double> work)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var wall = Stopwatch.StartNew();
        var witness = work();
        wall.Stop();
        process.Refresh();
        return new Measurement
        {
            CpuSeconds = (process.TotalProcessorTime - cpu).TotalSeconds,
            WallSeconds = wall.Elapsed.TotalSeconds,
            AllocatedBytes = GC.GetTotalAllocatedBytes() - allocated,
            Witness = witness,
        };
    }

    /// <summary>
    /// Runs something short and its baseline in turn, and keeps the best of each: on a shared machine the least
    /// disturbed run is the one that measures the program.
    /// </summary>
    public static Measurement Best(Func<double> work, Func<double> baseline, int repeats)
    {
        var (best, bestBaseline, witness) = (double.MaxValue, double.MaxValue, 0.0);
        var allocated = long.MaxValue;
        for (var i = 0; i < repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            witness += baseline();
            bestBaseline = Math.Min(bestBaseline, Stopwatch.GetElapsedTime(start).TotalSeconds);
            var before = GC.GetAllocatedBytesForCurrentThread();
            start = Stopwatch.GetTimestamp();
            witness += work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return new Measurement
        {
            CpuSeconds = best,
            WallSeconds = best,
            BaselineSeconds = bestBaseline,
            AllocatedBytes = allocated,
            Witness = witness,
        };
    }
}
