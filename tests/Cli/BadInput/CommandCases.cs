using System.Net;
using System.Net.Sockets;

namespace HealthScore.Cli.Tests.BadInput;

/// <summary>Command lines that cannot be meant.</summary>
internal static class CommandCases
{
    private const string Chapter = "Command lines";
    private const string Init = "init --data customers.csv --label Churn --out new.yaml";
    private const string Serve = "serve --model model --http 127.0.0.1:0 --grpc ";

    public static IEnumerable<BadInputCase> All =>
        [
            Bad("a verb that is not there", "scroe --model model"),
            Bad("an option that is not there", "score --model model --data customers.csv --output scored.csv"),
            Bad("an option that is needed", "score --model model --data customers.csv"),
            Bad("a word that belongs to no option", "score --model model --data customers.csv --out scored.csv now"),
            Bad(
                "a seed that is no number",
                "train --config healthscore.yaml --data customers.csv --out new --seed one"
            ),
            Bad("a date that is none", "explain --model model --data customers.csv --account A-1 --as-of 31.03.2026"),
            Bad("a filter without a value", "score --model model --data customers.csv --out scored.csv --where csm"),
            Bad(
                "a folder to write into that is not there",
                "init --data customers.csv --label Churn --out no/new.yaml",
                5
            ),
            Bad("a configuration that exists", "init --data customers.csv --label Churn --out healthscore.yaml"),
            Bad("a model directory that exists", "train --config healthscore.yaml --data customers.csv --out model"),
            Bad("an account that is not there", "explain --model model --data customers.csv --account A-9", 5),
            Bad("a label that is not a column", "init --data customers.csv --label churned --out new.yaml", 3),
            Bad("a label whose words do not say who left", Init.Replace("Churn", "csm", StringComparison.Ordinal)),
            Bad("a churned value that never occurs", Init + " --churned Gone"),
            Line("two columns that look like ids", Init, 2, TwoIds),
            Bad("an address to listen on that is none", Serve + "somewhere"),
            Bad("an address that others can reach", Serve + "0.0.0.0:5151"),
            new BadInputCase(Chapter, "a port in use", $"healthscore {Serve}127.0.0.1:PORT", "exit 1", PortInUse),
        ];

    private static BadInputCase Bad(string name, string command, int exitCode = 2) =>
        Line(name, command, exitCode, _ => { });

    private static BadInputCase Line(string name, string command, int exitCode, Action<Workplace> arrange) =>
        BadInputCase.Line(Chapter, name, command, exitCode, arrange);

    private static void TwoIds(Workplace place) =>
        place.Write(
            "customers.csv",
            "customerID,contract_no,tenure,Churn",
            "A-1,C-1,3,No",
            "A-2,C-2,4,Yes",
            "A-3,C-3,5,No"
        );

    private static async Task<Answer> PortInUse(Workplace place)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var answer = await place.Run($"{Serve}127.0.0.1:{port}", _ => { });
        return answer with { Sentence = answer.Sentence.Replace($"{port}", "PORT", StringComparison.Ordinal) };
    }
}
