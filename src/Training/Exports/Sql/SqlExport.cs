using System.Collections.Immutable;
using System.Text;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Exports.Sql.Dialects;

namespace HealthScore.Training.Exports.Sql;

/// <summary>
/// The formula as one query: for each row of a table points per factor, health, probability, band and reasons, the same
/// as <see cref="ScoredFile"/> gives for the same rows.
/// </summary>
public static class SqlExport
{
    /// <summary>
    /// Beyond it 1/(1+exp(-x)) is 0 or 1, and exp of it is no number of double precision in PostgreSQL.
    /// </summary>
    private const double MostLogOdds = 700;

    /// <summary>No health reaches it.</summary>
    private const int NotReachable = HealthFormula.FullHealth + 1;

    /// <param name="model">Its formulas, rules and columns.</param>
    /// <param name="sql">The engine.</param>
    /// <param name="source">The table.</param>
    /// <returns>One SELECT without a semicolon, so that it can be the body of a view.</returns>
    /// <exception cref="SqlExportException">The engine cannot be told a name or text, or the query is too
    /// long.</exception>
    public static string Write(HealthModel model, ISqlDialect sql, SqlSource source)
    {
        var formulas = FormulaList.Of(model, source.Blends);
        var query = new QueryContext(model, sql, source, formulas);
        SqlColumns.Check(sql, source, query.Columns);
        var cells = new QueryCells(query);
        var bins = new QueryBins(query, cells);
        var points = new QueryPoints(query);
        var p = query.Prefix;
        QueryLayer?[] layers =
        [
            cells.Cells,
            cells.Values,
            bins.Bins,
            bins.Blends,
            points.Points,
            points.Sums,
            new($"{p}scores", "Log-odds of churn, coverage, thresholds, the first reason.", [.. Scores(query, points)]),
            new(
                $"{p}reasons",
                "Why there is no score, and the second reason.",
                [new($"{p}why", Why(query)), new($"{p}clamped", Clamped(query)), points.Next("second", $"{p}first")]
            ),
            new($"{p}thirds", "The third reason.", [points.Next("third", $"{p}second")]),
        ];
        var body = QueryText.Of(sql, cells.From, [.. layers.OfType<QueryLayer>()], Result(query, points), p);
        return SqlHeader.Of(query) + body;
    }

    /// <summary>The columns of points of a query, and the factor or pair of each.</summary>
    internal static (ImmutableArray<string> Columns, ImmutableArray<string> Keys) PointsNames(
        HealthModel model,
        ISqlDialect sql,
        SqlSource source
    )
    {
        var query = new QueryContext(model, sql, source, FormulaList.Of(model, source.Blends));
        return ([.. query.Keys.Select(key => PointsName(query, key))], [.. query.Keys.Select(key => key.Key)]);
    }

    private static IEnumerable<QueryItem> Scores(QueryContext query, QueryPoints points)
    {
        var (sql, p) = (query.Sql, query.Prefix);
        var all = query.Formulas.All.Select(used => used.Formula).ToImmutableArray();
        var intercept = query.ByFormula(all.Select(f => sql.Number(f.Intercept)));
        var slope = query.ByFormula(all.Select(f => sql.Number(f.Slope)));
        var health = $"{sql.AsNumber(points.Health)} / {sql.Number(HealthFormula.UnitsPerPoint)}";
        return
        [
            new($"{p}log_odds", $"{intercept} - {slope} * ({health})"),
            new($"{p}coverage", $"{sql.AsNumber(points.Covered)} / {sql.Number(HealthFormula.FullHealth)}"),
            new($"{p}yellow", Thresholds(query, bands => bands.YellowFrom)),
            new($"{p}green", Thresholds(query, bands => bands.GreenFrom)),
            points.First,
        ];
    }

    /// <summary>The health at which a band starts, of the row's formula and context.</summary>
    private static string Thresholds(QueryContext query, Func<BandThresholds, int?> from)
    {
        var values = query
            .Formulas.All.SelectMany(used => used.Formula.BandsBy)
            .Select(own => own.Value)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(value =>
                $"WHEN {query.Prefix}context = {query.Literal(value, "a value of the context")} THEN {Of(value)}"
            )
            .ToArray();
        return values.Length == 0 || SqlColumns.ContextColumn(query.Model) is null
            ? Of(null)
            : $"CASE{StandardSql.Rows([.. values, $"ELSE {Of(null)}"])}END";

        string Of(string? context) =>
            query.ByFormula(
                query.Formulas.All.Select(used => $"{from(used.Formula.For(context).Bands) ?? NotReachable}")
            );
    }

