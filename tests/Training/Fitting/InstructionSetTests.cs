using System.Security.Cryptography;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Trees;
using HealthScore.Tests.Sharing;
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
    [Fact]
    public void A_fitted_formula_has_the_bytes_it_has_elsewhere()
    {
        InstructionSwitch.AssertItTookEffect();

        Assert.Equal(InstructionSwitch.Expected ?? FormulaHash(threads: 2), FormulaHash(threads: 1));
    }

    [Fact]
    public void A_grown_challenger_has_the_bytes_it_has_elsewhere()
    {
        InstructionSwitch.AssertItTookEffect();

        Assert.Equal(InstructionSwitch.Expected ?? ChallengerHash(), ChallengerHash());
    }

    [Theory]
    [MemberData(nameof(InstructionSwitch.All), MemberType = typeof(InstructionSwitch))]
    public async Task The_formula_is_the_same_with_an_instruction_set_switched_off(string name) =>
        await RunAgain(name, nameof(A_fitted_formula_has_the_bytes_it_has_elsewhere), FormulaHash(threads: 1));

    [Theory]
    [MemberData(nameof(InstructionSwitch.All), MemberType = typeof(InstructionSwitch))]
    public async Task The_challenger_is_the_same_with_an_instruction_set_switched_off(string name) =>
        await RunAgain(name, nameof(A_grown_challenger_has_the_bytes_it_has_elsewhere), ChallengerHash());

    private static Task RunAgain(string name, string test, string hash) =>
        InstructionSwitch.RunAgain(name, "HealthScore.Training.Tests", $"{nameof(InstructionSetTests)}.{test}", hash);

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
