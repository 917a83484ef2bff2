using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HealthScore.Core.ModelFiles;

/// <summary>
/// JSON as bytes, the same on every machine: doubles as the shortest text that reads back as themselves.
/// </summary>
internal static class JsonText
{
    private const int LineWidth = 120;

    /// <summary>Non-ASCII letters stand as themselves: these files are never pasted into HTML.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>No blanks, keys in ordinal order: what a hash is taken of.</summary>
    public static byte[] Canonical(JsonNode node) => OneLine(Sorted(node));

    /// <summary>A day as year-month-day, or null.</summary>
    public static JsonValue? OfDay(DateOnly? day) =>
        day is { } known ? JsonValue.Create(known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null;

    /// <summary>No blanks, keys in the order given.</summary>
    public static byte[] OneLine(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            if (node is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                node.WriteTo(writer);
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// For people: two blanks a level, whatever fits into a line on one line, a line feed at the end.
    /// </summary>
    public static byte[] Readable(JsonNode node)
    {
        var text = new StringBuilder();
        Append(text, node, indent: 0, prefix: 0);
        return Encoding.UTF8.GetBytes(text.Append('\n').ToString());
    }

    private static void Append(StringBuilder text, JsonNode? node, int indent, int prefix)
    {
        var line = Encoding.UTF8.GetString(OneLine(node));
        if (indent + prefix + line.Length < LineWidth || node is not (JsonObject or JsonArray))
        {
            text.Append(line);
            return;
        }

        var (open, close) = node is JsonObject ? ('{', '}') : ('[', ']');
        text.Append(open);
        var separator = "\n";
        foreach (var (name, value) in Children(node))
        {
            text.Append(separator).Append(' ', indent + 2).Append(name);
            Append(text, value, indent + 2, name.Length);
            separator = ",\n";
        }

        text.Append('\n').Append(' ', indent).Append(close);
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Children(JsonNode node) =>
        node is JsonObject entries
            ? entries.Select(p => ($"{Encoding.UTF8.GetString(OneLine(JsonValue.Create(p.Key)))}: ", p.Value))
            : node.AsArray().Select(item => ("", item));

    private static JsonNode Sorted(JsonNode node) =>
        node switch
        {
            JsonObject entries => new JsonObject(
                entries
                    .OrderBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : Sorted(p.Value)))
            ),
            JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Sorted(item))]),
            _ => node.DeepClone(),
        };
}
