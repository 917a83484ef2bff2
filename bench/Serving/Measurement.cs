using System.Diagnostics;
using System.Net;
using Google.Protobuf;
using Grpc.Net.Client;
using HealthScore.Api.V1;

namespace HealthScore.Serving.Bench;

/// <summary>How long to measure.</summary>
internal sealed record Effort(int Rounds, TimeSpan Time, int BatchRows)
{
    public static Effort Short { get; } = new(Rounds: 1, TimeSpan.FromSeconds(1), BatchRows: 1_000);

    public static Effort Full { get; } = new(Rounds: 5, TimeSpan.FromSeconds(5), BatchRows: 10_000);
}

/// <summary>The server and the bare endpoint in turn, in rounds; medians are told.</summary>
internal static class Measurement
{
    public static async Task<BenchResult> Run(string folder, Effort effort)
    {
        var (request, reply) = (Path.Combine(folder, "request"), Path.Combine(folder, "reply"));
        await File.WriteAllBytesAsync(request, Framed(SampleModel.Account()));
        await File.WriteAllBytesAsync(reply, []);
        using (var first = ServedProcess.Start(reply))
        {
            await File.WriteAllBytesAsync(reply, Framed(await Answer(first.Grpc)));
        }

        using var served = ServedProcess.Start(reply);
        var pressed = new Pressure(Connections: 8, Streams: 10, effort.Time);
        var alone = new Pressure(Connections: 1, Streams: 1, effort.Time);
        return new BenchResult
        {
            Driver = Load.Driver,
            ReplyBytes = new FileInfo(reply).Length,
            Pressed = await Compare(served, request, pressed, effort.Rounds),
            Alone = await Compare(served, request, alone, effort.Rounds),
            Batch = await Batches(served, effort),
        };
    }

    private static async Task<UnaryResult> Compare(ServedProcess served, string request, Pressure pressure, int rounds)
    {
        var (ours, bare, bytes) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            bare.Add(await Load.Rate(served.Bare, request, pressure));
            ours.Add(await Load.Rate(served.Grpc, request, pressure));
            bytes.Add(await AllocatedACall(served));
        }

        return new UnaryResult(Median(ours), Median(bare), Median(ours.Zip(bare, (o, b) => o / b)), Median(bytes));
    }

    /// <summary>Over a counted number of calls of a plain client.</summary>
    private static async Task<double> AllocatedACall(ServedProcess served)
    {
        const int calls = 2_000;
        using var channel = GrpcChannel.ForAddress($"http://{served.Grpc}");
        var client = new ScoringService.ScoringServiceClient(channel);
        await client.ScoreAsync(SampleModel.Account());
        var before = served.Allocated();
        for (var call = 0; call < calls; call++)
        {
            await client.ScoreAsync(SampleModel.Account());
        }

        return (served.Allocated() - before) / (double)calls;
    }

    private static async Task<BatchResult> Batches(ServedProcess served, Effort effort)
    {
        using var channel = GrpcChannel.ForAddress(
            $"http://{served.Grpc}",
            new GrpcChannelOptions { MaxReceiveMessageSize = 64 << 20 }
        );
        var client = new ScoringService.ScoringServiceClient(channel);
        var request = SampleModel.Batch(effort.BatchRows, seed: 1);
        var (rates, bytes) = (new List<double>(), new List<double>());
        for (var round = 0; round <= effort.Rounds; round++)
        {
            var before = served.Allocated();
            var clock = Stopwatch.StartNew();
            var calls = await Task.WhenAll(
                Loop(client, request, clock, effort.Time),
                Loop(client, request, clock, effort.Time)
            );
            var accounts = (double)calls.Sum() * effort.BatchRows;
            if (round > 0)
            {
                rates.Add(accounts / clock.Elapsed.TotalSeconds);
                bytes.Add((served.Allocated() - before) / accounts);
            }
        }

        return new BatchResult(effort.BatchRows, Median(rates), Median(bytes));
    }

    private static async Task<int> Loop(
        ScoringService.ScoringServiceClient client,
        BatchScoreRequest request,
        Stopwatch clock,
        TimeSpan time
    )
    {
        var calls = 0;
        for (; clock.Elapsed < time; calls++)
        {
            var answer = await client.BatchScoreAsync(request);
            if (answer.HealthPoints.Count != request.Rows || answer.Errors.Count > 0)
            {
                throw new InvalidOperationException("the batch did not come back whole");
            }
        }

        return calls;
    }

    private static async Task<ScoreResponse> Answer(IPEndPoint server)
    {
        using var channel = GrpcChannel.ForAddress($"http://{server}");
        return await new ScoringService.ScoringServiceClient(channel).ScoreAsync(SampleModel.Account());
    }

    /// <summary>A message as gRPC puts it on the wire: not compressed, its length, its bytes.</summary>
    private static byte[] Framed(IMessage message)
    {
        var bytes = message.ToByteArray();
        return
        [
            0,
            (byte)(bytes.Length >> 24),
            (byte)(bytes.Length >> 16),
            (byte)(bytes.Length >> 8),
            (byte)bytes.Length,
            .. bytes,
        ];
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
