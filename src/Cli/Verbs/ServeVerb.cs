using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

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
            "where gRPC listens (127.0.0.1:5151; port 0 takes a free one)"
        );
        var http = Choices.Optional(
            "--http",
            "ADDRESS:PORT",
            "where JSON listens (127.0.0.1:5150; port 0 takes a free one)"
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
        }.Does(_ => throw new Refusal(ExitCode.Failure, $"not there yet ({terminal.Width} columns)."));
    }
}
