using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HealthScore.Serving.Bench;

/// <summary>
/// The child process: the server, and beside it a bare Kestrel endpoint that reads what it is sent and answers the same
/// bytes. A line on its input is answered with the bytes allocated so far.
/// </summary>
internal sealed class ServedProcess : IDisposable
{
    public const string Verb = "--serve";

    private readonly Process process;

    private ServedProcess(Process process, int grpc, int bare)
    {
        this.process = process;
        Grpc = new IPEndPoint(IPAddress.Loopback, grpc);
        Bare = new IPEndPoint(IPAddress.Loopback, bare);
    }

    public IPEndPoint Grpc { get; }

    public IPEndPoint Bare { get; }

    /// <param name="reply">File with the bytes that the bare endpoint answers.</param>
    public static ServedProcess Start(string reply)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { Verb, reply },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var child = Process.Start(start)!;
        var ports = child.StandardOutput.ReadLine()!.Split(' ').Select(int.Parse).ToArray();
        return new ServedProcess(child, ports[0], ports[1]);
    }

    /// <summary>Bytes the process has allocated so far.</summary>
    public long Allocated()
    {
        process.StandardInput.WriteLine();
        return long.Parse(process.StandardOutput.ReadLine()!);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>The child's whole life: until its input ends.</summary>
    public static async Task Run(string reply)
    {
        var free = new IPEndPoint(IPAddress.Loopback, 0);
        await using var server = await Server.StartAsync(
            new ServerOptions
            {
                Model = SampleModel.Make(),
                Grpc = free,
                Http = free,
            }
        );
        var answer = await File.ReadAllBytesAsync(reply);
        await using var bare = BareEndpoint(answer, free);
        await bare.StartAsync();
        var address = bare
            .Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>();
        Console.WriteLine($"{server.Grpc.Port} {new Uri(address.Addresses.Single()).Port}");
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(GC.GetTotalAllocatedBytes(precise: true));
        }
    }

    private static WebApplication BareEndpoint(byte[] answer, IPEndPoint endpoint)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 10_000;
            kestrel.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        app.Run(context => Answer(context, answer));
        return app;
    }

    private static async Task Answer(HttpContext context, byte[] answer)
    {
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync();
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        context.Response.ContentType = "application/grpc";
        answer.CopyTo(context.Response.BodyWriter.GetSpan(answer.Length));
        context.Response.BodyWriter.Advance(answer.Length);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
