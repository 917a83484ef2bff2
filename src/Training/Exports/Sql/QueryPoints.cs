using System.Collections.Immutable;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Formula;
using HealthScore.Training.Exports.Sql.Dialects;

namespace HealthScore.Training.Exports.Sql;

/// <summary>
/// The steps of a query from bins to points, health and the order of reasons. A reason's rank is one whole number: the
/// loss below the mean, then for those at the mean their weight, then the key, then whether it was measured.
/// </summary>
internal sealed class QueryPoints(QueryContext query)
{
    /// <summary>Measured, missing, never seen.</summary>
    private const int States = 3;

    private readonly string p = query.Prefix;

    /// <summary>Ranks of a factor differ by no more than this where nothing but it counts.</summary>
    private int Ending => States * query.Keys.Length;

    public string Health => $"{p}health";

    public string Covered => $"{p}covered";

    public QueryLayer Points =>
        new(
            $"{p}points",
            "What each factor adds, in 10^-7 points; p: points, m: their mean in training, u: 0 measured, 1 missing, "
                + "2 a level never seen.",
            [
                .. query.Keys.Select(key => new QueryItem(PointsOf(key), query.Sql.AsWhole(PointsAt(key)))),
                .. query.Keys.Select(key => new QueryItem($"{p}u{key.Place}", State(key.Any))),
                .. query.Keys.Select(key => new QueryItem($"{p}m{key.Place}", query.Sql.AsWhole(MeanOf(key)))),
            ]
        );

    public QueryLayer Sums =>
        new(
            $"{p}sums",
            "Health, how much of the weight was measured, and how far each factor is a reason.",
            [
                new QueryItem(Health, string.Join(" + ", query.Keys.Select(PointsOf))),
                new QueryItem(Covered, string.Join(" + ", query.Keys.Select(Measured))),
                .. query.Keys.Select(key => new QueryItem($"{p}r{key.Place}", Rank(key))),
            ]
        );

    public QueryItem First => new($"{p}first", query.Sql.Greatest([.. query.Keys.Select(key => $"{p}r{key.Place}")]));

    public string PointsOf(QueryKey key) => $"{p}p{key.Place}";

    /// <summary>The greatest rank below another.</summary>
    public QueryItem Next(string name, string below) =>
        new(
            $"{p}{name}",
            query.Sql.Greatest([
                .. query.Keys.Select(key => $"CASE WHEN {p}r{key.Place} < {below} THEN {p}r{key.Place} ELSE 0 END"),
            ])
        );

    /// <summary>The reason of a rank.</summary>
    public string ReasonOf(string rank)
    {
        var names = query
            .Keys.OrderByDescending(key => key.Key, StringComparer.Ordinal)
            .SelectMany(key => (string[])[key.Key, $"missing:{key.Key}", $"unknown:{key.Key}"])
            .Select(name => new SqlEntry(query.Sql.Text(name)));
        return query.Sql.At($"{rank} % {Ending}", [.. names]);
    }

    private string PointsAt(QueryKey key)
    {
        var (factor, place) = (key.Any, PlaceOf(key.Any));
        return query.Formulas.All.Length > 1
            ? query.Sql.At(
                query.FormulaPlace,
                place,
                [
                    .. key.Of.Select(own =>
                        Enumerable
                            .Range(0, factor.EntryCount)
                            .Select(e => $"{own?.PointsOf(e) ?? 0}")
                            .ToImmutableArray()
                    ),
                ]
            )
            : query.Sql.At(
                place,
                [
                    .. Enumerable
                        .Range(0, factor.EntryCount)
                        .Select(e => new SqlEntry(
                            $"{factor.PointsOf(e)}",
                            SqlColumns.Note(BinLabels.Short(factor, query.Model.Catalog, e))
                        )),
                ]
            );
    }

    /// <summary>A factor's bin; a pair's cell, row by row.</summary>
    private string PlaceOf(FormulaFactor factor) =>
        factor.Column is { } column
            ? $"({query.BinOf(factor.Row)} * {column.Bins.EntryCount} + {query.BinOf(column)})"
            : query.BinOf(factor.Row);

    private string State(FormulaFactor factor)
    {
        var parts = QueryContext.Parts(factor).Select(part => (Bin: query.BinOf(part), part.Bins.BinCount)).ToArray();
        var measured = string.Join(" AND ", parts.Select(part => $"{part.Bin} < {part.BinCount}"));
        var missing = string.Join(" OR ", parts.Select(part => $"{part.Bin} = {part.BinCount}"));
        return $"CASE WHEN {measured} THEN 0 WHEN {missing} THEN 1 ELSE 2 END";
    }

    private string MeanOf(QueryKey key) => query.ByFormula(key.Of.Select(own => $"{own?.Table.Mean ?? 0}"));

    private string Measured(QueryKey key) =>
        query.Sql.AsWhole(
            $"CASE WHEN {p}u{key.Place} = 0 THEN "
                + $"{query.ByFormula(key.Of.Select(own => $"{own?.Table.Best ?? 0}"))} ELSE 0 END"
        );

    private string Rank(QueryKey key)
    {
        var (points, mean, state) = (PointsOf(key), $"{p}m{key.Place}", $"{p}u{key.Place}");
        var end = States * query.Keys.Count(other => string.CompareOrdinal(other.Key, key.Key) > 0);
        var weight = query.ByFormula(query.Formulas.All.Select((_, f) => $"{WeightRank(key, f)}"));
        string[] lines =
        [
            $"WHEN {points} < {mean} THEN ({mean} - {points}) * {Ending * (query.Keys.Length + 1)} + {end} + {state}",
            $"WHEN {points} = {mean} AND {state} > 0 AND {weight} > 0 "
                + $"THEN {query.Sql.AsWhole(weight)} * {Ending} + {end} + {state}",
            "ELSE 0",
        ];
        return query.Sql.AsWhole($"CASE{StandardSql.Rows(lines)}END");
    }

    /// <summary>
    /// 1 for the lightest factor of a formula, more for each heavier one; 0 where it lacks the factor.
    /// </summary>
    private int WeightRank(QueryKey key, int formula) =>
        key.Of[formula] is { } own
            ? 1
                + query.Keys.Count(other =>
                    other.Of[formula] is { } rival
                    && (
                        rival.Table.Best < own.Table.Best
                        || (rival.Table.Best == own.Table.Best && string.CompareOrdinal(rival.Key, own.Key) > 0)
                    )
                )
            : 0;
}
