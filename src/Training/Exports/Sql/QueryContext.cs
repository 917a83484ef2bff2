using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Exports.Sql.Dialects;

namespace HealthScore.Training.Exports.Sql;

/// <summary>A factor or pair as all formulas of a query have it.</summary>
/// <param name="Place">Among the keys of the query.</param>
/// <param name="Any">As one of the formulas has it; all have the same bins.</param>
/// <param name="Of">By formula; null where it lacks the key.</param>
internal sealed record QueryKey(int Place, FormulaFactor Any, ImmutableArray<FormulaFactor?> Of)
{
    public string Key => Any.Key;
}

/// <summary>What all parts of a query need to know.</summary>
internal sealed class QueryContext
{
    /// <summary>Begins the name of everything inside the query.</summary>
    public const string UsualPrefix = "hs";

    private readonly Dictionary<string, string> binNames = new(StringComparer.Ordinal);

    public QueryContext(HealthModel model, ISqlDialect sql, SqlSource source, FormulaList formulas)
    {
        (Model, Sql, Source, Formulas) = (model, sql, source, formulas);
        Columns = SqlColumns.Read(model, sql, source, formulas);
        Prefix = FreePrefix(Columns.Select(column => column.Column));
        var all = formulas.All.Select(used => used.Formula).ToImmutableArray();
        string[] keys = [.. ContributionKeys.Of(model.Catalog, all)];
        Keys =
        [
            .. keys.Where(key => all.Any(f => f.Factors.Any(factor => factor.Key == key)))
                .Select((key, place) => KeyOf(key, place, all)),
        ];
        foreach (var part in Keys.SelectMany(key => Parts(key.Any)))
        {
            binNames.TryAdd(Identity(part), $"{Prefix}b{binNames.Count}");
        }
    }

    public HealthModel Model { get; }

    public ISqlDialect Sql { get; }

    public SqlSource Source { get; }

    public FormulaList Formulas { get; }

    public ImmutableArray<SqlColumn> Columns { get; }

    public string Prefix { get; }

    /// <summary>Factors in catalog order, then pairs.</summary>
    public ImmutableArray<QueryKey> Keys { get; }

    /// <summary>The place of the row's formula; not asked for where there is only one.</summary>
    public string FormulaPlace => $"{Prefix}formula";

    /// <summary>Every way a factor is binned, each once.</summary>
    public IEnumerable<FactorPart> AllParts => Keys.SelectMany(key => Parts(key.Any)).DistinctBy(Identity);

    /// <summary>The column that holds the bin of a factor.</summary>
    public string BinOf(FactorPart part) => binNames[Identity(part)];

    /// <summary>An expression that differs by formula.</summary>
    /// <param name="byFormula">Literals, one a formula.</param>
    public string ByFormula(IEnumerable<string> byFormula)
    {
        string[] values = [.. byFormula];
        return Array.TrueForAll(values, value => value == values[0])
            ? values[0]
            : Sql.At(FormulaPlace, [.. values.Select(value => new SqlEntry(value))]);
    }

    /// <summary>A text of the model as a literal.</summary>
    public string Literal(string text, string use)
    {
        SqlColumns.RequireText(Sql, text, use);
        return Sql.Text(text);
    }

    public static IEnumerable<FactorPart> Parts(FormulaFactor factor) =>
        factor.Column is null ? [factor.Row] : [factor.Row, factor.Column];

    private static QueryKey KeyOf(string key, int place, ImmutableArray<HealthFormula> all)
    {
        ImmutableArray<FormulaFactor?> of = [.. all.Select(f => f.Factors.FirstOrDefault(factor => factor.Key == key))];
        var first = of.First(factor => factor is not null)!;
        foreach (var other in of.OfType<FormulaFactor>())
        {
            if (!Parts(other).Select(Identity).SequenceEqual(Parts(first).Select(Identity), StringComparer.Ordinal))
            {
                throw new SqlExportException($"factor '{key}' has other bins in one formula than in another.");
            }
        }

        return new QueryKey(place, first, of);
    }

    private static string Identity(FactorPart part) =>
        part.Bins.Kind == FactorKind.Numeric
            ? $"{part.Index}:{string.Join(',', part.Bins.Edges.ToArray())}"
            : $"{part.Index}:{string.Join(',', part.Bins.GroupOfLevel.ToArray())}";

    private static string FreePrefix(IEnumerable<string> columns)
    {
        string[] all = [.. columns];
        var prefix = $"{UsualPrefix}_";
        for (var k = 2; Array.Exists(all, name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)); k++)
        {
            prefix = $"{UsualPrefix}{k}_";
        }

        return prefix;
    }
}
