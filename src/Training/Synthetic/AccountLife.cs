using System.Collections.Immutable;
using HealthScore.Core.Factors;

namespace HealthScore.Training.Synthetic;

/// <summary>One account's months: its latents, the goodness of its factors, and what it decides.</summary>
internal sealed class AccountLife
{
    /// <summary>Months of which a decision takes the mean: whoever decides has felt it for a while.</summary>
    private const int Window = 3;

    private const double LatentMemory = 0.88;
    private const double LatentNoise = 0.33;
    private const double OwnMemory = 0.5;
    private const double LatentSpread = 0.85;
    private const double MainLoading = 0.5;

    /// <summary>Correlation of two latents of one account, both of which share in its general level.</summary>
    private const double LatentCorrelation = 0.0625 / (LatentSpread * LatentSpread);

    private static readonly double[] OwnLoadings = [.. FactorRecipes.All.Select(OwnLoading)];
    private static readonly int Licence = FactorRecipes.IndexOf("license_utilization");
    private static readonly int Champion = FactorRecipes.IndexOf("champion_strength");

    private static readonly Dictionary<(string Segment, LifePhase Phase), ImmutableArray<double>> Weights = TrueWeights
        .Segments.SelectMany(segment => Enum.GetValues<LifePhase>().Select(phase => (segment, phase)))
        .ToDictionary(key => key, key => TrueWeights.Of(key.segment, key.phase));

    private readonly CounterStream chance;
    private readonly double[] means = new double[5];
    private readonly double[] latents = new double[5];
    private readonly double[] own = new double[FactorRecipes.All.Length];
    private readonly Queue<double[]> window = new();

    public AccountLife(ulong seed, int number)
    {
        chance = new CounterStream(seed, StreamPurpose.AccountLife, number);
        var general = chance.Normal();
        for (var k = 0; k < latents.Length; k++)
        {
            means[k] = 0.5 * ((0.5 * general) + (0.87 * chance.Normal()));
            latents[k] = means[k] + (LatentNoise / Math.Sqrt(1 - (LatentMemory * LatentMemory)) * chance.Normal());
        }

        for (var j = 0; j < own.Length; j++)
        {
            own[j] = chance.Normal();
        }
    }

    /// <summary>Months of which the present goodness is the mean: 1, 2, then 3.</summary>
    public int MonthsInWindow => window.Count;

    /// <summary>Lives one month.</summary>
    public void Advance(bool outage, bool priceRise)
    {
        for (var k = 0; k < latents.Length; k++)
        {
            latents[k] = means[k] + (LatentMemory * (latents[k] - means[k])) + (LatentNoise * chance.Normal());
        }

        if (chance.Happens(0.015))
        {
            latents[(int)Latent.Relationship] -= 1.2;
            latents[(int)Latent.Value] -= 0.5;
        }

        latents[(int)Latent.Service] -= outage ? 0.8 : 0;
        latents[(int)Latent.Commercial] -= priceRise ? 0.4 : 0;
        window.Enqueue(NextGoodness());
        if (window.Count > Window)
        {
            window.Dequeue();
        }
    }

    /// <summary>Mean goodness of each factor over the window; what the contract says is put in by the caller.</summary>
    public double[] Goodness()
    {
        var mean = new double[own.Length];
        foreach (var month in window)
        {
            for (var j = 0; j < mean.Length; j++)
            {
                mean[j] += month[j];
            }
        }

        return Array.ConvertAll(mean, sum => sum / window.Count);
    }

    /// <summary>Raw value of a factor of the given goodness.</summary>
    public double ValueOf(FactorRecipe factor, double goodness, int segment)
    {
        var deviate = goodness / SpreadOfMean(MonthsInWindow);
        var turned = factor.Direction == FactorDirection.HigherIsBetter ? deviate : -deviate;
        return factor.Map is { } map
            ? map(turned, segment)
            : throw new ArgumentException($"'{factor.Key}' comes from the contract", nameof(factor));
    }

    /// <summary>Log-odds of leaving.</summary>
    public static double LogOdds(SegmentRecipe segment, LifePhase phase, ReadOnlySpan<double> goodness)
    {
        var weights = Weights[(segment.Name, phase)];
        var sum = segment.Intercept + (phase == LifePhase.FirstSixMonths ? TrueWeights.FirstPhaseLogOdds : 0);
        for (var j = 0; j < weights.Length; j++)
        {
            sum -= weights[j] * goodness[j];
        }

        var interaction = Math.Max(0, -goodness[Licence]) * Math.Max(0, -goodness[Champion]);
        return sum + (TrueWeights.Interaction * interaction);
    }

    /// <summary>Standard deviation of a mean of one, two or three months of goodness.</summary>
    internal static double SpreadOfMean(int months)
    {
        var within = LatentNoise * LatentNoise / (1 - (LatentMemory * LatentMemory));
        var latent = (0.25 * (0.25 + (0.87 * 0.87))) + (within * VarianceOfMean(LatentMemory, months));
        var shared = MainLoading * MainLoading * latent / (LatentSpread * LatentSpread);
        return Math.Sqrt(shared + ((1 - (MainLoading * MainLoading)) * VarianceOfMean(OwnMemory, months)));
    }

    private static double VarianceOfMean(double memory, int months) =>
        months switch
        {
            1 => 1,
            2 => (2 + (2 * memory)) / 4,
            _ => (3 + (4 * memory) + (2 * memory * memory)) / 9,
        };

    private double[] NextGoodness()
    {
        var goodness = new double[own.Length];
        var noise = Math.Sqrt(1 - (OwnMemory * OwnMemory));
        for (var j = 0; j < own.Length; j++)
        {
            var factor = FactorRecipes.All[j];
            own[j] = (OwnMemory * own[j]) + (noise * chance.Normal());
            var second = factor.Second is { } s ? s.Loading * latents[(int)s.Latent] : 0;
            goodness[j] =
                (((MainLoading * latents[(int)factor.Loading]) + second) / LatentSpread) + (OwnLoadings[j] * own[j]);
        }

        return goodness;
    }

    /// <summary>What leaves goodness with a variance of 1.</summary>
    private static double OwnLoading(FactorRecipe factor)
    {
        var second = factor.Second?.Loading ?? 0;
        return Math.Sqrt(
            1 - (MainLoading * MainLoading) - (second * second) - (2 * MainLoading * second * LatentCorrelation)
        );
    }
}
