using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;

namespace HealthScore.Training.Exports.Sql;

/// <summary>The steps of a query from values to bins: bin k holds edge[k-1] &lt;= x &lt; edge[k].</summary>
internal sealed class QueryBins(QueryContext query, QueryCells cells)
{
    private readonly string p = query.Prefix;

    /// <summary>Bins, why a row cannot be scored, and what says which formula is the row's.</summary>
    public QueryLayer Bins =>
        new(
            $"{p}bins",
            "Bin k holds edge[k-1] <= x < edge[k]; after the last bin comes missing, then levels never seen.",
            [
                new QueryItem($"{p}invalid", Invalid),
                .. query.AllParts.Select(part => new QueryItem(query.BinOf(part), Bin(part))),
                .. query.Model.Rules.RequiredPillars.Select(
                    (pillar, k) => new QueryItem($"{p}pillar{k}", MeasuredPillar(pillar))
                ),
                .. FormulaPlaces,
            ]
        );

    /// <summary>The formula of each row, where a change of stage may call for a blend.</summary>
    public QueryLayer? Blends =>
        query.Formulas.ChangesCount
            ? new QueryLayer(
                $"{p}blends",
                $"For {StageBlend.Days} days after a change of stage the formula moves from the one to the other.",
                [new QueryItem(query.FormulaPlace, BlendedPlace), new QueryItem($"{p}blending", IsBlending)]
            )
            : null;

    private string Number(double number) => query.Sql.Number(number);

    private string Bin(FactorPart part) => part.Bins.Kind == FactorKind.Numeric ? NumberBin(part) : LevelBin(part);

    private string NumberBin(FactorPart part)
    {
        var (value, bins) = ($"{p}v{part.Index}", part.Bins);
        string[] lines =
        [
            $"WHEN {value} IS NULL THEN {bins.MissingBin}",
            .. bins.Edges.ToArray().Select((edge, k) => $"WHEN {value} < {Number(edge)} THEN {k}"),
            $"ELSE {bins.BinCount - 1}",
        ];
        return Case(lines);
    }

    /// <summary>A level of the catalog is one even where a word for "not measured" is spelled like it.</summary>
    private string LevelBin(FactorPart part)
    {
        var (text, factor) = ($"{p}x{part.Index}", query.Model.Catalog[part.Index]);
        var entries = part.Bins.GroupOfLevel.ToArray();
        var groups = factor
            .Levels.Zip(entries)
            .GroupBy(level => level.Second, level => level.First)
            .OrderBy(g => g.Key);
        string[] lines =
        [
            .. groups.Select(group => $"WHEN {text} IN ({Levels(factor, group)}) THEN {group.Key}"),
            $"WHEN {IsMissingText(part.Index)} THEN {part.Bins.MissingBin}",
            $"ELSE {part.Bins.OtherBin}",
        ];
        return Case(lines);
    }

    private string IsMissingText(int factor)
    {
        var (text, missing) = ($"{p}x{factor}", cells.MissingOf(factor));
        var folded = missing.Spellings.Aggregate(
            query.Sql.Lowered(text),
            (sofar, letter) => query.Sql.Replaced(sofar, letter.Other, letter.Own)
        );
        var use = $"a word for missing of factor '{query.Model.Catalog[factor].Key}'";
        var words = string.Join(", ", missing.Words.Select(word => query.Literal(word, use)));
        return $"{text} IS NULL OR {text} = ''" + (words.Length == 0 ? "" : $" OR {folded} IN ({words})");
    }

    private string Levels(Factor factor, IEnumerable<string> levels) =>
        string.Join(", ", levels.Select(level => query.Literal(level, $"a level of factor '{factor.Key}'")));

    /// <summary>As <c>score</c> finds it: cells that cannot be read, then ranges, then days.</summary>
    private string Invalid
    {
        get
        {
            var (input, factors) = (query.Model.Input, SqlColumns.Factors(query.Model, query.Formulas));
            string[] lines =
            [
                .. input.Account is null ? [] : Line($"{p}account IS NULL OR {p}account = ''", "account"),
                .. input.AsOf is null ? [] : Line($"{p}as_of IS NULL", "as_of"),
                .. factors.SelectMany(Unreadable),
                .. factors.SelectMany(OutOfRange),
                .. query.Formulas.ChangesCount ? Line($"{p}since > {p}as_of", "as_of") : [],
            ];
            return lines.Length == 0 ? "NULL" : Case([.. lines, "ELSE NULL"]);
        }
    }

