using System.Buffers;
using System.Text.Json;
using HealthScore.Core.Scoring;

namespace HealthScore.Training.Synthetic;

/// <summary>What a fit is held against and must never see.</summary>
internal static class TruthFiles
{
    private const int Decimals = 6;

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    /// <summary>Intercept and weights per segment and phase: log-odds of churn lost by one unit of goodness.</summary>
    public static byte[] Weights(GeneratorSettings settings)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            json.WriteStartObject();
            json.WriteNumber("accounts", settings.Accounts);
            json.WriteNumber("months", settings.Months);
            json.WriteNumber("seed", settings.Seed);
            json.WriteString("interaction", "max(0, -license_utilization) * max(0, -champion_strength)");
            json.WriteNumber("interaction_log_odds", TrueWeights.Interaction);
            json.WriteStartArray("formulas");
            foreach (var segment in SegmentRecipe.All)
            {
                foreach (var phase in Enum.GetValues<LifePhase>())
                {
                    Formula(json, segment, phase);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>One line a decision, in the order of the data.</summary>
    public static byte[] Decisions(GeneratedData data)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        foreach (var decision in data.Decisions)
        {
            json.WriteStartObject();
            json.WriteString("account_id", decision.Account.Id);
            json.WriteString("as_of", GeneratedFiles.DateText(decision.AsOf));
            json.WriteString("phase", NameOf(decision.Phase));
            json.WriteNumber("log_odds", Math.Round(decision.LogOdds, Decimals));
            json.WriteNumber("probability", Math.Round(Logistic.Sigmoid(decision.LogOdds), Decimals));
            json.WriteBoolean("leaves", decision.Leaves);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            bytes.Write("\n"u8);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Formula(Utf8JsonWriter json, SegmentRecipe segment, LifePhase phase)
    {
        var added = phase == LifePhase.FirstSixMonths ? TrueWeights.FirstPhaseLogOdds : 0;
        var weights = TrueWeights.Of(segment.Name, phase);
        json.WriteStartObject();
        json.WriteString("segment", segment.Name);
        json.WriteString("phase", NameOf(phase));
        json.WriteNumber("intercept", Math.Round(segment.Intercept + added, Decimals));
        json.WriteStartObject("weights");
        for (var j = 0; j < weights.Length; j++)
        {
            json.WriteNumber(TrueWeights.Factors[j], Math.Round(weights[j], Decimals));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string NameOf(LifePhase phase) => phase == LifePhase.FirstSixMonths ? "first_six_months" : "later";
}
