using System.Text.Json;
using System.Text.Json.Serialization;
using HealthScore.Tests.Sharing;

namespace HealthScore.Serving.Tests.Interop;

/// <summary>
/// Clients that others wrote, as contract tests: Debian's python3-grpcio by its own /usr/bin/python3, and npm's
/// grpc-js.
/// </summary>
public class InteropTests(ServerFixture fixture)
{
    private static readonly string?[] Contracts = ["Month-to-month", "One year", "Two year", "Daily", null];

    public static bool HasPython => OutsideClient.HasPythonGrpc;

    public static bool HasGrpcJs => OutsideClient.HasGrpcJs;

    [Fact(Skip = "Debian's python3-grpcio is not installed", SkipUnless = nameof(HasPython))]
    public async Task Python_gets_the_same_bits_alone_and_in_a_batch()
    {
        var rows = Rows();
        var script = Path.Combine(AppContext.BaseDirectory, "Interop/score_rows.py");

        var (code, output, errors) = OutsideClient.Run(
            OutsideClient.Python,
            [script, Path.Combine(OutsideClient.Top, "samples/python"), $"{fixture.Server.Grpc}"],
            JsonSerializer.Serialize(rows)
        );

        Assert.True(code == 0, errors);
        await AssertSame(rows, output, bits => OutsideClient.FromPythonHex(bits.GetString()!));
    }

    [Fact(Skip = "samples/javascript has no node_modules: run npm ci there", SkipUnless = nameof(HasGrpcJs))]
    public async Task JavaScript_gets_the_same_bits_alone_and_in_a_batch()
    {
        var rows = Rows();
        var script = Path.Combine(AppContext.BaseDirectory, "Interop/score_rows.js");

        var (code, output, errors) = OutsideClient.Run(
            "node",
            [script, Path.Combine(OutsideClient.Top, "samples/javascript"), $"{fixture.Server.Grpc}"],
            JsonSerializer.Serialize(rows)
        );

        Assert.True(code == 0, errors);
        await AssertSame(rows, output, bits => bits.GetDouble());
    }

    [Fact(Skip = "Debian's python3-grpcio is not installed", SkipUnless = nameof(HasPython))]
    public void The_Python_sample_prints_health_band_and_contributions() =>
        AssertPrints(OutsideClient.Python, "samples/python/score.py");

    [Fact(Skip = "samples/javascript has no node_modules: run npm ci there", SkipUnless = nameof(HasGrpcJs))]
    public void The_JavaScript_sample_prints_health_band_and_contributions() =>
        AssertPrints("node", "samples/javascript/score.js");

    private void AssertPrints(string program, string sample)
    {
        string[] values = ["tenure=30", "contract=Month-to-month", "logins_28d=3.25"];

        var (code, output, errors) = OutsideClient.Run(
            program,
            [Path.Combine(OutsideClient.Top, sample), $"{fixture.Server.Grpc}", .. values]
        );

        Assert.True(code == 0, errors);
        Assert.Equal(
            [
                "health 75.00, BAND_GREEN, churn 0.0421",
                "   50.00  Tenure: 12.5 or more",
                "    5.00  Contract: Month-to-month",
                "   20.00  Logins in 28 days: 3.25 or more",
            ],
            output.TrimEnd().Split('\n')
        );
    }

    private async Task AssertSame(Row[] rows, string output, Func<JsonElement, double> number)
    {
        using var told = JsonDocument.Parse(output);
        for (var k = 0; k < rows.Length; k++)
        {
            var request = Requests.Account(rows[k].Tenure, rows[k].Contract, rows[k].Logins);
            var ours = await fixture.Scoring.ScoreAsync(request);
            foreach (var way in (string[])["alone", "together"])
            {
                var theirs = told.RootElement.GetProperty(way)[k];
                Assert.Equal((int)ours.Status, theirs[0].GetInt32());
                Assert.Equal((int)ours.Band, theirs[1].GetInt32());
                Assert.Equal(Bits(ours.Coverage), Bits(number(theirs[2])));
                Assert.Equal(ours.HealthPoints, theirs[3].GetInt32());
                Assert.Equal(Bits(ours.ChurnProbability), Bits(number(theirs[4])));
                Assert.Equal(
                    ours.Contributions.Select(c => c.Points),
                    theirs[5].EnumerateArray().Select(points => points.GetInt32())
                );
            }
        }
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static Row[] Rows() =>
        [
            .. Enumerable
                .Range(0, 100)
                .Select(k => new Row(k * 0.37, Contracts[k % Contracts.Length], k % 3 == 0 ? null : k * 0.1)),
        ];

    private sealed record Row(
        [property: JsonPropertyName("tenure")] double Tenure,
        [property: JsonPropertyName("contract")] string? Contract,
        [property: JsonPropertyName("logins_28d")] double? Logins
    );
}
