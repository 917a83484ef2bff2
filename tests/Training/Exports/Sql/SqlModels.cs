using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Training.Tests.Exports.Sql;

/// <summary>Models that have everything a query must carry, from a seed.</summary>
internal static class SqlModels
{
    /// <summary>Longest value that is tried.</summary>
    public static string LongLevel { get; } = new('é', 10_000);

    /// <summary>Names and levels that mean something to one engine or another.</summary>
    public static ImmutableArray<string> HostileNames { get; } =
    [
        "select",
        "O'Brien \"the\" `boss`",
        "back\\slash \\' \\\" \\n",
        "-- comment; DROP TABLE accounts",
        "/* umlaut äöü 例 😀 */",
        "a.b[c]{d}(e)$1 :x @y #z %s ?",
        "tab\tand\nline",
    ];

    public static ImmutableArray<string> HostileLevels { get; } =
    [.. HostileNames, "gold", "GOLD", "İstanbul", "NULL", ""];

    /// <summary>One formula: numbers, ordinal and categorical levels, pairs, missing words, ranges, pillars.</summary>
    public static HealthModel Single(int seed) => Of(seed, Plain, [("all", "all")], changesOfStage: false);

    /// <summary>Formulas of segments and stages, thresholds by context, a blend after each change of stage.</summary>
    public static HealthModel Staged(int seed) =>
        Of(seed, Plain, [("all", "all"), ("all", "late"), ("big", "all"), ("big", "late")], changesOfStage: true);

    /// <summary>Names of columns, levels, segments and contexts that need quotes.</summary>
    public static HealthModel Hostile(int seed) =>
        Of(
            seed,
            j => HostileNames[j % HostileNames.Length] + (j < HostileNames.Length ? "" : $"{j}"),
            [("all", "all"), (HostileNames[1], "all")],
            changesOfStage: false,
            HostileLevels
        );

    /// <summary>Log-odds far beyond what exp can hold.</summary>
    public static HealthModel Steep(int seed)
    {
        var model = Single(seed);
        var formula = model.Formulas[0];
        return With(
            model,
            [new HealthFormula(formula.Factors, intercept: 5000, slope: 100, new BandThresholds(null, null))]
        );
    }

    /// <summary>The same formula for another segment and stage.</summary>
    public static HealthFormula Named(HealthFormula formula, string segment, string stage) =>
        new(formula.Factors, formula.Intercept, formula.Slope, formula.Bands) { Segment = segment, Stage = stage };

    private static string Plain(int j) => $"column_{j}";

    private static HealthModel Of(
        int seed,
        Func<int, string> columnOf,
        (string Segment, string Stage)[] names,
        bool changesOfStage,
        ImmutableArray<string>? levels = null
    )
    {
        var random = new Random(seed);
        string[] known = [.. (levels ?? ["basic", "silver", "gold", "it's", "ÄRGER"]).Where(level => level.Length > 0)];
        var catalog = new FactorCatalog(Enumerable.Range(0, 7).Select(j => AnyFactor(j, known, random)));
        FactorBins[] bins = [.. catalog.Factors.Select(factor => Bins(factor, random))];
        (int Row, int Column)[] pairs = [(0, 1), (1, 4), (2, 5)];
        var model = new HealthModel
        {
            Catalog = catalog,
            Formulas = [],
            FormulaHashes = [],
            Input = new ModelInput
            {
                Account = columnOf(20),
                AsOf = columnOf(21),
                Segment = columnOf(22),
                Stage = columnOf(23),
                PreviousStage = changesOfStage ? columnOf(24) : null,
                StageSince = changesOfStage ? columnOf(25) : null,
                Notice = columnOf(26),
                Context = ImmutableSortedDictionary<string, string>
                    .Empty.WithComparers(StringComparer.Ordinal)
                    .Add("industry", columnOf(27)),
                FactorColumns = [.. Enumerable.Range(0, catalog.Count).Select(columnOf)],
                MissingWords = seed % 2 == 0 ? ["", "NA", "null", "?", "fehlt für K"] : ["NA", "999"],
                FactorMissingWords = [.. Enumerable.Range(0, catalog.Count).Select(j => OwnWords(j))],
                OutcomeColumn = "left",
                ChurnedValue = "1",
            },
            Rules = new ScoringRules(LowBelow: 0.7, WithholdBelow: 0.3, RequiredPillars: ["p0"])
            {
                BandsBy = "industry",
            },
            HorizonDays = 180,
            Version = "0123456789ab",
        };
        return With(model, [.. names.Select(name => Formula(catalog, bins, pairs, random, name))]);
    }

    private static ImmutableArray<string> OwnWords(int j) => j == 2 ? ["-1", "unbekannt"] : [];

    private static HealthModel With(HealthModel model, ImmutableArray<HealthFormula> formulas) =>
        model with
        {
            Formulas = formulas,
            FormulaHashes = [.. formulas.Select(f => FormulaJson.HashOf(f, model.Catalog))],
        };

