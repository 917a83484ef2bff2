using HealthScore.Core.Scoring;

namespace HealthScore.Training.Synthetic;

/// <summary>
/// Chance from a seed and a name: the same draws on every machine, and those of one account do not move when another is
/// added. Draw n is the mix of start + n x golden ratio.
/// </summary>
/// <remarks>Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators" (SplitMix64).</remarks>
internal sealed class CounterStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state;

    /// <param name="seed">Of the whole data set.</param>
    /// <param name="purpose">What is drawn; another purpose gives independent draws.</param>
    /// <param name="number">Which one of that purpose: an account, a month.</param>
    public CounterStream(ulong seed, StreamPurpose purpose, int number) =>
        state = Mix(Mix(seed + Golden) + ((ulong)purpose * 0xD1342543DE82EF95) + ((ulong)number * 0xAF251AF3B0F025B5));

    /// <summary>Uniform, strictly between 0 and 1: an odd multiple of 2^-53.</summary>
    public double Unit()
    {
        state += Golden;
        return ((Mix(state) >> 12) + 0.5) * (1.0 / (1UL << 52));
    }

    /// <summary>Standard normal.</summary>
    public double Normal() => NormalCurve.Quantile(Unit());

    /// <summary>A whole number from 0, below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Unit() * count);

    /// <summary>True with the given probability.</summary>
    public bool Happens(double probability) => Unit() < probability;

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}

/// <summary>What a <see cref="CounterStream"/> draws.</summary>
internal enum StreamPurpose
{
    AccountFacts = 1,
    AccountLife,
    Decisions,
    MissingCells,
    MonthEvents,
    Replicates,
    Priors,
}
