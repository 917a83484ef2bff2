using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace HealthScore.Serving.Services;

/// <summary>Writes the Protocol Buffers wire format into a rented array; defaults are not written.</summary>
internal ref struct WireWriter
{
    private const int VarintType = 0;
    private const int Fixed64Type = 1;
    private const int LengthType = 2;
    private const int Fixed32Type = 5;

    private byte[] rented;

    public WireWriter(int room)
    {
        rented = ArrayPool<byte>.Shared.Rent(room);
    }

    public int Length { get; private set; }

    /// <summary>The bytes so far, still rented.</summary>
    public readonly byte[] Rented => rented;

    public void Varint(int field, uint value)
    {
        if (value != 0)
        {
            Tag(field, VarintType);
            Raw(value);
        }
    }

    public void Double(int field, double value)
    {
        if (value != 0)
        {
            DoubleOrZero(field, value);
        }
    }

    /// <summary>A field with presence: 0 is written.</summary>
    public void DoubleOrZero(int field, double value)
    {
        Tag(field, Fixed64Type);
        BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), value);
    }

    public void Fixed32(int field, int value)
    {
        if (value != 0)
        {
            Fixed32OrZero(field, value);
        }
    }

    /// <inheritdoc cref="DoubleOrZero"/>
    public void Fixed32OrZero(int field, int value)
    {
        Tag(field, Fixed32Type);
        BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);
    }

    public void Text(int field, string value)
    {
        if (value.Length > 0)
        {
            Element(field, value);
        }
    }

    /// <summary>An element of a repeated field, or a field with presence: an empty text is written.</summary>
    public void Element(int field, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Begin(field, length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>Opens a message of a known length; its bytes follow.</summary>
    public void Begin(int field, int length)
    {
        Tag(field, LengthType);
        Raw((uint)length);
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Bytes that a tag and a number take.</summary>
    public static int SizeOf(int field, uint value) => SizeOf((uint)field << 3) + SizeOf(value);

    public static int SizeOf(uint value)
    {
        var size = 1;
        for (; value >= 0x80; value >>= 7)
        {
            size++;
        }

        return size;
    }

    private void Tag(int field, int type) => Raw(((uint)field << 3) | (uint)type);

    private void Raw(uint value)
    {
        var room = Take(SizeOf(value));
        for (var k = 0; k < room.Length; k++, value >>= 7)
        {
            room[k] = (byte)(k == room.Length - 1 ? value : value | 0x80);
        }
    }

    private Span<byte> Take(int count)
    {
        if (Length + count > rented.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(rented.Length * 2, Length + count));
            rented.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(rented);
            rented = larger;
        }

        Length += count;
        return rented.AsSpan(Length - count, count);
    }
}