    private static Factor AnyFactor(int j, string[] levels, Random random)
    {
        var kind =
            j is 3 ? FactorKind.Ordinal
            : j is 4 or 5 ? FactorKind.Categorical
            : FactorKind.Numeric;
        var own = j == 5 ? levels.Append(LongLevel) : levels;
        return new Factor(
            $"factor_{(char)('g' - j)}",
            $"Factor {j} -- \n\"x\"",
            $"p{j % 2}",
            kind,
            FactorDirection.Learn
        )
        {
            RangeFrom = j == 1 ? -50 : null,
            RangeTo = j == 1 ? 50 + random.NextDouble() : null,
            Levels = kind == FactorKind.Numeric ? [] : [.. own],
        };
    }

    /// <summary>Edges of 17 digits, short ones, and near ones; the last level of a factor was never seen.</summary>
    private static FactorBins Bins(Factor factor, Random random) =>
        factor.Kind == FactorKind.Numeric
            ? FactorBins.Numeric(
                new[] { 0.1, 12.5, 1e-7, -3, 0.1 + 0.2 }
                    .Concat(Enumerable.Range(0, 5).Select(_ => (random.NextDouble() - 0.5) * 80))
                    .Distinct()
                    .Order()
            )
            : FactorBins.Grouped(
                factor.Kind,
                [
                    .. Enumerable
                        .Range(0, factor.Levels.Length)
                        .Select(k =>
                            k == factor.Levels.Length - 1 && factor.Key == "factor_c" ? FactorBins.NoGroup : k / 2
                        ),
                ]
            );

    private static HealthFormula Formula(
        FactorCatalog catalog,
        FactorBins[] bins,
        (int Row, int Column)[] pairs,
        Random random,
        (string Segment, string Stage) name
    )
    {
        // The last factor is in no formula; the one before it in a pair only.
        int[] singles = [0, 1, 2, 3, 4];
        var best = Shares(singles.Length + pairs.Length, random);
        ImmutableArray<FormulaFactor> factors =
        [
            .. singles.Select(j => new FormulaFactor(j, catalog[j].Key, bins[j], Table(bins[j], best[j], random))),
            .. pairs.Select((pair, k) => Pair(catalog, bins, pair, best[singles.Length + k], random)),
        ];
        var green = 1 + random.Next(HealthFormula.FullHealth);
        return new HealthFormula(
            factors,
            (random.NextDouble() * 6) - 1,
            0.01 + (random.NextDouble() / 8),
            new BandThresholds(random.Next(green), green)
        )
        {
            Segment = name.Segment,
            Stage = name.Stage,
            BandsBy =
            [
                new ContextBands("it's retail", new BandThresholds(random.Next(green), green)),
                new ContextBands("software", new BandThresholds(random.Next(HealthFormula.FullHealth), null)),
            ],
        };
    }

    private static FormulaFactor Pair(
        FactorCatalog catalog,
        FactorBins[] bins,
        (int Row, int Column) pair,
        int best,
        Random random
    )
    {
        var (row, column) = (Coarse(bins[pair.Row]), Coarse(bins[pair.Column]));
        var mean = random.Next(best);
        int[] cells = [.. Enumerable.Range(0, row.EntryCount * column.EntryCount).Select(_ => random.Next(best))];
        cells[0] = best;
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var unseen = cell / column.EntryCount == row.OtherBin || cell % column.EntryCount == column.OtherBin;
            cells[cell] = unseen ? mean : cells[cell];
        }

        return FormulaFactor.OfPair(
            new FactorPart(pair.Row, catalog[pair.Row].Key, row),
            new FactorPart(pair.Column, catalog[pair.Column].Key, column),
            PointsTable.OfCells([.. cells], mean)
        );
    }

    private static FactorBins Coarse(FactorBins bins) =>
        bins.Kind == FactorKind.Numeric ? FactorBins.Numeric(bins.Edges.ToArray().Where((_, k) => k % 3 == 1)) : bins;

    /// <summary>Now and then the mean itself, so that what was not measured stands at it.</summary>
    private static PointsTable Table(FactorBins bins, int best, Random random)
    {
        int[] points = [.. Enumerable.Range(0, bins.BinCount).Select(_ => random.Next(best))];
        points[random.Next(points.Length)] = best;
        var mean = random.Next(best);
        var learned = random.Next(2) == 0;
        return new PointsTable([.. points], learned ? random.Next(best) : mean, learned, mean, mean);
    }

    /// <summary>Whole shares; the second and third factor weigh the same.</summary>
    private static int[] Shares(int count, Random random)
    {
        int[] shares = [.. Enumerable.Range(0, count).Select(_ => 1 + random.Next(50))];
        shares[2] = shares[1];
        var unit = HealthFormula.FullHealth / shares.Sum();
        int[] best = [.. shares.Select(share => share * unit)];
        best[0] += HealthFormula.FullHealth - best.Sum();
        return best;
    }
}
