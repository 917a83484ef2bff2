using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace HealthScore.Training.Configuration;

/// <summary>Values as YAML, bare where that is safe, else in double quotes.</summary>
internal static partial class YamlText
{
    private static readonly HashSet<string> Reserved = new(
        ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"],
        StringComparer.OrdinalIgnoreCase
    );

    public static string Of(string? text) =>
        text is null ? "null"
        : PlainText().IsMatch(text) && !Reserved.Contains(text) ? text
        : Quoted(text);

    public static string Of(double? number) => number is { } x ? $"{x}" : "null";

    public static string Of(DateOnly? date) => date is { } d ? $"{d:yyyy-MM-dd}" : "null";

    public static string Of(ImmutableArray<string> texts) => $"[{string.Join(", ", texts.Select(Of))}]";

    /// <summary>A group of keys on one line; entries without a value are not written.</summary>
    public static string Group(params IEnumerable<(string Key, string? Value)> entries) =>
        $"{{ {string.Join(", ", entries.Where(e => e.Value is not null).Select(e => $"{e.Key}: {e.Value}"))} }}";

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(
                c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\u00A0' => $"\\u{(int)c:x4}",
                    _ => c.ToString(),
                }
            );
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(
        @"\A[A-Za-z_]([A-Za-z0-9_ ./%+()'-]*[A-Za-z0-9_./%+()'-])?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex PlainText();
}
