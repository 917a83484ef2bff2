using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>Bits taken out of a word.</summary>
internal static class BitPattern
{
    /// <summary>The bits of <paramref name="word"/> that <paramref name="mask"/> names, moved together at the low
    /// end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Extract(ulong word, ulong mask) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ParallelBitExtract(word, mask) : ExtractOneByOne(word, mask);

    internal static ulong ExtractOneByOne(ulong word, ulong mask)
    {
        var (found, at) = (0UL, 0);
        for (; mask != 0; mask &= mask - 1)
        {
            found |= ((word >> BitOperations.TrailingZeroCount(mask)) & 1) << at++;
        }

        return found;
    }
}
