using System.Collections.Immutable;
using System.Text.Json;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;

namespace HealthScore.Training.Evaluation.Spreads;

/// <summary>On how many training rows the points of each entry of a factor rest.</summary>
/// <param name="Factor">The factor's key, or the pair's.</param>
/// <param name="Rows">By entry (bins, missing, other; or cells) of the formula of all accounts.</param>
/// <param name="Churned">Those of them that churned.</param>
public sealed record EntryCounts(string Factor, ImmutableArray<int> Rows, ImmutableArray<int> Churned)
{
    private const int RowsAtOnce = 4096;

    /// <summary>In the order of the formula.</summary>
    /// <param name="factors">The formula's.</param>
    /// <param name="table">The rows, with the catalog the factors were fitted on.</param>
    /// <param name="known">Positions of rows of known outcome, ascending.</param>
    public static ImmutableArray<EntryCounts> Of(
        ImmutableArray<FormulaFactor> factors,
        TrainingTable table,
        ImmutableArray<int> known
    ) => [.. factors.Select(factor => Of(factor, table, known))];

    internal static void Write(Utf8JsonWriter json, ImmutableArray<EntryCounts> curves)
    {
        if (curves.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("curves");
        foreach (var curve in curves)
        {
            json.WriteStartObject();
            json.WriteString("factor", curve.Factor);
            Write(json, "rows", curve.Rows);
            Write(json, "churned", curve.Churned);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static ImmutableArray<EntryCounts> Read(JsonElement root) =>
        root.TryGetProperty("curves", out var curves)
            ?
            [
                .. curves
                    .EnumerateArray()
                    .Select(curve => new EntryCounts(
                        curve.GetProperty("factor").GetString()!,
                        Numbers(curve, "rows"),
                        Numbers(curve, "churned")
                    )),
            ]
            : [];

    private static EntryCounts Of(FormulaFactor factor, TrainingTable table, ImmutableArray<int> known)
    {
        var (rows, churned) = (new int[factor.EntryCount], new int[factor.EntryCount]);
        var entries = new byte[RowsAtOnce];
        var next = 0;
        for (var from = 0; from < table.RowCount; from += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, table.RowCount - from);
            factor.EntriesOf(table.Values, from, entries.AsSpan(0, count));
            for (; next < known.Length && known[next] < from + count; next++)
            {
                var entry = entries[known[next] - from];
                rows[entry]++;
                churned[entry] += table.Outcomes[known[next]] == Outcome.Churned ? 1 : 0;
            }
        }

        return new EntryCounts(factor.Key, [.. rows], [.. churned]);
    }

    /// <summary>On one line.</summary>
    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<int> numbers)
    {
        json.WritePropertyName(name);
        json.WriteRawValue($"[{string.Join(", ", numbers)}]");
    }

    private static ImmutableArray<int> Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];
}
