using System.Collections.Immutable;
using System.Text.Json;
using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;

namespace HealthScore.Cli.Printing.Json;

/// <summary>Reasons with their stable codes and figures: what another program counts or translates.</summary>
internal static class ReasonsJson
{
    public static void Write(Utf8JsonWriter json, ImmutableArray<ExplainedReason> reasons)
    {
        json.WriteStartArray("reason_codes");
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("code", reason.Code);
            json.WriteString("reason", reason.Reason);
            json.WriteString("factor", reason.Factor);
            json.WriteString("value", reason.Value);
            json.WriteString("bin", reason.Bin);
            WritePoints(json, "points_lost", reason.PointsLost);
            json.WriteString("next_bin", reason.NextBin);
            WritePoints(json, "points_to_next_bin", reason.PointsToNextBin);
            json.WriteString("sentence", reason.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>In points, not rounded; null where there are none.</summary>
    public static void WritePoints(Utf8JsonWriter json, string name, int? units)
    {
        if (units is { } given)
        {
            json.WriteNumber(name, given / HealthFormula.UnitsPerPoint);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
