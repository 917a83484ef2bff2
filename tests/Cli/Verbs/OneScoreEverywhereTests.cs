using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using HealthScore.Cli.Tests.Running;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Serving;
using HealthScore.Tests.Sharing;

namespace HealthScore.Cli.Tests.Verbs;

/// <summary>
/// A hundred customers of the Telco data scored by CSV, by Parquet, as JSON, and over gRPC by Python's and JavaScript's
/// own clients, alone and in a batch: the same bits everywhere.
/// </summary>
public sealed class OneScoreEverywhereTests : IDisposable
{
    private const int Count = 100;
    private static readonly string Telco = Path.GetFullPath(
        Path.Combine(OutsideClient.Top, "../shared/datasets/telco_ibm/data.csv")
    );
    private readonly Folder folder = new();

    public static bool HasAll { get; } =
        OutsideClient.AreToolsRequired
        || (File.Exists(Telco) && OutsideClient.HasPythonGrpc && OutsideClient.HasGrpcJs);

    public void Dispose() => folder.Dispose();

    [Fact(Skip = "needs the shared Telco data, python3-grpcio and grpc-js", SkipUnless = nameof(HasAll))]
    public async Task A_customer_has_the_same_bits_in_every_file_and_on_every_wire()
    {
        await Train();
        var rows = await File.ReadAllLinesAsync(Telco);
        folder.Write("some.csv", rows.AsSpan(0, Count + 1));
        ToParquet("some.csv", "some.parquet");
        var expected = await Scored("some.csv");
        var model = ModelDirectory.Read(folder["model"]).Model;
        var requests = Requests(model, rows[0].Split(','), rows[1..(Count + 1)]);
        var free = new IPEndPoint(IPAddress.Loopback, 0);
        await using var server = await Server.StartAsync(
            new ServerOptions
            {
                Model = model,
                Grpc = free,
                Http = free,
            }
        );

        Assert.Equal(expected, await Scored("some.parquet"));
        Assert.Equal(expected, await AsJson(server, requests));
        AssertSame(expected, OutsideClient.Python, "score_rows.py", "samples/python", server, requests);
        AssertSame(expected, "node", "score_rows.js", "samples/javascript", server, requests);
    }

    private async Task Train()
    {
        string[] init = ["init", "--data", Telco, "--label", "Churn", "--exclude", "fold", "--out", folder["h.yaml"]];
        string[] train = ["train", "--config", folder["h.yaml"], "--data", Telco, "--out", folder["model"]];
        foreach (var arguments in (string[][])[init, train])
        {
            var ran = await TheProgram.Run(arguments);
            Assert.True(ran.ExitCode == 0, ran.Error);
        }
    }

    /// <summary>Health and churn probability of each row, as the scored file prints them.</summary>
    private async Task<string[]> Scored(string data)
    {
        var scored = folder[data + ".scored"];
        var ran = await TheProgram.Run("score", "--model", folder["model"], "--data", folder[data], "--out", scored);
        Assert.True(ran.ExitCode == 0, ran.Error);
        var lines = await File.ReadAllLinesAsync(scored);
        var header = lines[0].Split(',');
        var (health, churn) = (Array.IndexOf(header, "health"), Array.IndexOf(header, "churn_probability"));
        return [.. lines.Skip(1).Select(line => line.Split(',')).Select(cells => $"{cells[health]} {cells[churn]}")];
    }

    private void ToParquet(string csv, string parquet)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            $"COPY (SELECT * FROM read_csv('{folder[csv]}', auto_type_candidates = ['BIGINT', 'DOUBLE', 'VARCHAR'])) "
            + $"TO '{folder[parquet]}' (FORMAT parquet)";
        command.ExecuteNonQuery();
    }

    /// <summary>Each row as factor key to number, text or null.</summary>
    private static JsonObject[] Requests(HealthModel model, string[] header, string[] rows) =>
        [
            .. rows.Select(row => row.Split(','))
                .Select(cells => new JsonObject(
                    Enumerable
                        .Range(0, model.Catalog.Count)
                        .Select(j => (model.Catalog[j], cells[Array.IndexOf(header, model.Input.FactorColumns[j])]))
                        .Select(cell => KeyValuePair.Create(cell.Item1.Key, Value(cell.Item1, cell.Item2.Trim())))
                )),
        ];

    private static JsonNode? Value(Factor factor, string text) =>
        text.Length == 0 ? null
        : factor.Kind == FactorKind.Numeric ? JsonValue.Create(double.Parse(text))
        : JsonValue.Create(text);

    private static async Task<string[]> AsJson(RunningServer server, JsonObject[] rows)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{server.Http}") };
        var answers = new List<string>();
        foreach (var row in rows)
        {
            var factors = row.Where(f => f.Value is not null)
                .Select(f =>
                    KeyValuePair.Create(
                        f.Key,
                        (JsonNode?)
                            new JsonObject
                            {
                                [f.Value!.GetValueKind() == JsonValueKind.Number ? "number" : "category"] =
                                    f.Value.DeepClone(),
                            }
                    )
                );
            var body = new JsonObject { ["accountId"] = "row", ["factors"] = new JsonObject(factors) };
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await http.PostAsync("/v1:score", content);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, text);
            var answer = JsonNode.Parse(text)!;
            answers.Add(Told(answer["healthPoints"]!.GetValue<int>(), answer["churnProbability"]!.GetValue<double>()));
        }

        return [.. answers];
    }

    private static void AssertSame(
        string[] expected,
        string program,
        string script,
        string client,
        RunningServer server,
        JsonObject[] rows
    )
    {
        string[] arguments =
        [
            Path.Combine(OutsideClient.Top, "tests/Serving/Interop", script),
            Path.Combine(OutsideClient.Top, client),
            $"{server.Grpc}",
        ];
        var (code, output, errors) = OutsideClient.Run(program, arguments, new JsonArray([.. rows]).ToJsonString());
        Assert.True(code == 0, errors);
        var told = JsonNode.Parse(output)!;
        foreach (var way in (string[])["alone", "together"])
        {
            Assert.Equal(expected, told[way]!.AsArray().Select(row => Told(row![3]!.GetValue<int>(), Double(row[4]!))));
        }

        foreach (var row in rows)
        {
            row.Parent!.AsArray().Remove(row);
        }
    }

    private static string Told(int points, double probability) =>
        $"{points / HealthFormula.UnitsPerPoint} {probability}";

    /// <summary>A number, or Python's float.hex of it.</summary>
    private static double Double(JsonNode told) =>
        told.GetValueKind() == JsonValueKind.Number
            ? told.GetValue<double>()
            : OutsideClient.FromPythonHex(told.GetValue<string>());
}
