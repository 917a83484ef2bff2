using System.Text.Json;
using HealthScore.Core.Explaining.Paths;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Cli.Printing.Json;

/// <summary>The path to green as a property of an account's document.</summary>
internal static class PathJson
{
    public static void Write(Utf8JsonWriter json, PathToGreen path)
    {
        json.WriteStartObject("path_to_green");
        json.WriteString("status", WordOf(path.Status));
        json.WriteNumber("months", path.Months);
        ReasonsJson.WritePoints(json, "points_needed", path.PointsNeeded);
        Write(json, "least_effort", path.Cheapest);
        Write(json, "fewest_changes", path.FewestChanges);
        ReasonsJson.WritePoints(json, "furthest_health", path.Furthest?.HealthPoints);
        json.WriteString("note", PathToGreen.Promise);
        json.WriteEndObject();
    }

    private static string WordOf(PathStatus status) =>
        status switch
        {
            PathStatus.Found => "found",
            PathStatus.AlreadyGreen => "already_green",
            PathStatus.NotInTime => "not_in_time",
            PathStatus.NotWithThese => "out_of_reach",
            PathStatus.NoGreen => "no_green",
            PathStatus.NoScore => "no_score",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status of a path"),
        };

    private static void Write(Utf8JsonWriter json, string name, GreenPlan? plan)
    {
        if (plan is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("effort", plan.Effort);
        json.WriteNumber("changes", plan.Changes);
        json.WriteNumber("months", plan.Months);
        ReasonsJson.WritePoints(json, "health", plan.After.HealthPoints);
        json.WriteString("band", ScoreWords.Of(plan.After.Band!.Value));
        json.WriteNumber("churn_probability", plan.After.ChurnProbability!.Value);
        json.WriteStartArray("lines");
        foreach (var line in plan.Lines)
        {
            json.WriteStartObject();
            json.WriteString("factor", line.Factor);
            json.WriteString("title", line.Title);
            json.WriteString("from", line.From);
            json.WriteString("to", line.To);
            json.WriteNumber("points", line.Points / HealthFormula.UnitsPerPoint);
            WriteWhole(json, "effort", line.Effort);
            WriteWhole(json, "months", line.Months);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteWhole(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } given)
        {
            json.WriteNumber(name, given);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
