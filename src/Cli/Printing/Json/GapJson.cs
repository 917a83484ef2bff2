using System.Text.Json;
using HealthScore.Core.Explaining;
using HealthScore.Core.Explaining.Gaps;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Cli.Printing.Json;

/// <summary>Formula and challenger on one account, and the formula's effects factor by factor, as properties.</summary>
internal static class GapJson
{
    /// <summary>Null where the model has no challenger.</summary>
    public static void Write(Utf8JsonWriter json, AnswerGap? gap, HealthFormula formula)
    {
        if (gap is null)
        {
            json.WriteNull("challenger_gap");
            return;
        }

        json.WriteStartObject("challenger_gap");
        json.WriteString("kind", GapWords.Of(gap.Kind));
        json.WriteString("why", GapText.Why(gap.Kind, formula));
        json.WriteStartArray("drivers");
        foreach (var driver in gap.Drivers)
        {
            json.WriteStringValue(driver.Factor);
        }

        json.WriteEndArray();
        json.WriteNumber("log_odds", gap.LogOdds);
        json.WriteNumber("done_together", gap.Together);
        json.WriteNumber("formula_log_odds", gap.FormulaLogOdds);
        json.WriteNumber("challenger_log_odds", gap.TreesLogOdds);
        json.WriteNumber("formula_base", gap.FormulaBase);
        json.WriteNumber("challenger_base", gap.TreesBase);
        json.WriteStartArray("factors");
        foreach (var factor in gap.Factors)
        {
            json.WriteStartObject();
            json.WriteString("factor", factor.Factor);
            json.WriteNumber("formula", factor.Formula);
            json.WriteNumber("challenger", factor.Trees);
            json.WriteBoolean("seen", factor.IsSeen);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Points of each factor against the average customer, pairs shared half and half.</summary>
    public static void WriteEffects(Utf8JsonWriter json, AccountHealth health, HealthFormula formula)
    {
        json.WriteStartArray("effects");
        foreach (var effect in health.Contributions.IsEmpty ? [] : PairSplit.ByFactor(health.Contributions, formula))
        {
            json.WriteStartObject();
            json.WriteString("factor", effect.Factor);
            json.WriteNumber("points", effect.Points / HealthFormula.UnitsPerPoint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
