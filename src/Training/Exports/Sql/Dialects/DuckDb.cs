using System.Collections.Immutable;

namespace HealthScore.Training.Exports.Sql.Dialects;

/// <summary>
/// DuckDB 1.x. It takes NaN for equal to itself and above all numbers, 0.1 for a decimal, and names of columns that
/// differ only in case for one, quoted or not.
/// </summary>
internal sealed class DuckDb : ISqlDialect
{
    public string Word => "duckdb";

    public string Title => "DuckDB";

    public int LongestName => int.MaxValue;

    public StringComparer Names => StringComparer.OrdinalIgnoreCase;

    public bool NamesQueries => true;

    public string Fence => "";

    public (string Number, string Text, string Day) Types => ("DOUBLE", "VARCHAR", "DATE");

    public string Quoted(string name) => StandardSql.Quoted(name);

    public string Text(string text) => StandardSql.Text(text);

    public string Number(double number) => $"CAST('{number:R}' AS DOUBLE)";

    public string AsNumber(string value) => $"CAST({value} AS DOUBLE)";

    public string AsText(string value) => $"CAST({value} AS VARCHAR) COLLATE \"binary\"";

    public string AsDay(string value) => $"CAST({value} AS DATE)";

    public string AsWhole(string value) => $"CAST({value} AS BIGINT)";

    public string? HoldsNoNumber(string value) => null;

    public string IsNaN(string number) => $"isnan({number})";

    public string IsInfinite(string number) => $"isinf({number})";

    public string Trimmed(string text) => $"trim({text}, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13))";

    public string Lowered(string text) => $"translate({text}, '{StandardSql.Capitals}', '{StandardSql.SmallLetters}')";

    public string Replaced(string text, string old, string by) => $"replace({text}, {Text(old)}, {Text(by)})";

    public string DaysBetween(string from, string to) => $"date_diff('day', {from}, {to})";

    public string At(string place, ImmutableArray<SqlEntry> values) => StandardSql.Case(place, values);

    public string At(string row, string column, ImmutableArray<ImmutableArray<string>> values) =>
        StandardSql.Case(row, column, values);

    public string Greatest(ImmutableArray<string> values) => $"greatest({string.Join(", ", values)})";
}
