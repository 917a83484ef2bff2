using System.Collections.Immutable;

namespace HealthScore.Training.Exports.Sql.Dialects;

/// <summary>
/// ClickHouse from 18.16, which Debian has: no named queries, greatest of two only, no trim of given characters; texts
/// with backslashes. A CASE of many branches works out all of them for every row, so tables are arrays.
/// </summary>
internal sealed class ClickHouse : ISqlDialect
{
    public string Word => "clickhouse";

    public string Title => "ClickHouse";

    public int LongestName => int.MaxValue;

    public StringComparer Names => StringComparer.Ordinal;

    public bool NamesQueries => false;

    public string Fence => "";

    public (string Number, string Text, string Day) Types =>
        ("Nullable(Float64)", "Nullable(String)", "Nullable(Date)");

    public string Quoted(string name) => $"`{Escaped(name).Replace("`", "\\`", StringComparison.Ordinal)}`";

    public string Text(string text) => $"'{Escaped(text).Replace("'", "\\'", StringComparison.Ordinal)}'";

    public string Number(double number)
    {
        var text = $"{number:R}";
        return $"toFloat64({(text.AsSpan().ContainsAny(".E") ? text : text + ".0")})";
    }

    public string AsNumber(string value) => $"toFloat64({value})";

    public string AsText(string value) => $"toString({value})";

    public string AsDay(string value) => $"toDate({value})";

    public string AsWhole(string value) => $"toInt64({value})";

    public string? HoldsNoNumber(string value) => null;

    public string IsNaN(string number) => $"{number} <> {number}";

    public string IsInfinite(string number) => $"isInfinite({number})";

    public string Trimmed(string text) =>
        $"replaceRegexpAll({text}, '^[ \\\\t\\\\r\\\\n\\\\v\\\\f]+|[ \\\\t\\\\r\\\\n\\\\v\\\\f]+\\\\z', '')";

    public string Lowered(string text) => $"lower({text})";

    public string Replaced(string text, string old, string by) => $"replaceAll({text}, {Text(old)}, {Text(by)})";

    public string DaysBetween(string from, string to) => $"(toInt32({to}) - toInt32({from}))";

    public string At(string place, ImmutableArray<SqlEntry> values)
    {
        var rows = values.Select(
            (entry, k) => entry.Value + (k < values.Length - 1 ? "," : "") + StandardSql.Noted(entry.Note)
        );
        return values.All(entry => entry.Note.Length == 0)
            ? $"[{string.Join(' ', rows)}][{place} + 1]"
            : $"[{StandardSql.Rows(rows)}][{place} + 1]";
    }

    public string At(string row, string column, ImmutableArray<ImmutableArray<string>> values) =>
        $"[{string.Join(", ", values.SelectMany(line => line))}][{row} * {values[0].Length} + {column} + 1]";

    public string Greatest(ImmutableArray<string> values) => StandardSql.Nested("greatest", 2, values);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal);
}
