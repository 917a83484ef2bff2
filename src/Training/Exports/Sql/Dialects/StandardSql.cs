using System.Collections.Immutable;

namespace HealthScore.Training.Exports.Sql.Dialects;

/// <summary>What several engines write alike.</summary>
internal static class StandardSql
{
    public const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    public const string SmallLetters = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>Double quotes, one inside doubled: neither folded nor taken for a word of the language.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Single quotes, one inside doubled; nothing else has a meaning.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Case(string place, ImmutableArray<SqlEntry> values)
    {
        var rows = values.Select((entry, k) => $"WHEN {k} THEN {entry.Value}{Noted(entry.Note)}");
        return values.All(entry => entry.Note.Length == 0)
            ? $"CASE {place} {string.Join(' ', rows)} END"
            : $"CASE {place}{Rows(rows)}END";
    }

    /// <summary>A row of one value only is that value.</summary>
    public static string Case(string row, string column, ImmutableArray<ImmutableArray<string>> values)
    {
        var last = values.Length - 1;
        var lines = values.Take(last).Select((line, k) => $"WHEN {k} THEN {Line(line)}");
        return $"CASE {row}{Rows(lines.Append($"ELSE {Line(values[last])}"))}END";

        string Line(ImmutableArray<string> line) =>
            line.All(value => value == line[0])
                ? line[0]
                : Case(column, [.. line.Select(value => new SqlEntry(value))]);
    }

    /// <summary>One line each, further in than what they stand in.</summary>
    public static string Rows(IEnumerable<string> rows) => $"\n      {string.Join("\n      ", rows)}\n    ";

    /// <summary>A note ends its line.</summary>
    public static string Noted(string note) => note.Length == 0 ? "" : $" -- {note}";

    /// <summary>A function of few arguments on many, as a tree.</summary>
    public static string Nested(string function, int arguments, ImmutableArray<string> values) =>
        values.Length == 1
            ? values[0]
            : Nested(
                function,
                arguments,
                [
                    .. values
                        .Chunk(arguments)
                        .Select(part => part.Length == 1 ? part[0] : $"{function}({string.Join(", ", part)})"),
                ]
            );
}