    private static string Why(QueryContext query)
    {
        var (sql, p, rules) = (query.Sql, query.Prefix, query.Model.Rules);
        var isWithheld = query.Source.Blends == StageBlends.Withheld && query.Formulas.ChangesCount;
        string[] lines =
        [
            $"WHEN {p}invalid IS NOT NULL THEN {p}invalid",
            .. query.Model.Input is { Notice: not null, AsOf: not null }
                ? [$"WHEN {p}notice <= {p}as_of THEN 'in_notice'"]
                : (string[])[],
            .. isWithheld ? [$"WHEN {p}blending = 1 THEN 'stage_blend'"] : (string[])[],
            .. rules.RequiredPillars.Select(
                (pillar, k) =>
                    $"WHEN {p}pillar{k} = 0 THEN {query.Literal($"required_pillar:{pillar}", "a required pillar")}"
            ),
            $"WHEN {p}coverage < {sql.Number(rules.WithholdBelow)} THEN 'coverage'",
            "ELSE NULL",
        ];
        return $"CASE{StandardSql.Rows(lines)}END";
    }

    private static string Clamped(QueryContext query)
    {
        var (z, most, least) = (
            $"{query.Prefix}log_odds",
            query.Sql.Number(MostLogOdds),
            query.Sql.Number(-MostLogOdds)
        );
        return $"CASE WHEN {z} > {most} THEN {most} WHEN {z} < {least} THEN {least} ELSE {z} END";
    }

    private static ImmutableArray<QueryItem> Result(QueryContext query, QueryPoints points)
    {
        var (sql, p) = (query.Sql, query.Prefix);
        var (health, low) = (points.Health, sql.Number(query.Model.Rules.LowBelow));
        var one = sql.Number(1);
        string[] values =
        [
            query.Model.Input.Account is null ? "NULL" : $"{p}account",
            $"CASE WHEN {p}why IS NULL AND {p}coverage < {low} THEN '{ScoreWords.Of(ScoreStatus.LowConfidence)}' "
                + $"WHEN {p}why IS NULL THEN '{ScoreWords.Of(ScoreStatus.Scored)}' "
                + $"WHEN {p}why = 'in_notice' THEN '{ScoreWords.Of(ScoreStatus.InNotice)}' "
                + $"ELSE '{ScoreWords.Of(ScoreStatus.Withheld)}' END",
            Scored(health),
            Scored($"{sql.AsNumber(health)} / {sql.Number(HealthFormula.UnitsPerPoint)}"),
            Scored($"{one} / ({one} + exp(-{p}clamped))"),
            $"CASE WHEN {p}why IS NOT NULL THEN NULL WHEN {health} >= {p}green THEN '{ScoreWords.Of(Band.Green)}' "
                + $"WHEN {health} >= {p}yellow THEN '{ScoreWords.Of(Band.Yellow)}' "
                + $"ELSE '{ScoreWords.Of(Band.Red)}' END",
            $"CASE WHEN {p}invalid IS NULL THEN {p}coverage ELSE NULL END",
            $"CASE WHEN {p}why IS NOT NULL THEN {p}why "
                + $"WHEN {p}first > 0 THEN {points.ReasonOf($"{p}first")} ELSE NULL END",
            Reason($"{p}second"),
            Reason($"{p}third"),
            sql.Text(query.Model.Version),
            query.ByFormula(query.Formulas.All.Select(used => sql.Text(used.Hash))),
        ];
        return
        [
            .. query.Source.Keep.Select((column, k) => new QueryItem(sql.Quoted(column), $"{p}k{k}")),
            .. SqlColumns.OwnResults.Zip(values, (name, value) => new QueryItem(name, value)),
            .. query.Keys.Select(key => new QueryItem(
                sql.Quoted(PointsName(query, key)),
                Scored(points.PointsOf(key))
            )),
        ];

        string Scored(string value) => $"CASE WHEN {p}why IS NULL THEN {value} ELSE NULL END";

        string Reason(string rank) =>
            $"CASE WHEN {p}why IS NULL AND {rank} > 0 THEN {points.ReasonOf(rank)} ELSE NULL END";
    }

    /// <summary>points_KEY; of a pair whose name would be too long its number in the formula.</summary>
    internal static string PointsName(QueryContext query, QueryKey key)
    {
        var name = $"points_{key.Key}";
        var pair = key.Place - query.Keys.Count(other => !other.Any.IsPair) + 1;
        return Encoding.UTF8.GetByteCount(name) <= query.Sql.LongestName
            ? name
            : $"points_pair{FormulaFactor.PairSign}{pair}";
    }
}
