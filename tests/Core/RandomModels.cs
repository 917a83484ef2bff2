using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests;

/// <summary>Valid models of any shape from a seed: what laws are tried on.</summary>
internal static class RandomModels
{
    public static HealthModel Model(int seed)
    {
        var random = new Random(seed);
        ImmutableArray<Factor> factors = [.. Enumerable.Range(0, random.Next(1, 40)).Select(j => AnyFactor(j, random))];
        var catalog = new FactorCatalog(factors);
        var formula = Formula(catalog, random);
        return new HealthModel
        {
            Catalog = catalog,
            Formulas = [formula],
            FormulaHashes = [FormulaJson.HashOf(formula, catalog)],
            Input = new ModelInput { OutcomeColumn = "left", ChurnedValue = "1" },
            Rules = ScoringRules.Default with { WithholdBelow = 0 },
            HorizonDays = random.Next(1, 400),
        };
    }

    public static double[] Values(HealthModel model, Random random) =>
        [.. model.Catalog.Factors.Select((f, j) => Value(f, BinsOf(j, model.Formulas[0]), random))];

    /// <summary>As <see cref="Model"/>, with pairs; some factors are in pairs only, some in nothing.</summary>
    public static HealthModel ModelWithPairs(int seed)
    {
        var (model, random) = (Model(seed), new Random(~seed));
        var catalog = new FactorCatalog([.. model.Catalog.Factors, .. TwoMore]);
        var formula = WithPairs(model.Formulas[0], catalog, random);
        return model with
        {
            Catalog = catalog,
            Formulas = [formula],
            FormulaHashes = [FormulaJson.HashOf(formula, catalog)],
        };
    }

    public static (HealthModel Model, Snapshot Snapshot) ModelAndSnapshot(int seed)
    {
        var model = Model(seed);
        return (model, new Snapshot { Account = "a", Values = Values(model, new Random(seed)) });
    }

    /// <summary>Factors that <see cref="Model"/> does not know.</summary>
    private static ImmutableArray<Factor> TwoMore =>
        [
            new("g0", "g0", "p1", FactorKind.Numeric, FactorDirection.Learn),
            new("g1", "g1", "p3", FactorKind.Categorical, FactorDirection.Learn) { Levels = ["x", "y", "z"] },
        ];

    private static FactorBins BinsOf(int index, HealthFormula formula) =>
        formula.Factors.SelectMany(f => new[] { f.Row, f.Column }).FirstOrDefault(part => part?.Index == index)?.Bins
        ?? FactorBins.Numeric([]);

    private static HealthFormula WithPairs(HealthFormula plain, FactorCatalog catalog, Random random)
    {
        var (row, column) = (0, 0);
        var pairs = new SortedDictionary<(int, int), (FactorPart Row, FactorPart Column)>();
        for (var k = random.Next(1, 6); k > 0; k--)
        {
            row = random.Next(catalog.Count - 1);
            column = random.Next(row + 1, catalog.Count);
            pairs[(row, column)] = (Part(row, plain, catalog, random), Part(column, plain, catalog, random));
        }

        int[] singles = [.. Enumerable.Range(0, plain.Factors.Length).Where(_ => random.Next(4) > 0)];
        var best = Shares(singles.Length + pairs.Count, random);
        var factors = singles.Select(
            (j, k) =>
            {
                var (f, kind) = (plain.Factors[j], catalog[j].Kind);
                return f.With(Table(f.Bins, best[k], kind, random));
            }
        );
        var joined = pairs.Values.Select((p, k) => Pair(p.Row, p.Column, best[singles.Length + k], random));
        return new HealthFormula([.. factors, .. joined], plain.Intercept, plain.Slope, plain.Bands);
    }

    /// <summary>Unions of the factor's bins, or bins of its own.</summary>
    private static FactorPart Part(int index, HealthFormula formula, FactorCatalog catalog, Random random)
    {
        var bins =
            index < formula.Factors.Length && random.Next(4) > 0
                ? Coarser(formula.Factors[index].Bins, random)
                : Bins(catalog[index], random, out _);
        return new FactorPart(index, catalog[index].Key, bins);
    }

    public static FactorBins Coarser(FactorBins bins, Random random)
    {
        if (bins.Kind == FactorKind.Numeric)
        {
            return FactorBins.Numeric(bins.Edges.ToArray().Where(_ => random.Next(2) == 0));
        }

        var unions = new int[bins.BinCount];
        for (var group = 1; group < unions.Length; group++)
        {
            unions[group] = unions[group - 1] + random.Next(2);
        }

        int[] groups = [.. bins.GroupOfLevel.ToArray().Select(g => g < unions.Length ? unions[g] : FactorBins.NoGroup)];
        return FactorBins.Grouped(bins.Kind, [.. groups]);
    }

