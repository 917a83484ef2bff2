using System.IO.Compression;
using Grpc.Core;

namespace HealthScore.Serving.Tests.Statuses;

/// <summary>Alone, because it counts what the whole process allocates.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneCollection;

[Collection<AloneCollection>]
public sealed class GzipBombTests(ServerFixture fixture) : IDisposable
{
    private readonly HttpClient client = RawCalls.Client(fixture.Server.Grpc);

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task A_gzip_bomb_is_too_large_and_memory_stays_bounded()
    {
        var bomb = RawCalls.Frame(Zeros(512), compressed: 1);
        var before = GC.GetTotalAllocatedBytes();

        var status = await RawCalls.Call(client, bomb);

        Assert.Equal(StatusCode.ResourceExhausted, status.StatusCode);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 256 << 20);
    }

    private static byte[] Zeros(int megabytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var zeros = new byte[1 << 20];
            for (var k = 0; k < megabytes; k++)
            {
                gzip.Write(zeros);
            }
        }

        return packed.ToArray();
    }
}
