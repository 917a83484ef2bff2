using System.Collections.Immutable;

namespace HealthScore.Training.Exports.Sql;

/// <summary>What the query does with accounts within 60 days of a change of stage.</summary>
public enum StageBlends
{
    /// <summary>Each of the 59 formulas between two stages is part of the query.</summary>
    Written,

    /// <summary>Such accounts get no score, and the reason <c>stage_blend</c>.</summary>
    Withheld,
}

/// <summary>The table that a query reads.</summary>
/// <param name="Table">
/// Its name, of a schema where it has a point: <c>sales.accounts</c>. A part in double quotes may hold points.
/// </param>
public sealed record SqlSource(string Table)
{
    /// <summary>Columns of the table that stand first in the result, under their own names.</summary>
    public ImmutableArray<string> Keep { get; init; } = [];

    public StageBlends Blends { get; init; }

    /// <summary>The parts of <see cref="Table"/>.</summary>
    public ImmutableArray<string> TableParts
    {
        get
        {
            var parts = ImmutableArray.CreateBuilder<string>();
            var (start, quoted) = (0, false);
            for (var at = 0; at <= Table.Length; at++)
            {
                if (at == Table.Length || (Table[at] == '.' && !quoted))
                {
                    parts.Add(Unquoted(Table[start..at]));
                    start = at + 1;
                }
                else
                {
                    quoted ^= Table[at] == '"';
                }
            }

            return parts.DrainToImmutable();
        }
    }

    private static string Unquoted(string part) =>
        part is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : part;
}
