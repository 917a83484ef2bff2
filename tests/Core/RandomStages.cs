using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests;

/// <summary>
/// Valid models with two stages and two segments, pairs and declared directions from a seed. Points are drawn from few
/// numbers, so that curves stand still here and there.
/// </summary>
internal static class RandomStages
{
    private static readonly string[] Levels = ["a", "b", "c", "d"];

    public static HealthModel Model(int seed, int factors = 6)
    {
        var random = new Random(seed);
        var catalog = new FactorCatalog(Enumerable.Range(0, factors).Select(j => AnyFactor(j, random)));
        FactorBins[] bins = [.. catalog.Factors.Select(factor => Bins(factor, random))];
        (int, int)[] pairs = [.. Pairs(factors, random)];
        (string, string)[] names = [("all", "all"), ("all", "late"), ("big", "all"), ("big", "late")];
        ImmutableArray<HealthFormula> formulas = [.. names.Select(name => Formula(catalog, bins, pairs, random, name))];
        return Of(catalog, formulas, random);
    }

    public static Snapshot Snapshot(HealthModel model, Random random) =>
        new()
        {
            Account = "a",
            AsOf = new DateOnly(2026, 3, 1).AddDays(random.Next(90)),
            StageSince = new DateOnly(2026, 3, 1),
            PreviousStage = random.Next(3) == 0 ? "early" : null,
            Segment = random.Next(2) == 0 ? "big" : "small",
            Stage = random.Next(2) == 0 ? "late" : "early",
            Values = Values(model, random),
        };

    public static double[] Values(HealthModel model, Random random) =>
        [
            .. model.Catalog.Factors.Select(factor =>
                random.Next(8) == 0 ? double.NaN
                : factor.Kind == FactorKind.Numeric ? random.Next(6) + 0.5
                : random.Next(9) == 0 ? FactorCatalog.UnknownLevel
                : random.Next(Levels.Length)
            ),
        ];

    private static HealthModel Of(FactorCatalog catalog, ImmutableArray<HealthFormula> formulas, Random random) =>
        new()
        {
            Catalog = catalog,
            Formulas = formulas,
            FormulaHashes = [.. formulas.Select(f => FormulaJson.HashOf(f, catalog))],
            Input = new ModelInput { OutcomeColumn = "left", ChurnedValue = "1" },
            Rules = ScoringRules.Default with { LowBelow = 0, WithholdBelow = 0 },
            HorizonDays = 1 + random.Next(400),
            Version = $"{random.Next()}",
        };

    private static Factor AnyFactor(int j, Random random)
    {
        var kind = random.Next(3) == 0 ? FactorKind.Categorical : FactorKind.Numeric;
        return new Factor(
            $"f{j}",
            $"Factor {j}",
            "p",
            kind,
            kind == FactorKind.Numeric ? (FactorDirection)random.Next(3) : FactorDirection.Learn
        )
        {
            Levels = kind == FactorKind.Numeric ? [] : [.. Levels],
            IsActionable = random.Next(5) > 0,
            Effort = 1 + random.Next(5),
            LeadMonths = random.Next(3),
        };
    }

    private static FactorBins Bins(Factor factor, Random random) =>
        factor.Kind == FactorKind.Numeric
            ? FactorBins.Numeric(Enumerable.Range(1, 1 + random.Next(4)).Select(edge => (double)edge))
            : FactorBins.Grouped(FactorKind.Categorical, [0, 1, 2, random.Next(3)]);

    private static IEnumerable<(int, int)> Pairs(int factors, Random random) =>
        from row in Enumerable.Range(0, factors)
        from column in Enumerable.Range(row + 1, factors - row - 1)
        where random.Next(factors) == 0
        select (row, column);

    private static HealthFormula Formula(
        FactorCatalog catalog,
        FactorBins[] bins,
        (int Row, int Column)[] pairs,
        Random random,
        (string Segment, string Stage) name
    )
    {
        int[][] singles = [.. bins.Select((b, j) => Curve(b, catalog[j].Direction, random))];
        int[][] cells = [.. pairs.Select(pair => Cells(pair, bins, catalog, random))];
        int[][] raw = [.. singles, .. cells];
        var unit = HealthFormula.FullHealth / raw.Sum(table => table.Max());
        int[][] scaled = [.. raw.Select(table => Array.ConvertAll(table, points => points * unit))];
        Raise(scaled[0], HealthFormula.FullHealth - scaled.Sum(table => table.Max()));
        ImmutableArray<FormulaFactor> factors =
        [
            .. bins.Select((b, j) => new FormulaFactor(j, catalog[j].Key, b, Table(scaled[j], b))),
            .. pairs.Select(
                (pair, k) =>
                    FormulaFactor.OfPair(
                        new FactorPart(pair.Row, catalog[pair.Row].Key, bins[pair.Row]),
                        new FactorPart(pair.Column, catalog[pair.Column].Key, bins[pair.Column]),
                        PointsTable.OfCells([.. scaled[bins.Length + k]], scaled[bins.Length + k].Max() / 2)
                    )
            ),
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
        };
    }

    private static PointsTable Table(int[] points, FactorBins bins) =>
        new(
            [.. points[..bins.BinCount]],
            points[bins.MissingBin],
            MissingLearned: true,
            bins.OtherBin < 0 ? 0 : points.Max() / 3,
            points.Max() / 3
        );

    /// <summary>Bins, then missing.</summary>
    private static int[] Curve(FactorBins bins, FactorDirection direction, Random random) =>
        [.. Way(bins.BinCount, direction, random, least: 1), random.Next(4)];

    private static int[] Cells((int Row, int Column) pair, FactorBins[] bins, FactorCatalog catalog, Random random)
    {
        var (down, right) = (Side(pair.Row), Side(pair.Column));
        var (steep, across) = (Side(pair.Row), Side(pair.Column));
        return
        [
            .. from row in Enumerable.Range(0, down.Length)
            from column in Enumerable.Range(0, right.Length)
            select down[row] + right[column] + (steep[row] * across[column]),
        ];

        int[] Side(int j) =>
            [
                .. Way(bins[j].BinCount, catalog[j].Direction, random, least: 1),
                .. Enumerable
                    .Range(bins[j].BinCount, bins[j].EntryCount - bins[j].BinCount)
                    .Select(_ => random.Next(3)),
            ];
    }

    private static int[] Way(int count, FactorDirection direction, Random random, int least)
    {
        int[] points = [.. Enumerable.Range(0, count).Select(_ => random.Next(4))];
        points[random.Next(count)] += least;
        return direction switch
        {
            FactorDirection.HigherIsBetter => [.. points.Order()],
            FactorDirection.LowerIsBetter => [.. points.OrderDescending()],
            _ => points,
        };
    }

    private static void Raise(int[] points, int by)
    {
        var most = points.Max();
        for (var e = 0; e < points.Length; e++)
        {
            points[e] += points[e] == most ? by : 0;
        }
    }
}
