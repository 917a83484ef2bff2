using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HealthScore.Core.Factors;

/// <summary>The factors of one model in their order; the one place where text becomes a level's index.</summary>
public sealed class FactorCatalog
{
    /// <summary>The value of a level that training never saw. Missing is NaN.</summary>
    public const double UnknownLevel = -1;

    private readonly FrozenDictionary<string, int> indexOfKey;
    private readonly FrozenDictionary<string, int>[] indexOfLevel;

    /// <exception cref="ArgumentException">A key stands twice, or a level of a factor stands twice.</exception>
    public FactorCatalog(IEnumerable<Factor> factors)
    {
        Factors = [.. factors];
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var j = 0; j < Factors.Length; j++)
        {
            if (!keys.TryAdd(Factors[j].Key, j))
            {
                throw new ArgumentException($"factor '{Factors[j].Key}' stands twice in the catalog", nameof(factors));
            }
        }

        indexOfKey = keys.ToFrozenDictionary(StringComparer.Ordinal);
        indexOfLevel = [.. Factors.Select(IndexLevels)];
    }

    public ImmutableArray<Factor> Factors { get; }

    public int Count => Factors.Length;

    public Factor this[int index] => Factors[index];

    /// <summary>The position of a factor in every vector of values, or -1.</summary>
    public int IndexOf(string key) => indexOfKey.GetValueOrDefault(key, -1);

    /// <inheritdoc cref="IndexOf(string)"/>
    public int IndexOf(ReadOnlySpan<char> key) =>
        indexOfKey.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var index) ? index : -1;

    /// <summary>The index of a level of factor <paramref name="factor"/>, or <see cref="UnknownLevel"/>.</summary>
    public double Encode(int factor, string level) => indexOfLevel[factor].GetValueOrDefault(level, (int)UnknownLevel);

    /// <inheritdoc cref="Encode(int, string)"/>
    public double Encode(int factor, ReadOnlySpan<char> level) =>
        indexOfLevel[factor].GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out var index)
            ? index
            : UnknownLevel;

    private static FrozenDictionary<string, int> IndexLevels(Factor factor)
    {
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var k = 0; k < factor.Levels.Length; k++)
        {
            if (!levels.TryAdd(factor.Levels[k], k))
            {
                throw new ArgumentException($"level '{factor.Levels[k]}' of factor '{factor.Key}' stands twice");
            }
        }

        return levels.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
