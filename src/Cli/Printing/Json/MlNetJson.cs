namespace HealthScore.Cli.Printing.Json;

/// <summary>What came of an export to ML.NET, as the one JSON document.</summary>
internal static class MlNetJson
{
    public static void Print(Terminal terminal, string path, int bytes) =>
        JsonOutput.Print(
            terminal,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("out", path);
                json.WriteString("format", "mlnet");
                json.WriteNumber("bytes", bytes);
                json.WriteEndObject();
            }
        );
}