    private static FormulaFactor Pair(FactorPart row, FactorPart column, int best, Random random)
    {
        var (height, width) = (row.Bins.EntryCount, column.Bins.EntryCount);
        var mean = (int)(random.NextDouble() * best);
        int[] cells = [.. Enumerable.Range(0, height * width).Select(_ => (int)(random.NextDouble() * best))];
        cells[0] = best;
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var isUnseen = cell / width == row.Bins.OtherBin || cell % width == column.Bins.OtherBin;
            cells[cell] = isUnseen ? mean : cells[cell];
        }

        return FormulaFactor.OfPair(row, column, PointsTable.OfCells([.. cells], mean));
    }

    private static HealthFormula Formula(FactorCatalog catalog, Random random)
    {
        var best = Shares(catalog.Count, random);
        ImmutableArray<FormulaFactor> factors =
        [
            .. catalog.Factors.Select(
                (f, j) =>
                    new FormulaFactor(j, f.Key, Bins(f, random, out var bins), Table(bins, best[j], f.Kind, random))
            ),
        ];
        var green = random.Next(2) == 0 ? (int?)null : random.Next(HealthFormula.FullHealth);
        var yellow =
            random.Next(5) == 0 ? green
            : green is null ? random.Next(1000)
            : random.Next(green.Value + 1);
        return new HealthFormula(
            factors,
            (random.NextDouble() * 10) - 2,
            0.001 + (random.NextDouble() / 5),
            new BandThresholds(yellow, green)
        );
    }

    private static Factor AnyFactor(int j, Random random)
    {
        var kind = (FactorKind)random.Next(3);
        return new Factor($"f{j}", $"f{j}", $"p{j % 3}", kind, FactorDirection.Learn)
        {
            Unit = random.Next(2) == 0 ? "days" : null,
            RangeTo = kind == FactorKind.Numeric && random.Next(2) == 0 ? 1e6 : null,
            Levels =
                kind == FactorKind.Numeric
                    ? []
                    : [.. Enumerable.Range(0, random.Next(1, 40)).Select(k => $"level {k} \"é\" 例")],
        };
    }

    private static FactorBins Bins(Factor factor, Random random, out FactorBins bins)
    {
        bins =
            factor.Kind == FactorKind.Numeric
                ? FactorBins.Numeric([
                    .. Enumerable
                        .Range(0, random.Next(15))
                        .Select(_ => (random.NextDouble() - 0.5) * 100)
                        .Distinct()
                        .Order(),
                ])
                : FactorBins.Grouped(factor.Kind, Groups(factor.Levels.Length, factor.Kind, random));
        return bins;
    }

    private static ImmutableArray<int> Groups(int levels, FactorKind kind, Random random)
    {
        var count = random.Next(1, Math.Min(levels, 14) + 1);
        int[] groups = [.. Enumerable.Range(0, levels).Select(k => k < count ? k : random.Next(count))];
        return kind == FactorKind.Ordinal ? [.. groups.Order()] : [.. groups];
    }

    private static PointsTable Table(FactorBins bins, int best, FactorKind kind, Random random)
    {
        int[] points = [.. Enumerable.Range(0, bins.BinCount).Select(_ => (int)(random.NextDouble() * best))];
        points[random.Next(points.Length)] = best;
        var mean = (int)(random.NextDouble() * best);
        var learned = random.Next(2) == 0;
        return new PointsTable(
            [.. points],
            learned ? (int)(random.NextDouble() * best) : mean,
            learned,
            kind == FactorKind.Numeric ? 0 : mean,
            mean
        );
    }

    private static int[] Shares(int count, Random random)
    {
        var shares = Enumerable.Range(0, count).Select(_ => 1 + random.Next(1000)).ToArray();
        var total = shares.Sum();
        int[] best = [.. shares.Select(share => (int)((long)share * HealthFormula.FullHealth / total))];
        best[0] += HealthFormula.FullHealth - best.Sum();
        return best;
    }

    private static double Value(Factor factor, FactorBins bins, Random random) =>
        random.Next(8) switch
        {
            0 => double.NaN,
            1 when factor.Kind != FactorKind.Numeric => FactorCatalog.UnknownLevel,
            1 when bins.Edges.Length > 0 => bins.Edges[random.Next(bins.Edges.Length)],
            2 when bins.Edges.Length > 0 => Math.BitDecrement(bins.Edges[random.Next(bins.Edges.Length)]),
            _ when factor.Kind == FactorKind.Numeric => (random.NextDouble() - 0.5) * 120,
            _ => random.Next(factor.Levels.Length),
        };
}
