using System.CommandLine;
using System.Net;
using System.Text;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;
using HealthScore.Core.ModelFiles;
using HealthScore.Serving;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore serve</c>: the server.</summary>
internal static class ServeVerb
{
    public static Command Create(Terminal terminal)
    {
        var model = Choices.Model();
        var grpc = Choices.Optional(
            "--grpc",
            "ADDRESS:PORT",
            $"where gRPC listens (127.0.0.1:{ServerOptions.DefaultGrpcPort}; port 0 takes a free one)"
        );
        var http = Choices.Optional(
            "--http",
            "ADDRESS:PORT",
            $"where JSON listens (127.0.0.1:{ServerOptions.DefaultHttpPort}; port 0 takes a free one)"
        );
        return new VerbCommand("serve", "Answers Score and BatchScore over gRPC and JSON.", model, grpc, http)
        {
            Examples =
            [
                new("serve a model", "healthscore serve --model model"),
                new(
                    "on free ports, printed at the start",
                    "healthscore serve --model model --grpc 127.0.0.1:0 --http 127.0.0.1:0"
                ),
            ],
            Notes = ["Listens on this machine only. Stops gracefully on Ctrl-C or SIGTERM."],
        }.Does(
            (parsed, _) =>
                Run(
                    terminal,
                    parsed.GetValue(model)!,
                    Address(parsed.GetValue(grpc), ServerOptions.DefaultGrpcPort),
                    Address(parsed.GetValue(http), ServerOptions.DefaultHttpPort)
                )
        );
    }

    /// <summary>Starts the server of a model and prints where it listens.</summary>
    internal static async Task<RunningServer> Start(
        Terminal terminal,
        LoadedModel loaded,
        IPEndPoint grpc,
        IPEndPoint http
    )
    {
        var server = await Server.StartAsync(
            new ServerOptions
            {
                Model = loaded.Model,
                MetricsJson = Encoding.UTF8.GetString(ModelSource.FileOf(loaded, ModelFileNames.Metrics)),
                Grpc = grpc,
                Http = http,
            }
        );
        terminal.Out.WriteLine($"model {loaded.Model.Version}");
        terminal.Out.WriteLine($"gRPC  http://{server.Grpc}   healthscore.v1.ScoringService, ModelService");
        terminal.Out.WriteLine($"JSON  http://{server.Http}   POST /v1:score, /v1:batchScore");
        terminal.Out.WriteLine("      and GET /v1/model, /v1/formula");
        terminal.Flush();
        return server;
    }

    private static async Task<int> Run(Terminal terminal, string model, IPEndPoint grpc, IPEndPoint http)
    {
        var loaded = ModelSource.Read(model);
        await using var server = await Start(terminal, loaded, grpc, http);
        terminal.Remark("Serving; Ctrl-C stops it.");
        await server.WaitForStopAsync();
        terminal.Remark("Stopped.");
        return ExitCode.Ok;
    }

    private static IPEndPoint Address(string? given, int port)
    {
        try
        {
            return given is null ? new IPEndPoint(IPAddress.Loopback, port) : ListenAddress.Parse(given);
        }
        catch (ServerException refused)
        {
            throw Refusal.Usage(refused.Message);
        }
    }
}