    private string[] Unreadable(int j)
    {
        var (factor, value) = (query.Model.Catalog[j], $"{p}v{j}");
        if (factor.Kind != FactorKind.Numeric)
        {
            return cells.MissingOf(j).EmptyIsMissing ? [] : Line($"{p}x{j} = ''", factor.Key);
        }

        var other = query.Sql.HoldsNoNumber("") is null ? "" : $"{p}t{j} = 1 OR ";
        return Line($"{other}{query.Sql.IsInfinite(value)}", factor.Key);
    }

    private string[] OutOfRange(int j)
    {
        var (factor, value) = (query.Model.Catalog[j], $"{p}v{j}");
        string[] limits =
        [
            .. factor.RangeFrom is { } from ? [$"{value} < {Number(from)}"] : (string[])[],
            .. factor.RangeTo is { } to ? [$"{value} > {Number(to)}"] : (string[])[],
        ];
        return factor.Kind == FactorKind.Numeric && limits.Length > 0
            ? Line(string.Join(" OR ", limits), factor.Key)
            : [];
    }

    private string[] Line(string test, string key) =>
        [$"WHEN {test} THEN {query.Sql.Text(ScoredFile.InvalidPrefix + key)}"];

    private string MeasuredPillar(string pillar)
    {
        var tests = query
            .Model.Catalog.Factors.Index()
            .Where(f => f.Item.Pillar == pillar)
            .Select(f =>
                f.Item.Kind == FactorKind.Numeric ? $"{p}v{f.Index} IS NOT NULL"
                : f.Item.Levels.IsEmpty ? "1 = 0"
                : $"{p}x{f.Index} IN ({Levels(f.Item, f.Item.Levels)})"
            );
        return $"CASE WHEN {string.Join(" OR ", tests.DefaultIfEmpty("1 = 0"))} THEN 1 ELSE 0 END";
    }

    private IEnumerable<QueryItem> FormulaPlaces
    {
        get
        {
            var formulas = query.Formulas;
            if (!formulas.ChangesCount)
            {
                return formulas.All.Length == 1 ? [] : [new QueryItem(query.FormulaPlace, PlaceFor($"{p}stage"))];
            }

            var before = $"WHEN {p}previous IS NULL OR {p}previous = '' OR {p}since IS NULL THEN NULL";
            return
            [
                new QueryItem($"{p}now", PlaceFor($"{p}stage")),
                new QueryItem($"{p}before", $"CASE {before} ELSE {PlaceFor($"{p}previous")} END"),
                new QueryItem($"{p}day", query.Sql.DaysBetween($"{p}since", $"{p}as_of")),
            ];
        }
    }

    private string PlaceFor(string stage)
    {
        var use = "the name of a segment or stage";
        var tests = query
            .Formulas.Choices.Where(choice => choice is not { Segment: "all", Stage: "all" })
            .Select(choice =>
            {
                string[] tests =
                [
                    .. choice.Segment == "all" ? [] : (string[])[$"{p}segment = {query.Literal(choice.Segment, use)}"],
                    .. choice.Stage == "all" ? [] : (string[])[$"{stage} = {query.Literal(choice.Stage, use)}"],
                ];
                return $"WHEN {string.Join(" AND ", tests)} THEN {choice.Place}";
            })
            .ToArray();
        var common = query.Formulas.Choices.Single(choice => choice is { Segment: "all", Stage: "all" }).Place;
        return tests.Length == 0 ? $"{common}" : Case([.. tests, $"ELSE {common}"]);
    }

    private string BlendedPlace =>
        Case([
            $"WHEN {p}before IS NULL OR {p}before = {p}now OR {p}day IS NULL THEN {p}now",
            $"WHEN {p}day >= {StageBlend.Days} THEN {p}now",
            $"WHEN {p}day <= 0 THEN {p}before",
            .. query.Formulas.Blends.Select(run =>
                $"WHEN {p}before = {run.Old} AND {p}now = {run.New} THEN {run.First - 1} + {p}day"
            ),
            $"ELSE {p}now",
        ]);

    private string IsBlending =>
        $"CASE WHEN {p}before <> {p}now AND {p}day > 0 AND {p}day < {StageBlend.Days} THEN 1 ELSE 0 END";

    private static string Case(IEnumerable<string> lines) => $"CASE{Dialects.StandardSql.Rows(lines)}END";
}
