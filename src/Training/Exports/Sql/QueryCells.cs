using System.Collections.Immutable;
using HealthScore.Core.Factors;

namespace HealthScore.Training.Exports.Sql;

/// <summary>
/// The first steps of a query: columns of the table with one type each, then numbers that are null where they were not
/// measured, and texts in place of those that a row lacks.
/// </summary>
internal sealed class QueryCells(QueryContext query)
{
    private readonly string p = query.Prefix;

    private string Table => $"{p}t";

    /// <summary>The table under the name by which its columns are called.</summary>
    public string From => $"{string.Join('.', query.Source.TableParts.Select(query.Sql.Quoted))} AS {Table}";

    public QueryLayer Cells =>
        new($"{p}cells", "The columns of the table, texts without outer blanks.", [.. Roles, .. FactorCells, .. Kept]);

    public QueryLayer Values =>
        new($"{p}values", "Numbers are null where they were not measured.", [.. FactorValues, .. Defaults]);

    public MissingText MissingOf(int factor)
    {
        var input = query.Model.Input;
        var own = input.FactorMissingWords.IsDefaultOrEmpty ? [] : input.FactorMissingWords[factor];
        return new MissingText([input.MissingWords, own]);
    }

    private IEnumerable<QueryItem> Roles
    {
        get
        {
            var (input, sql, formulas) = (query.Model.Input, query.Sql, query.Formulas);
            (string Name, string? Column, Func<string, string> As)[] roles =
            [
                ("account", input.Account, Text),
                ("as_of", input.AsOf, sql.AsDay),
                ("own_segment", input.Segment, Text),
                ("own_stage", input.Stage, Text),
                ("previous", formulas.ChangesCount ? input.PreviousStage : null, Text),
                ("since", formulas.ChangesCount ? input.StageSince : null, sql.AsDay),
                ("notice", input.AsOf is null ? null : input.Notice, sql.AsDay),
                ("context", SqlColumns.ContextColumn(query.Model), Text),
            ];
            return roles
                .Where(r => r.Column is not null)
                .Select(r => new QueryItem(p + r.Name, r.As(Column(r.Column!))));
        }
    }

    private IEnumerable<QueryItem> FactorCells
    {
        get
        {
            foreach (var j in SqlColumns.Factors(query.Model, query.Formulas))
            {
                var column = Column(query.Model.Input.FactorColumns[j]);
                var isNumber = query.Model.Catalog[j].Kind == FactorKind.Numeric;
                yield return new QueryItem($"{p}x{j}", isNumber ? query.Sql.AsNumber(column) : Text(column));
                if (isNumber && query.Sql.HoldsNoNumber(column) is { } test)
                {
                    yield return new QueryItem($"{p}t{j}", $"CASE WHEN {test} THEN 1 ELSE 0 END");
                }
            }
        }
    }

    private IEnumerable<QueryItem> Kept =>
        query.Source.Keep.Select((column, k) => new QueryItem($"{p}k{k}", Column(column)));

    private IEnumerable<QueryItem> FactorValues =>
        SqlColumns
            .Factors(query.Model, query.Formulas)
            .Where(j => query.Model.Catalog[j].Kind == FactorKind.Numeric)
            .Select(j => new QueryItem($"{p}v{j}", Value($"{p}x{j}", MissingOf(j).Numbers)));

    /// <summary>An account that names no segment or stage is of all of them.</summary>
    private IEnumerable<QueryItem> Defaults
    {
        get
        {
            var (input, sql) = (query.Model.Input, query.Sql);
            (string Name, string? Column)[] roles = [("segment", input.Segment), ("stage", input.Stage)];
            return roles
                .Where(r => r.Column is not null)
                .Select(r => new QueryItem(
                    p + r.Name,
                    $"CASE WHEN {p}own_{r.Name} IS NULL OR {p}own_{r.Name} = '' THEN {sql.Text("all")} "
                        + $"ELSE {p}own_{r.Name} END"
                ));
        }
    }

    private string Value(string cell, ImmutableArray<double> missing)
    {
        var words = missing.IsEmpty ? "" : $" OR {cell} IN ({string.Join(", ", missing.Select(query.Sql.Number))})";
        return $"CASE WHEN {cell} IS NULL OR {query.Sql.IsNaN(cell)}{words} THEN NULL ELSE {cell} END";
    }

    private string Column(string name) => $"{Table}.{query.Sql.Quoted(name)}";

    private string Text(string value) => query.Sql.Trimmed(query.Sql.AsText(value));
}
