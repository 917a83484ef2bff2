using System.Runtime.InteropServices;
using System.Security.Cryptography;
using HealthScore.Core.Scoring;
using HealthScore.Tests.Sharing;

namespace HealthScore.Core.Tests.Scoring;

/// <summary>Invariant 8: the same bits whatever the processor can do. Each switch needs a process of its own.</summary>
public class InstructionSetTests
{
    /// <summary>Of health, probabilities, exp and log over random models, half with pairs; made on AVX-512.</summary>
    private const string Committed = "f7d592050847";

    [Fact]
    public void Scores_and_probabilities_have_the_committed_bits()
    {
        InstructionSwitch.AssertItTookEffect();

        Assert.Equal(Committed, Hash());
    }

    [Theory]
    [MemberData(nameof(InstructionSwitch.All), MemberType = typeof(InstructionSwitch))]
    public async Task They_have_the_same_bits_with_an_instruction_set_switched_off(string name) =>
        await InstructionSwitch.RunAgain(
            name,
            "HealthScore.Core.Tests",
            $"{nameof(InstructionSetTests)}.{nameof(Scores_and_probabilities_have_the_committed_bits)}",
            Committed
        );

    private static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var k in Enumerable.Range(2, 20))
        {
            var (seed, random) = (k / 2, new Random(k / 2));
            var model = k % 2 == 0 ? RandomModels.Model(seed) : RandomModels.ModelWithPairs(seed);
            var rows = Enumerable.Range(0, 1000).Select(_ => RandomModels.Values(model, random)).ToArray();
            double[][] columns =
            [
                .. Enumerable.Range(0, model.Catalog.Count).Select(j => rows.Select(row => row[j]).ToArray()),
            ];
            var (health, probabilities) = (new int[rows.Length], new double[rows.Length]);
            BatchScorer.Health(model.Formulas[0], columns, health);
            BatchScorer.ChurnProbabilities(model.Formulas[0], health, probabilities);
            double[] functions =
            [
                .. probabilities.Select(p => Logistic.Exp(p * 40)),
                .. probabilities.Select(Logistic.Log),
            ];
            hash.AppendData(MemoryMarshal.AsBytes(health.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(probabilities.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(functions.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
