using HealthScore.Training.Exports.Sql.Dialects;
using HealthScore.Training.Exports.Sql.Verifying;

namespace HealthScore.Cli.Printing.Json;

/// <summary>What came of an export to SQL, as the one JSON document.</summary>
internal static class SqlJson
{
    public static void Print(Terminal terminal, string path, ISqlDialect sql, VerificationResult? trial) =>
        JsonOutput.Print(
            terminal,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("out", path);
                json.WriteString("dialect", sql.Word);
                if (trial is not null)
                {
                    json.WriteStartObject("verified");
                    json.WriteNumber("edge_rows", trial.EdgeRows);
                    json.WriteNumber("random_rows", trial.RandomRows);
                    json.WriteNumber("scored_rows", trial.ScoredRows);
                    json.WriteNumber("largest_probability_distance", trial.LargestProbabilityDistance);
                    json.WriteNumber("query_seconds", trial.QueryTime.TotalSeconds);
                    json.WriteNumber("rows_per_second", trial.RowsPerSecond);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }
        );
}
