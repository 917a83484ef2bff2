using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles;

/// <summary>golden.jsonl: one golden row a line.</summary>
public static class GoldenJson
{
    public const string FileName = "golden.jsonl";

    /// <summary>Stands in a line only where thresholds differ by it.</summary>
    private const string Context = "context";

    private const string NeverSeen = "(never seen)";

    public static byte[] Write(ImmutableArray<GoldenRow> rows, FactorCatalog catalog)
    {
        using var text = new MemoryStream();
        foreach (var row in rows)
        {
            text.Write(JsonText.OneLine(Line(row, catalog)));
            text.WriteByte((byte)'\n');
        }

        return text.ToArray();
    }

    /// <exception cref="ModelException">A line is not as <see cref="Write"/> makes it.</exception>
    public static ImmutableArray<GoldenRow> Read(ReadOnlySpan<byte> text, HealthModel model)
    {
        var rows = ImmutableArray.CreateBuilder<GoldenRow>();
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            if (end < 0)
            {
                throw new ModelException($"{FileName}:{rows.Count + 1}: the line does not end; the file was cut off.");
            }

            rows.Add(ReadLine(JsonPlace.Parse($"{FileName}:{rows.Count + 1}", text[..end]), model));
            text = text[(end + 1)..];
        }

        return rows.ToImmutable();
    }

    private static JsonObject Line(GoldenRow row, FactorCatalog catalog)
    {
        var line = new JsonObject
        {
            ["values"] = new JsonObject(
                catalog.Factors.Select((factor, j) => KeyValuePair.Create(factor.Key, ValueOf(factor, row.Values[j])))
            ),
            ["segment"] = row.Segment,
            ["stage"] = row.Stage,
            ["expect"] = new JsonObject
            {
                ["points"] = new JsonObject(
                    row.Expect.Points.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)JsonValue.Create(p.Value)))
                ),
                ["health_points"] = row.Expect.HealthPoints,
                ["probability"] = row.Expect.Probability,
                ["band"] = row.Expect.Band,
                ["status"] = row.Expect.Status,
                ["coverage"] = row.Expect.Coverage,
                ["challenger_raw"] = row.Expect.ChallengerRaw,
                ["challenger_probability"] = row.Expect.ChallengerProbability,
            },
        };
        if (!row.Context.IsEmpty)
        {
            line[Context] = new JsonObject(
                row.Context.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)JsonValue.Create(c.Value)))
            );
        }

        return line;
    }

    private static JsonNode? ValueOf(Factor factor, double value)
    {
        if (double.IsNaN(value))
        {
            return null;
        }

        if (factor.Kind == FactorKind.Numeric)
        {
            return JsonValue.Create(value);
        }

        return value >= 0 ? factor.Levels[(int)value] : Unseen(factor);
    }

    /// <summary>A text that is no level of the factor.</summary>
    private static string Unseen(Factor factor)
    {
        var text = NeverSeen;
        while (factor.Levels.Contains(text))
        {
            text += "!";
        }

        return text;
    }

    private static GoldenRow ReadLine(JsonPlace place, HealthModel model)
    {
        var hasContext = place.Entries().Any(entry => entry.Name == Context);
        place.With(["values", "segment", "stage", "expect", .. hasContext ? [Context] : (string[])[]]);
        var catalog = model.Catalog;
        var values = place["values"].With([.. catalog.Factors.Select(f => f.Key)]);
        var expect = place["expect"]
            .With(
                "points",
                "health_points",
                "probability",
                "band",
                "status",
                "coverage",
                "challenger_raw",
                "challenger_probability"
            );
        return new GoldenRow(
            [.. catalog.Factors.Select((factor, j) => ReadValue(values[factor.Key], j, catalog))],
            place["segment"].Text(),
            place["stage"].Text(),
            new GoldenExpectation
            {
                Points = [.. expect["points"].Entries().Select(p => KeyValuePair.Create(p.Name, p.Place.Whole()))],
                HealthPoints = expect["health_points"].WholeOrNull(),
                Probability = expect["probability"].NumberOrNull(),
                Band = expect["band"].TextOrNull(),
                Status = expect["status"].Text(),
                Coverage = expect["coverage"].Number(),
                ChallengerRaw = expect["challenger_raw"].NumberOrNull(),
                ChallengerProbability = expect["challenger_probability"].NumberOrNull(),
            }
        )
        {
            Context = hasContext
                ? place[Context]
                    .Entries()
                    .ToImmutableDictionary(c => c.Name, c => c.Place.Text(), StringComparer.Ordinal)
                : ImmutableDictionary<string, string>.Empty,
        };
    }

    private static double ReadValue(JsonPlace place, int factor, FactorCatalog catalog) =>
        place.IsNull ? double.NaN
        : catalog[factor].Kind == FactorKind.Numeric ? place.Number()
        : catalog.Encode(factor, place.Text());
}
