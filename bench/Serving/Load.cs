using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace HealthScore.Serving.Bench;

/// <summary>How hard an endpoint is driven.</summary>
/// <param name="Connections">Each with its own socket.</param>
/// <param name="Streams">Calls at once on each connection.</param>
/// <param name="Time">How long, after a warm-up of a fifth of it.</param>
internal sealed record Pressure(int Connections, int Streams, TimeSpan Time);

/// <summary>Calls answered in a second, by h2load where it is installed and by HttpClient elsewhere.</summary>
internal static partial class Load
{
    public const string Method = "/healthscore.v1.ScoringService/Score";

    public static string Driver { get; } = FindH2Load() is null ? "HttpClient" : "h2load";

    public static Task<double> Rate(IPEndPoint server, string bodyFile, Pressure pressure) =>
        FindH2Load() is { } h2load ? ByH2Load(h2load, server, bodyFile, pressure) : ByHttp(server, bodyFile, pressure);

    private static async Task<double> ByH2Load(string h2load, IPEndPoint server, string bodyFile, Pressure pressure)
    {
        var start = new ProcessStartInfo(h2load) { RedirectStandardOutput = true, UseShellExecute = false };
        var seconds = Math.Max(1, (int)pressure.Time.TotalSeconds);
        foreach (
            var argument in (string[])
                [
                    $"-c{pressure.Connections}",
                    $"-m{pressure.Streams}",
                    $"-D{seconds}",
                    $"--warm-up-time={Math.Max(1, seconds / 5)}",
                    $"-d{bodyFile}",
                    "-Hcontent-type: application/grpc",
                    "-Hte: trailers",
                    $"http://{server}{Method}",
                ]
        )
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var failed = int.Parse(Failures().Match(output).Groups["failed"].Value);
        return failed == 0
            ? double.Parse(Finished().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{failed} calls failed:\n{output}");
    }

    private static async Task<double> ByHttp(IPEndPoint server, string bodyFile, Pressure pressure)
    {
        var body = await File.ReadAllBytesAsync(bodyFile);
        var clients = Enumerable.Range(0, pressure.Connections).Select(_ => Client(server)).ToArray();
        await Drive(clients, body, pressure with { Time = pressure.Time / 5 });
        var rate = await Drive(clients, body, pressure);
        Array.ForEach(clients, client => client.Dispose());
        return rate;
    }

    private static async Task<double> Drive(HttpClient[] clients, byte[] body, Pressure pressure)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(
            clients.SelectMany(client =>
                Enumerable.Range(0, pressure.Streams).Select(_ => Calls(client, body, clock, pressure.Time))
            )
        );
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static async Task<int> Calls(HttpClient client, byte[] body, Stopwatch clock, TimeSpan time)
    {
        var calls = 0;
        for (; clock.Elapsed < time; calls++)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
            using var request = new HttpRequestMessage(HttpMethod.Post, Method)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = content,
            };
            request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
            using var response = await client.SendAsync(request);
            await response.Content.CopyToAsync(Stream.Null);
        }

        return calls;
    }

    private static HttpClient Client(IPEndPoint server) =>
        new(new SocketsHttpHandler { EnableMultipleHttp2Connections = false })
        {
            BaseAddress = new Uri($"http://{server}"),
        };

    private static string? FindH2Load() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "h2load"))
            .FirstOrDefault(File.Exists);

    [GeneratedRegex(@"finished in [^,]+, (?<rate>[\d.]+) req/s", RegexOptions.ExplicitCapture)]
    private static partial Regex Finished();

    [GeneratedRegex(@"(?<failed>\d+) failed", RegexOptions.ExplicitCapture)]
    private static partial Regex Failures();
}
