namespace HealthScore.Core.ModelFiles;

/// <summary>Made-up numbers from a seed, the same on every machine.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".</remarks>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong state = seed;

    /// <summary>0 or more, below 1.</summary>
    public double NextShare() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 or more, below <paramref name="end"/>.</summary>
    public int NextBelow(int end) => (int)(NextShare() * end);

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
