using System.Collections.Immutable;

namespace HealthScore.Training.Exports.Sql.Dialects;

/// <summary>
/// SQLite 3.35 and later, with its mathematical functions. A column may hold any type in any row, a name in double
/// quotes that is no column is a text (so every column is named with its table), NaN is stored as NULL, and decimals
/// are read exactly by new versions only: numbers are written as fractions of whole numbers where that matters.
/// </summary>
internal sealed class Sqlite : ISqlDialect
{
    public string Word => "sqlite";

    public string Title => "SQLite";

    public int LongestName => int.MaxValue;

    public StringComparer Names => StringComparer.OrdinalIgnoreCase;

    public bool NamesQueries => true;

    public string Fence => "LIMIT -1 OFFSET 0";

    public (string Number, string Text, string Day) Types => ("REAL", "TEXT", "TEXT as 2026-03-31");

    public string Quoted(string name) => StandardSql.Quoted(name);

    public string Text(string text) => StandardSql.Text(text);

    public string Number(double number) => ExactFractions.Of(number);

    public string AsNumber(string value) => $"CAST({value} AS REAL)";

    public string AsText(string value) => $"CAST({value} AS TEXT) COLLATE BINARY";

    public string AsDay(string value) => $"date({value})";

    public string AsWhole(string value) => $"CAST({value} AS INTEGER)";

    public string? HoldsNoNumber(string value) => $"typeof({value}) IN ('text', 'blob')";

    public string IsNaN(string number) => $"{number} <> {number}";

    public string IsInfinite(string number) => $"abs({number}) = 9e999";

    public string Trimmed(string text) => $"trim({text}, ' ' || char(9, 10, 11, 12, 13))";

    public string Lowered(string text) => $"lower({text})";

    public string Replaced(string text, string old, string by) => $"replace({text}, {Text(old)}, {Text(by)})";

    public string DaysBetween(string from, string to) => $"CAST(julianday({to}) - julianday({from}) AS INTEGER)";

    public string At(string place, ImmutableArray<SqlEntry> values) => StandardSql.Case(place, values);

    public string At(string row, string column, ImmutableArray<ImmutableArray<string>> values) =>
        StandardSql.Case(row, column, values);

    /// <summary>max of one argument would be an aggregate, and of more than 100 an error.</summary>
    public string Greatest(ImmutableArray<string> values) => StandardSql.Nested("max", 50, values);
}
