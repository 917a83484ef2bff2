using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using HealthScore.Core.Factors;
using HealthScore.Training.Evaluation.Spreads;

namespace HealthScore.Training.Evaluation;

/// <summary>A profile as JSON: <c>profile.json</c>.</summary>
public static class ProfileJson
{
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
    };

    /// <summary>
    /// The whole profile, ending in a line feed; numbers in the shortest form that reads back the same.
    /// </summary>
    public static byte[] Write(Profile profile)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            json.WriteStartObject();
            json.WriteNumber("rows", profile.Rows);
            json.WriteNumber("churned", profile.Churned);
            if (profile.Accounts is { } accounts)
            {
                json.WriteNumber("accounts", accounts);
            }

            json.WriteStartArray("factors");
            foreach (var factor in profile.Factors)
            {
                Write(json, factor);
            }

            json.WriteEndArray();
            EntryCounts.Write(json, profile.Curves);
            Write(json, profile.EqualWeights);
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write(Profile)"/> wrote.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="catalog">Of the same model: factors and levels must be the same, in the same order.</param>
    /// <exception cref="JsonException">The text is not a profile, or not of this catalog.</exception>
    public static Profile Read(ReadOnlySpan<byte> json, FactorCatalog catalog)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var parsed = JsonDocument.ParseValue(ref reader);
            var root = parsed.RootElement;
            return new Profile
            {
                Rows = root.GetProperty("rows").GetInt32(),
                Churned = root.GetProperty("churned").GetInt32(),
                Accounts = root.TryGetProperty("accounts", out var accounts) ? accounts.GetInt32() : null,
                Factors = PerFactor(root.GetProperty("factors"), catalog, FactorOf),
                EqualWeights = EqualWeightsOf(root.GetProperty("equal_weights"), catalog),
                Curves = EntryCounts.Read(root),
            };
        }
        catch (Exception error)
            when (error is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JsonException("not a profile: a member is missing or of the wrong kind", error);
        }
    }

    private static void Write(Utf8JsonWriter json, FactorProfile factor)
    {
        json.WriteStartObject();
        json.WriteString("factor", factor.Key);
        if (factor.Levels.IsEmpty)
        {
            Write(json, "edges", factor.Edges);
        }
        else
        {
            json.WriteStartArray("levels");
            foreach (var level in factor.Levels)
            {
                json.WriteStringValue(level);
            }

            json.WriteEndArray();
        }

        Write(json, "counts", factor.Counts.Select(count => (double)count));
        json.WriteNumber("missing", factor.Missing);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EqualWeights weights)
    {
        json.WriteStartObject("equal_weights");
        json.WriteNumber("intercept", weights.Intercept);
        json.WriteNumber("slope", weights.Slope);
        json.WriteStartArray("factors");
        foreach (var factor in weights.Factors)
        {
            json.WriteStartObject();
            json.WriteString("factor", factor.Key);
            if (factor.Ranks is { } ranks)
            {
                json.WriteString("turn", NameOf(factor.Turn));
                Write(json, "quantiles", ranks.Values);
                Write(json, "ranks", ranks.Ranks);
            }
            else
            {
                Write(json, "level_ranks", factor.LevelRanks);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>On one line; NaN, which JSON does not have, as null.</summary>
    private static void Write(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        var texts = numbers.Select(number => double.IsNaN(number) ? "null" : number.ToString("R"));
        json.WritePropertyName(name);
        json.WriteRawValue($"[{string.Join(", ", texts)}]");
    }

    private static FactorProfile FactorOf(JsonElement element, Factor factor)
    {
        var read = new FactorProfile
        {
            Key = factor.Key,
            Edges = element.TryGetProperty("edges", out var edges) ? Numbers(edges) : [],
            Levels = element.TryGetProperty("levels", out var levels)
                ? [.. levels.EnumerateArray().Select(level => level.GetString()!)]
                : [],
            Counts = [.. element.GetProperty("counts").EnumerateArray().Select(count => count.GetInt32())],
            Missing = element.GetProperty("missing").GetInt32(),
        };
        return factor.Kind == FactorKind.Numeric || read.Levels.SequenceEqual(factor.Levels)
            ? read
            : throw new JsonException($"profile: the levels of factor '{factor.Key}' are not the catalog's");
    }

    private static EqualWeights EqualWeightsOf(JsonElement element, FactorCatalog catalog) =>
        new(
            PerFactor(element.GetProperty("factors"), catalog, WeightOf),
            element.GetProperty("intercept").GetDouble(),
            element.GetProperty("slope").GetDouble()
        );

    private static EqualWeightsFactor WeightOf(JsonElement element, Factor factor) =>
        element.TryGetProperty("level_ranks", out var levelRanks)
            ? new EqualWeightsFactor { Key = factor.Key, LevelRanks = Numbers(levelRanks) }
            : new EqualWeightsFactor
            {
                Key = factor.Key,
                Turn = TurnNamed(element.GetProperty("turn").GetString()),
                Ranks = new RankTable(Numbers(element.GetProperty("quantiles")), Numbers(element.GetProperty("ranks"))),
            };

    private static ImmutableArray<T> PerFactor<T>(
        JsonElement list,
        FactorCatalog catalog,
        Func<JsonElement, Factor, T> read
    )
    {
        JsonElement[] elements = [.. list.EnumerateArray()];
        var keys = elements.Select(element => element.GetProperty("factor").GetString());
        return keys.SequenceEqual(catalog.Factors.Select(factor => factor.Key), StringComparer.Ordinal)
            ? [.. elements.Select((element, j) => read(element, catalog[j]))]
            : throw new JsonException("profile: its factors are not the catalog's");
    }

    private static ImmutableArray<double> Numbers(JsonElement list) =>
        [.. list.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Null ? double.NaN : n.GetDouble())];

    private static string NameOf(RankTurn turn) =>
        turn switch
        {
            RankTurn.Up => "up",
            RankTurn.Down => "down",
            _ => "middle",
        };

    private static RankTurn TurnNamed(string? name) =>
        name switch
        {
            "up" => RankTurn.Up,
            "down" => RankTurn.Down,
            "middle" => RankTurn.Middle,
            _ => throw new FormatException($"'{name}' is not a turn"),
        };
}
