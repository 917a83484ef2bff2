using System.Collections.Immutable;

namespace HealthScore.Training.Exports.Sql.Dialects;

/// <summary>One value of a table, and what a reader is told of it.</summary>
/// <param name="Value">A literal.</param>
/// <param name="Note">On one line; empty where there is nothing to say.</param>
public readonly record struct SqlEntry(string Value, string Note = "");

/// <summary>
/// How one engine writes what the formula needs. Every method takes expressions of SQL and gives one; they hold no
/// state.
/// </summary>
public interface ISqlDialect
{
    /// <summary>What it is called on the command line.</summary>
    string Word { get; }

    /// <summary>What people call it.</summary>
    string Title { get; }

    /// <summary>Bytes that a name may have.</summary>
    int LongestName { get; }

    /// <summary>Which names of columns are one and the same.</summary>
    StringComparer Names { get; }

    /// <summary>Whether <c>WITH name AS (SELECT ...)</c> is understood; else queries stand inside each other.</summary>
    bool NamesQueries { get; }

    /// <summary>
    /// Ends an inner query that the engine must not dissolve into the outer one: expressions would multiply.
    /// </summary>
    string Fence { get; }

    /// <summary>The types that columns of numbers, levels and days are expected to have.</summary>
    (string Number, string Text, string Day) Types { get; }

    /// <summary>A name, whatever characters it has.</summary>
    string Quoted(string name);

    /// <summary>A text, whatever characters it has.</summary>
    string Text(string text);

    /// <summary>A number of double precision, to the bit.</summary>
    string Number(double number);

    string AsNumber(string value);

    /// <summary>A text that is compared byte by byte, whatever the column's collation.</summary>
    string AsText(string value);

    string AsDay(string value);

    /// <summary>A whole number of 64 bits.</summary>
    string AsWhole(string value);

    /// <summary>Whether a column of numbers holds something else in this row; null where it cannot.</summary>
    string? HoldsNoNumber(string value);

    string IsNaN(string number);

    string IsInfinite(string number);

    /// <summary>Without blanks, tabs and line ends at both ends.</summary>
    string Trimmed(string text);

    /// <summary>A to Z in small letters and nothing else changed.</summary>
    string Lowered(string text);

    string Replaced(string text, string old, string by);

    /// <summary>Days from one to another.</summary>
    string DaysBetween(string from, string to);

    /// <summary>The value at a place that is counted from 0.</summary>
    /// <param name="place">A whole number, 0 or more, less than there are values.</param>
    /// <param name="values">Literals of one type.</param>
    string At(string place, ImmutableArray<SqlEntry> values);

    /// <summary>The value in a row and a column, both counted from 0.</summary>
    /// <param name="row">A whole number.</param>
    /// <param name="column">A whole number.</param>
    /// <param name="values">Rows of one length.</param>
    string At(string row, string column, ImmutableArray<ImmutableArray<string>> values);

    /// <summary>The greatest of some whole numbers, none of them null.</summary>
    string Greatest(ImmutableArray<string> values);
}
