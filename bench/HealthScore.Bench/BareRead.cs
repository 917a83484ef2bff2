using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HealthScore.Bench;

/// <summary>The plainest use of bytes there is: each is read once and something is made of it.</summary>
public static class BareRead
{
    public static long Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = Vector512<ulong>.Zero;
        var wide = MemoryMarshal.Cast<byte, Vector512<ulong>>(bytes);
        foreach (var part in wide)
        {
            sum += part;
        }

        var total = (long)Vector512.Sum(sum);
        foreach (var left in bytes[(wide.Length * Vector512<byte>.Count)..])
        {
            total += left;
        }

        return total;
    }
}
