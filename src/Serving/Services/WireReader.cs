using System.Buffers.Binary;

namespace HealthScore.Serving.Services;

/// <summary>
/// Reads the Protocol Buffers wire format where it stands. Anything out of the ordinary makes <see cref="Failed"/> true
/// for good, and the caller turns to the generated parser, which tells what is wrong.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public bool Failed { get; private set; }

    public readonly bool More => !Failed && !rest.IsEmpty;

    public uint Varint()
    {
        var value = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (rest.IsEmpty)
            {
                break;
            }

            var next = rest[0];
            rest = rest[1..];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        Failed = true;
        return 0;
    }

    public double Double()
    {
        if (rest.Length < sizeof(double))
        {
            Failed = true;
            return 0;
        }

        var value = BinaryPrimitives.ReadDoubleLittleEndian(rest);
        rest = rest[sizeof(double)..];
        return value;
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        if (Failed || length > rest.Length)
        {
            Failed = true;
            return [];
        }

        var value = rest[..(int)length];
        rest = rest[(int)length..];
        return value;
    }

    public ReadOnlySpan<byte> Utf8()
    {
        var value = Bytes();
        Failed |= !System.Text.Unicode.Utf8.IsValid(value);
        return value;
    }

    public void Fail() => Failed = true;
}
