using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Exports.MlNet;

/// <summary>Valid models far larger than training makes them, from a seed.</summary>
internal static class ManyFormulas
{
    /// <param name="factors">Numeric factors of 14 edges each.</param>
    /// <param name="segments">Each with a formula of its own, beside the common one.</param>
    /// <param name="ownEdges">Formulas, from the second on, with bins of their own.</param>
    /// <param name="seed">Decides edges and points.</param>
    public static HealthModel Of(int factors, int segments, int ownEdges, int seed)
    {
        var random = new Random(seed);
        var common = Edges(factors, random);
        var catalog = new FactorCatalog(Enumerable.Range(0, factors).Select(j => SmallRows.Number($"f{j}")));
        ImmutableArray<HealthFormula> formulas =
        [
            .. Enumerable
                .Range(-1, segments + 1)
                .Select(s =>
                    Formula(
                        catalog,
                        s < 0 ? "all" : $"segment {s}",
                        s >= 0 && s < ownEdges ? Edges(factors, random) : common,
                        random
                    )
                ),
        ];
        return Model(catalog, formulas);
    }

    /// <summary>One categorical factor, each level a group of its own modulo 14, the last level never seen.</summary>
    public static HealthModel OfLevels(int levels)
    {
        var factor = SmallRows.Number("level") with
        {
            Kind = FactorKind.Categorical,
            Levels = [.. Enumerable.Range(0, levels).Select(level => $"{level}: \"é\\\n' {(char)(0x4E00 + level)}")],
        };
        int[] groups = [.. Enumerable.Range(0, levels).Select(level => level == levels - 1 ? -1 : level % 14)];
        var points = Enumerable.Range(0, 14).Select(group => group * 10_000_000).Append(0).ToArray();
        points[13] = HealthFormula.FullHealth;
        var table = new PointsTable([.. points[..14]], 5, MissingLearned: true, Other: 7, Mean: 7);
        var bins = FactorBins.Grouped(FactorKind.Categorical, [.. groups]);
        var formula = new HealthFormula([new(0, "level", bins, table)], 1, 0.05, new BandThresholds(10_000_000, null));
        return Model(new FactorCatalog([factor]), [formula]);
    }

    /// <summary>Tenure in months, which is the segment too: 1 has a formula of its own.</summary>
    public static HealthModel WhoseSegmentIsANumber()
    {
        var catalog = new FactorCatalog([SmallRows.Number("tenure")]);
        return Model(catalog, [Tenure("all", [1, 3]), Tenure("1", [7, 5])]) with
        {
            Input = new ModelInput { Segment = "tenure", FactorColumns = ["tenure"] },
        };

        static HealthFormula Tenure(string segment, int[] few) =>
            new(
                [
                    new(
                        0,
                        "tenure",
                        FactorBins.Numeric([0.5, 12.5]),
                        new PointsTable([few[0], few[1], HealthFormula.FullHealth], 2, MissingLearned: true, 0, 2)
                    ),
                ],
                1,
                0.05,
                new BandThresholds(5, 1_000_000_000)
            )
            {
                Segment = segment,
            };
    }

    private static HealthModel Model(FactorCatalog catalog, ImmutableArray<HealthFormula> formulas) =>
        new()
        {
            Catalog = catalog,
            Formulas = formulas,
            FormulaHashes = [.. formulas.Select((_, f) => $"{f:x12}")],
            Input = new ModelInput
            {
                Segment = "segment",
                FactorColumns = [.. catalog.Factors.Select(factor => factor.Key)],
            },
            Rules = ScoringRules.Default,
            HorizonDays = 90,
        };

    private static HealthFormula Formula(FactorCatalog catalog, string segment, double[][] edges, Random random)
    {
        var best = Best(catalog.Count, random);
        var factors = catalog.Factors.Select(
            (factor, j) =>
            {
                int[] points = [.. Enumerable.Range(0, 15).Select(_ => random.Next(best[j]))];
                points[random.Next(15)] = best[j];
                var missing = random.Next(best[j]);
                var table = new PointsTable([.. points], missing, MissingLearned: true, 0, missing);
                return new FormulaFactor(j, factor.Key, FactorBins.Numeric(edges[j]), table);
            }
        );
        return new HealthFormula(
            [.. factors],
            random.NextDouble() * 5,
            0.01 + (random.NextDouble() / 10),
            new BandThresholds(random.Next(400_000_000), 400_000_000 + random.Next(400_000_000))
        )
        {
            Segment = segment,
        };
    }

    private static double[][] Edges(int factors, Random random) =>
        [
            .. Enumerable
                .Range(0, factors)
                .Select(_ => Enumerable.Range(0, 14).Select(_ => (random.NextDouble() - 0.5) * 100).Order().ToArray()),
        ];

    private static int[] Best(int factors, Random random)
    {
        var shares = Enumerable.Range(0, factors).Select(_ => 0.1 + random.NextDouble()).ToArray();
        return WholePoints.LargestRemainders(shares, HealthFormula.FullHealth);
    }
}
