using System.Text.Json;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting;
using HealthScore.Training.Synthetic;

namespace HealthScore.Bench.Fit.Noise;

/// <summary>
/// What a fit makes of columns that mean nothing, of factors that mean little, and of pairs, where the truth is known.
/// </summary>
internal static class NoiseStudy
{
    private const int TestRows = 20_000;
    private const ulong TestSeed = 999;

    /// <summary>A weight of the truth counts as this much from here on.</summary>
    private static readonly double[] Strengths = [0, 0.05, 0.12, 0.25];

    private static readonly JsonSerializerOptions SnakeCase = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Prints one line of JSON a size.</summary>
    /// <param name="truth">By what customers decide.</param>
    /// <param name="pair">How strong the one pair is, in log-odds.</param>
    /// <param name="seeds">Businesses of each size.</param>
    /// <param name="sizes">Decisions of a business.</param>
    /// <param name="settings">How to fit.</param>
    public static int Run(NoiseTruth truth, double pair, int seeds, int[] sizes, FitSettings settings)
    {
        var test = NoiseWorld.Draw(truth, pair, TestRows, TestSeed);
        foreach (var rows in sizes)
        {
            var found = new Found[seeds];
            Parallel.For(
                0,
                seeds,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                seed => found[seed] = Fit(NoiseWorld.Draw(truth, pair, rows, (ulong)seed + 1), test, settings)
            );
            Console.WriteLine(JsonSerializer.Serialize(Line(truth, pair, settings.Proof, rows, found), SnakeCase));
        }

        return 0;
    }

    private static object Line(NoiseTruth truth, double pair, CurveProof proof, int rows, Found[] found) =>
        new
        {
            truth = truth.ToString(),
            pair,
            proof = proof.ToString(),
            rows,
            seeds = found.Length,
            churned = found.Average(f => f.Churned),
            empty = found.Count(f => f.IsEmpty),
            noise_kept = found.Sum(f => f.NoiseKept),
            noise = found.Length * NoiseWorld.NoiseColumns,
            noise_weight = found.Average(f => f.NoiseWeight),
            kept = Strengths.Select((from, k) => new { from, share = found.Average(f => f.KeptByStrength[k]) }),
            true_pair = found.Count(f => f.HasTruePair),
            false_pairs = found.Sum(f => f.FalsePairs),
            with_false_pair = found.Count(f => f.FalsePairs > 0),
            excess_loss = found.Average(f => f.ExcessLoss),
        };

    private static Found Fit(NoiseWorld world, NoiseWorld test, FitSettings settings)
    {
        var formula = FormulaTrainer.Fit(
            world.Table,
            [.. Enumerable.Range(0, world.Table.RowCount)],
            settings with
            {
                Threads = 1,
            }
        );
        var known = TrueWeights.Factors.Length;
        var singles = formula.Factors.Where(f => !f.IsPair).Select(f => f.Index).ToHashSet();
        var pairs = formula.Factors.Where(f => f.IsPair).Select(f => (f.Row.Index, f.Column!.Index)).ToArray();
        (int, int) planted = (
            Math.Min(NoiseWorld.Licence, NoiseWorld.Champion),
            Math.Max(NoiseWorld.Licence, NoiseWorld.Champion)
        );
        var truths = TrueWeights.Of(NoiseWorld.Segment, LifePhase.Later);
        return new Found
        {
            Churned = formula.Churned,
            IsEmpty = formula.IsEmpty,
            NoiseKept = formula.Factors.SelectMany(Parts).Where(j => j >= known).Distinct().Count(),
            NoiseWeight = formula.Factors.Where(f => Parts(f).Any(j => j >= known)).Sum(f => f.Weight),
            KeptByStrength =
            [
                .. Strengths.Select(
                    (from, k) =>
                        Enumerable
                            .Range(0, known)
                            .Where(j => StrengthOf(truths[j]) == k)
                            .Average(j => singles.Contains(j) ? 1.0 : 0)
                ),
            ],
            HasTruePair = pairs.Contains(planted),
            FalsePairs = pairs.Count(p => p != planted),
            ExcessLoss = ExcessLoss(formula, test),
        };
    }

    private static IEnumerable<int> Parts(FormulaFactor factor) =>
        factor.Column is { } column ? [factor.Row.Index, column.Index] : [factor.Index];

    private static int StrengthOf(double weight) => Array.FindLastIndex(Strengths, from => Math.Abs(weight) >= from);

    /// <summary>Log-loss above that of the true chances, in expectation, over other customers.</summary>
    private static double ExcessLoss(FittedFormula formula, NoiseWorld test)
    {
        var (sum, values) = (0.0, new double[test.Table.Catalog.Count]);
        for (var i = 0; i < test.Truth.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                values[j] = test.Table.Values[j][i];
            }

            var (p, q) = (test.Truth[i], formula.ChurnProbability(values));
            sum += (p * Logistic.Log(p / q)) + ((1 - p) * Logistic.Log((1 - p) / (1 - q)));
        }

        return sum / test.Truth.Length;
    }

    private sealed record Found
    {
        public required int Churned { get; init; }
        public required bool IsEmpty { get; init; }
        public required int NoiseKept { get; init; }
        public required double NoiseWeight { get; init; }
        public required double[] KeptByStrength { get; init; }
        public required bool HasTruePair { get; init; }
        public required int FalsePairs { get; init; }
        public required double ExcessLoss { get; init; }
    }
}
