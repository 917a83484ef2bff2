using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace HealthScore.Core.ModelFiles;

/// <summary>
/// One place of a JSON file and what stands there. Whatever is not as expected is a <see cref="ModelException"/> that
/// names the place.
/// </summary>
internal readonly record struct JsonPlace(string File, string Path, JsonElement Element)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public bool IsNull => Element.ValueKind == JsonValueKind.Null;

    /// <summary>A property that must be there.</summary>
    public JsonPlace this[string name]
    {
        get
        {
            if (Element.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("an object");
            }

            return Element.TryGetProperty(name, out var value)
                ? new JsonPlace(File, Below(name), value)
                : throw new ModelException($"{File}: property '{Below(name)}' is missing.");
        }
    }

    /// <summary>A property that may be absent or null; then null.</summary>
    public JsonPlace? Find(string name) =>
        Element.ValueKind != JsonValueKind.Object ? throw Wrong("an object")
        : Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new JsonPlace(File, Below(name), value)
        : null;

    /// <exception cref="ModelException">Not UTF-8, not JSON, or a property stands twice.</exception>
    public static JsonPlace Parse(string file, ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            throw new ModelException($"{file}: is not UTF-8 text.");
        }

        try
        {
            using var document = JsonDocument.Parse(text.ToArray(), Strict);
            return new JsonPlace(file, "", document.RootElement.Clone());
        }
        catch (JsonException e)
        {
            throw new ModelException($"{file}: is not JSON as this program writes it: {e.Message}", e);
        }
    }

    /// <summary>An object with exactly these properties.</summary>
    public JsonPlace With(params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in Entries())
        {
            if (!names.Contains(name))
            {
                throw new ModelException($"{File}: property '{Below(name)}' is unknown.");
            }
        }

        foreach (var name in names)
        {
            _ = this[name];
        }

        return this;
    }

    public IEnumerable<(string Name, JsonPlace Place)> Entries()
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("an object");
        }

        var entries = new List<(string, JsonPlace)>();
        foreach (var property in Element.EnumerateObject())
        {
            var name = Decoded(() => property.Name);
            entries.Add((name, new JsonPlace(File, Below(name), property.Value)));
        }

        return entries;
    }

    public IEnumerable<JsonPlace> Items()
    {
        var place = this;
        return Element.ValueKind == JsonValueKind.Array
            ? [.. Element.EnumerateArray().Select((e, k) => new JsonPlace(place.File, $"{place.Path}[{k}]", e))]
            : throw Wrong("a list");
    }

    public string Text()
    {
        var element = Element;
        return Element.ValueKind == JsonValueKind.String ? Decoded(() => element.GetString()!) : throw Wrong("text");
    }

    public string? TextOrNull() => IsNull ? null : Text();

    /// <summary>A day as year-month-day.</summary>
    public DateOnly? DayOrNull() =>
        IsNull ? null
        : DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
        : throw Wrong("a date such as \"2026-03-31\"");

    public double Number() =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Wrong("a finite number");

    public double? NumberOrNull() => IsNull ? null : Number();

    public int Whole() =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var whole)
            ? whole
            : throw Wrong("a whole number");

    public int? WholeOrNull() => IsNull ? null : Whole();

    public bool Flag() =>
        Element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong("true or false"),
        };

    /// <summary>The error that says what stands here and what was expected.</summary>
    public ModelException Wrong(string expected)
    {
        var found = Element.GetRawText();
        var shown = found.Length <= 60 ? found : $"{found[..60]}...";
        return new ModelException(
            $"{File}: {(Path.Length == 0 ? "the whole" : $"'{Path}'")} is {shown}; expected {expected}."
        );
    }

    private string Below(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private string Decoded(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException e)
        {
            throw new ModelException($"{File}: '{Path}' holds half a surrogate pair; expected text.", e);
        }
    }
}
