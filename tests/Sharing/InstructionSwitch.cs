using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HealthScore.Tests.Sharing;

/// <summary>
/// An instruction set switched off. Each switch needs a process of its own, in which a test runs again and asserts that
/// the switch took effect.
/// </summary>
internal static class InstructionSwitch
{
    /// <summary>Names the switch in the child process.</summary>
    private const string SwitchedOff = "HEALTHSCORE_SWITCHED_OFF";

    private const string Told = "HEALTHSCORE_EXPECTED_HASH";

    public static TheoryData<string> All { get; } =
    ["DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic"];

    /// <summary>What the parent found; null in the parent.</summary>
    public static string? Expected => Environment.GetEnvironmentVariable(Told);

    public static void AssertItTookEffect()
    {
        var effective = Environment.GetEnvironmentVariable(SwitchedOff) switch
        {
            "DOTNET_EnableAVX512" => !Avx512F.IsSupported && !Vector512.IsHardwareAccelerated,
            "DOTNET_EnableAVX2" => !Avx2.IsSupported && !Avx512F.IsSupported,
            "DOTNET_EnableHWIntrinsic" => !Sse42.IsSupported && !Vector128.IsHardwareAccelerated,
            _ => true,
        };
        Assert.True(effective, "the switch did not take effect");
    }

    /// <param name="name">The switch.</param>
    /// <param name="program">The test program.</param>
    /// <param name="test">Class and method.</param>
    /// <param name="expected">What the child is to find.</param>
    public static async Task RunAgain(string name, string program, string test, string expected)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program))
        {
            ArgumentList = { "-method", $"*.{test}" },
            Environment =
            {
                [name] = "0",
                [SwitchedOff] = name,
                [Told] = expected,
            },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };

        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", output);
        Assert.Equal(0, child.ExitCode);
    }
}
