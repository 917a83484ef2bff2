using HealthScore.Core.Formula;
using HealthScore.Training.Exports;

namespace HealthScore.Cli.Printing.Json;

/// <summary>What came of scoring a file, as the one JSON document.</summary>
internal static class ScoredJson
{
    /// <param name="terminal">Where it is printed.</param>
    /// <param name="model">The model that scored.</param>
    /// <param name="counts">Rows by their end.</param>
    /// <param name="output">The scored file.</param>
    /// <param name="rejected">The list of values that could not be read, or null where all could.</param>
    public static void Print(
        Terminal terminal,
        HealthModel model,
        ScoredCounts counts,
        string output,
        string? rejected
    ) =>
        JsonOutput.Print(
            terminal,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("out", output);
                json.WriteString("model_version", model.Version);
                json.WriteNumber("rows", counts.Rows);
                json.WriteNumber("red", counts.Red);
                json.WriteNumber("yellow", counts.Yellow);
                json.WriteNumber("green", counts.Green);
                json.WriteNumber("low_confidence", counts.LowConfidence);
                json.WriteNumber("withheld", counts.Withheld);
                json.WriteNumber("invalid", counts.Invalid);
                json.WriteNumber("in_notice", counts.InNotice);
                json.WriteString("rejected", rejected);
                json.WriteEndObject();
            }
        );
}
