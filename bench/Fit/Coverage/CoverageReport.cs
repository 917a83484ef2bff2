using System.Diagnostics;
using System.Text.Json;

namespace HealthScore.Bench.Fit.Coverage;

/// <summary>A coverage study as one line of JSON on standard output.</summary>
internal static class CoverageReport
{
    public static int Print(int repeats)
    {
        var intervals = CoverageStudy.Run(repeats, Environment.ProcessorCount);
        var result = new
        {
            repeats,
            accounts = CoverageStudy.Accounts,
            cpu_seconds = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds,
            intervals = intervals.Select(covered => new
            {
                what = covered.What,
                share = covered.Share,
                error = covered.Error,
                repeats = covered.Repeats,
                width = covered.Width,
                bias = covered.Bias,
            }),
        };
        Console.WriteLine(JsonSerializer.Serialize(result));
        return 0;
    }
}
