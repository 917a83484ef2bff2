using System.Text.Json;
using HealthScore.Core.Accounts;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Pooling;
using HealthScore.Training.Synthetic;
using MathNet.Numerics.Statistics;

namespace HealthScore.Bench.Fit;

/// <summary>
/// Partial pooling on made-up businesses whose true weights are known, against a formula of each segment's own rows and
/// one formula for all.
/// </summary>
internal static class SegmentRows
{
    private const int Months = 48;
    private const int TestAccounts = 15_000;
    private const ulong TestSeed = 999;

    /// <summary>How many random names segments and stages have where they mean nothing.</summary>
    private const int Names = 3;

    private static readonly JsonSerializerOptions SnakeCase = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Prints one line of JSON a size: means over seeds, by segment and way of fitting.</summary>
    /// <param name="seeds">How many businesses of each size.</param>
    /// <param name="sizes">Accounts of a business.</param>
    public static int Run(int seeds, int[] sizes)
    {
        var test = TestBusiness.Of(Table(TestAccounts, TestSeed));
        foreach (var accounts in sizes)
        {
            var trained = Enumerable.Range(1, seeds).Select(seed => Train(Table(accounts, (ulong)seed))).ToArray();
            var line = new
            {
                accounts,
                seeds,
                segments = TrueWeights.Segments.Select(segment => Line(segment, trained, test)),
                collapsed_segments = trained.Count(t => !t.FindsNames(PooledUnitKind.Segment)),
                collapsed_stages = trained.Count(t => !t.FindsNames(PooledUnitKind.Stage)),
            };
            Console.WriteLine(JsonSerializer.Serialize(line, SnakeCase));
        }

        return 0;
    }

    private static object Line(string segment, Trained[] trained, TestBusiness test) =>
        new
        {
            segment,
            churned = trained.Average(t => t.Own[segment].Churned),
            own_weights = trained.Count(t => t.Partial.Units.Any(u => u.Name == segment && u.HasOwnWeights)),
            own_empty = trained.Count(t => t.Own[segment].IsEmpty),
            own = Figures(trained.Select(t => new FittedFormulas([t.Own[segment]])), segment, test),
            all = Figures(trained.Select(t => new FittedFormulas([t.Partial.Common])), segment, test),
            partial = Figures(trained.Select(t => t.Partial), segment, test),
        };

    private static object Figures(IEnumerable<FittedFormulas> formulas, string segment, TestBusiness test)
    {
        var found = formulas.Select(f => (Metrics: test.Metrics(f, segment), Ranks: Ranks(f, segment, test))).ToArray();
        return new
        {
            auc = found.Average(f => f.Metrics.Auc ?? 0.5),
            log_loss = found.Average(f => f.Metrics.LogLoss),
            rank_correlation = found.Average(f => f.Ranks.OfWeights),
            rank_correlation_of_spread = found.Average(f => f.Ranks.OfSpread),
        };
    }

    /// <summary>
    /// Spearman's correlation with the true weights, signs aside, in the stage that most decide in: of the weights, and
    /// of the standard deviation of what each factor adds. True weights are of one standard deviation too.
    /// </summary>
    private static (double OfWeights, double OfSpread) Ranks(FittedFormulas formulas, string segment, TestBusiness test)
    {
        var formula = formulas.For(segment, segment == "selfserve" ? "maturity" : "renewal_window");
        var (weights, spreads) = (new double[TrueWeights.Factors.Length], new double[TrueWeights.Factors.Length]);
        foreach (var factor in formula.Factors.Where(f => !f.IsPair))
        {
            weights[factor.Index] = factor.Weight;
            spreads[factor.Index] = test.RowsOfSegment[segment]
                .Select(row => (double)factor.PointsOf(factor.EntryOf(test.Values[row])))
                .StandardDeviation();
        }

        double[] truth = [.. TrueWeights.Of(segment, LifePhase.Later).Select(Math.Abs)];
        return formula.IsEmpty ? (0, 0) : (Correlation.Spearman(weights, truth), Correlation.Spearman(spreads, truth));
    }

    private static Trained Train(TrainingTable table)
    {
        var settings = FitSettings.Default with { Threads = 1 };
        int[] all = [.. Enumerable.Range(0, table.RowCount)];
        var common = FormulaTrainer.Fit(table, all, settings);
        var own = TrueWeights.Segments.ToDictionary(
            segment => segment,
            segment => FormulaTrainer.Fit(table, [.. all.Where(row => table.Segments![row] == segment)], settings)
        );
        var named = AtRandom(table);
        return new Trained(
            own,
            SegmentPooling.Of(table, all, common, settings),
            SegmentPooling.Of(named, all, common, settings)
        );
    }

    /// <summary>Every account under names that say nothing of it.</summary>
    private static TrainingTable AtRandom(TrainingTable table) =>
        table with
        {
            Segments = Array.ConvertAll(table.Accounts!, account => Name(account, seed: 1)),
            Stages = Array.ConvertAll(table.Accounts!, account => Name(account, seed: 2)),
        };

    private static string Name(string account, ulong seed) => $"name-{CanonicalOrder.KeyOf(account, seed) % Names}";

    private static TrainingTable Table(int accounts, ulong seed) =>
        GeneratedTable.Of(DataGenerator.Generate(new GeneratorSettings(accounts, Months, seed)));

    /// <summary>A business's formulas three ways, and what pooling finds under random names.</summary>
    private sealed record Trained(
        Dictionary<string, FittedFormula> Own,
        FittedFormulas Partial,
        FittedFormulas UnderRandomNames
    )
    {
        public bool FindsNames(PooledUnitKind kind) =>
            UnderRandomNames.Units.Any(unit => unit.Kind == kind && unit.HasOwnWeights);
    }

    /// <summary>Another business of the same kind, which nothing is learned from.</summary>
    private sealed record TestBusiness(TrainingTable Table, double[][] Values, Dictionary<string, int[]> RowsOfSegment)
    {
        public static TestBusiness Of(TrainingTable table) =>
            new(
                table,
                [
                    .. Enumerable
                        .Range(0, table.RowCount)
                        .Select(row => table.Values.Select(column => column[row]).ToArray()),
                ],
                TrueWeights.Segments.ToDictionary(
                    segment => segment,
                    segment =>
                        Enumerable.Range(0, table.RowCount).Where(row => table.Segments![row] == segment).ToArray()
                )
            );

        public MetricsPart Metrics(FittedFormulas formulas, string segment)
        {
            var rows = RowsOfSegment[segment];
            return Training.Evaluation.Metrics.Of(
                Array.ConvertAll(rows, row => formulas.For(Table, row).ChurnProbability(Values[row])),
                Array.ConvertAll(rows, row => Table.Outcomes[row] == Outcome.Churned)
            );
        }
    }
}
