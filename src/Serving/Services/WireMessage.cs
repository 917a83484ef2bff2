using System.Buffers;
using Grpc.Core;

namespace HealthScore.Serving.Services;

/// <summary>A message as bytes in a rented array, between the wire and the one who reads or made it.</summary>
internal sealed class WireMessage(byte[] rented, int length)
{
    public static Marshaller<WireMessage> Marshaller { get; } = new(Write, Read);

    public ReadOnlySpan<byte> Bytes => rented.AsSpan(0, length);

    /// <summary>Gives the array back; the bytes must not be read after it.</summary>
    public void Return() => ArrayPool<byte>.Shared.Return(rented);

    private static WireMessage Read(DeserializationContext context)
    {
        var copy = ArrayPool<byte>.Shared.Rent(context.PayloadLength);
        context.PayloadAsReadOnlySequence().CopyTo(copy);
        return new WireMessage(copy, context.PayloadLength);
    }

    private static void Write(WireMessage message, SerializationContext context)
    {
        context.SetPayloadLength(message.Bytes.Length);
        context.GetBufferWriter().Write(message.Bytes);
        context.Complete();
        message.Return();
    }
}
