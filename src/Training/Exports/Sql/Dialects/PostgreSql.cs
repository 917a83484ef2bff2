using System.Collections.Immutable;

namespace HealthScore.Training.Exports.Sql.Dialects;

/// <summary>
/// PostgreSQL 12 and later. It takes NaN for equal to itself, raises where exp or a division has no result, cuts names
/// at
/// 63 bytes, takes 0.5 for a decimal, and dissolves inner queries unless they end in OFFSET 0.
/// </summary>
internal sealed class PostgreSql : ISqlDialect
{
    public string Word => "postgresql";

    public string Title => "PostgreSQL";

    public int LongestName => 63;

    public StringComparer Names => StringComparer.Ordinal;

    public bool NamesQueries => true;

    public string Fence => "OFFSET 0";

    public (string Number, string Text, string Day) Types => ("double precision", "text", "date");

    public string Quoted(string name) => StandardSql.Quoted(name);

    /// <summary>With a backslash in the old notation, which means the same whatever the server is set to.</summary>
    public string Text(string text) =>
        text.Contains('\\')
            ? "E" + StandardSql.Text(text.Replace("\\", "\\\\", StringComparison.Ordinal))
            : StandardSql.Text(text);

    public string Number(double number) => $"CAST('{number:R}' AS double precision)";

    public string AsNumber(string value) => $"CAST({value} AS double precision)";

    public string AsText(string value) => $"CAST({value} AS text) COLLATE \"C\"";

    public string AsDay(string value) => $"CAST({value} AS date)";

    public string AsWhole(string value) => $"CAST({value} AS bigint)";

    public string? HoldsNoNumber(string value) => null;

    public string IsNaN(string number) => $"{number} = CAST('NaN' AS double precision)";

    public string IsInfinite(string number) => $"abs({number}) = CAST('Infinity' AS double precision)";

    public string Trimmed(string text) => $"btrim({text}, E' \\t\\r\\n\\x0b\\f')";

    public string Lowered(string text) => $"translate({text}, '{StandardSql.Capitals}', '{StandardSql.SmallLetters}')";

    public string Replaced(string text, string old, string by) => $"replace({text}, {Text(old)}, {Text(by)})";

    public string DaysBetween(string from, string to) => $"({to} - {from})";

    public string At(string place, ImmutableArray<SqlEntry> values) => StandardSql.Case(place, values);

    public string At(string row, string column, ImmutableArray<ImmutableArray<string>> values) =>
        StandardSql.Case(row, column, values);

    public string Greatest(ImmutableArray<string> values) => $"greatest({string.Join(", ", values)})";
}
