using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Trees;
using HealthScore.Training.Bands;
using HealthScore.Training.Challenger;
using HealthScore.Training.Fitting;
using HealthScore.Training.Pooling;

namespace HealthScore.Training.Tests.Fitting;

/// <summary>
/// Invariant 8: the same bytes of formula.json whatever the processor can do. Each switch needs a process of its own,
/// in which the same test runs again and must find the same hash.
/// </summary>
public class InstructionSetTests
{
    /// <summary>Names the switch in the child process, which asserts that it took effect.</summary>
    private const string SwitchedOff = "HEALTHSCORE_SWITCHED_OFF";

    /// <summary>The hash that the parent found.</summary>
    private const string Expected = "HEALTHSCORE_EXPECTED_HASH";

    [Fact]
    public void A_fitted_formula_has_the_bytes_it_has_elsewhere()
    {
        AssertSwitchTookEffect();

        Assert.Equal(Environment.GetEnvironmentVariable(Expected) ?? FormulaHash(threads: 2), FormulaHash(threads: 1));
    }

    [Fact]
    public void A_grown_challenger_has_the_bytes_it_has_elsewhere()
    {
        AssertSwitchTookEffect();

        Assert.Equal(Environment.GetEnvironmentVariable(Expected) ?? ChallengerHash(), ChallengerHash());
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task The_formula_is_the_same_with_an_instruction_set_switched_off(string name) =>
        await RunAgain(name, nameof(A_fitted_formula_has_the_bytes_it_has_elsewhere), FormulaHash(threads: 1));

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task The_challenger_is_the_same_with_an_instruction_set_switched_off(string name) =>
        await RunAgain(name, nameof(A_grown_challenger_has_the_bytes_it_has_elsewhere), ChallengerHash());

    private static void AssertSwitchTookEffect()
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

    private static async Task RunAgain(string name, string test, string hash)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "HealthScore.Training.Tests"))
        {
            ArgumentList = { "-method", $"*.{nameof(InstructionSetTests)}.{test}" },
            Environment =
            {
                [name] = "0",
                [SwitchedOff] = name,
                [Expected] = hash,
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

    private static string FormulaHash(int threads)
    {
        var table = SmallRows.Make(1200, seed: 100);
        var settings = FitSettings.Default with { Threads = threads };
        var formula = FormulaTrainer.Fit(table, SmallRows.All(table), settings);
        var configuration = SmallRows.Configuration(table.Catalog);
        var cuts = BandCuts.Of(configuration.Bands, [], share: 1);
        var formulas = new FittedFormulas([formula]);
        return Hash(
            FormulaJson.Write(ModelAssembly.Of(configuration, table.Catalog, formulas, cuts, challenger: null))
        );
    }

    private static string ChallengerHash()
    {
        var table = SmallRows.Make(600, seed: 101);
        var trained = ChallengerTrainer.Train(table, [.. SmallRows.All(table)], seed: 1);
        return Hash(ChallengerJson.Write(trained.Model, table.Catalog));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
