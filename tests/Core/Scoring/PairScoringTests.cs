using System.Runtime.Intrinsics.X86;
using FsCheck.Xunit;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Scoring;

public class PairScoringTests
{
    private const int Rows = 16384 + 77;

    private static AccountHealth Score(params double[] values) =>
        HealthScorer.Score(new Snapshot { Account = "a", Values = values }, PairModel.Model);

    /// <summary>4 calls: 0; 100 minutes: 35; the cell: 0. Log-odds 1 - 0.06 x 35 = -1.1.</summary>
    [Fact]
    public void A_pair_adds_the_points_of_the_cell_that_both_values_fall_in()
    {
        var score = Score(4, 100);

        Assert.Equal([0, 350_000_000, 0], score.Contributions.Select(c => c.Points));
        Assert.Equal("calls*minutes", score.Contributions[2].Factor);
        Assert.Equal(35, score.Health);
        Assert.Equal(0.24973989440488242, score.ChurnProbability!.Value, 1e-15);
    }

    [Theory]
    [InlineData(3.99, 159.99, 12.5)]
    [InlineData(3.99, 160, 15.5)]
    [InlineData(4, 159.99, 0)]
    [InlineData(4, 219, 25)]
    [InlineData(4, 221, 25)]
    [InlineData(3, double.NaN, 12)]
    [InlineData(4, double.NaN, 12)]
    [InlineData(double.NaN, 100, 10)]
    [InlineData(double.NaN, 160, 11)]
    [InlineData(double.NaN, double.NaN, 12)]
    public void Every_cell_starts_on_its_edges_and_missing_has_cells_of_its_own(
        double calls,
        double minutes,
        double points
    )
    {
        var model = PairModel.Model with { Rules = ScoringRules.Default with { WithholdBelow = 0 } };

        var score = HealthScorer.Score(new Snapshot { Account = "a", Values = [calls, minutes] }, model);

        Assert.Equal(points, score.Contributions[2].Points / HealthFormula.UnitsPerPoint);
        Assert.Equal(4 * points, score.Contributions[2].SubScore);
    }

    [Theory]
    [InlineData(4, 100, 1, true)]
    [InlineData(double.NaN, 100, 0.35, false)]
    [InlineData(4, double.NaN, 0.4, false)]
    public void A_pair_is_measured_where_both_of_its_factors_are(
        double calls,
        double minutes,
        double coverage,
        bool measured
    )
    {
        var score = Score(calls, minutes);

        Assert.Equal(coverage, score.Coverage);
        Assert.Equal(measured, score.Contributions[2].Measured);
    }

    [Fact]
    public void A_pair_counts_for_the_pillar_of_its_row()
    {
        Assert.Equal(
            [new PillarTotal("service", 375_000_000, 650_000_000), new PillarTotal("usage", 350_000_000, 350_000_000)],
            Score(3, 100).Pillars.Select(p => p with { Points = p.Points - (p.Pillar == "service" ? 150_000_000 : 0) })
        );
    }

    [Fact]
    public void A_pair_that_costs_points_is_a_reason_and_says_where_a_part_is_missing()
    {
        Assert.Equal(["calls", "calls*minutes"], Score(4, 100).Reasons);
        Assert.Equal(["missing:calls*minutes", "missing:calls"], Score(double.NaN, 100).Reasons);
    }

    /// <summary>Invariant 4.</summary>
    [Property(MaxTest = 300)]
    [Trait("Requirement", "003-01")]
    public void With_pairs_too_contributions_sum_to_health_exactly(int seed)
    {
        var model = RandomModels.ModelWithPairs(seed);
        var snapshot = new Snapshot { Account = "a", Values = RandomModels.Values(model, new Random(seed)) };

        var score = HealthScorer.Score(snapshot, model);

        var points = score.Contributions.Sum(c => (long)c.Points);
        Assert.Equal(points, score.HealthPoints!.Value);
        Assert.InRange(points, 0, HealthFormula.FullHealth);
        Assert.Equal(points, score.Pillars.Sum(p => (long)p.Points));
    }

    /// <summary>The kernel takes a cell from the entries of factors; here it is worked out from values.</summary>
    [Property(MaxTest = 300)]
    public void The_kernel_gives_every_factor_and_pair_the_points_of_its_own_entry(int seed)
    {
        var model = RandomModels.ModelWithPairs(seed);
        var formula = model.Formulas[0];
        var values = RandomModels.Values(model, new Random(seed));
        var points = new int[formula.Factors.Length];

        var health = HealthScorer.Score(values, formula, points);

        Assert.Equal(formula.Factors.Select(f => f.PointsOf(EntryByHand(f, values))), points);
        Assert.Equal(points.Sum(), health);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_batch_scores_pairs_like_the_kernel_to_the_bit(int seed)
    {
        var model = RandomModels.ModelWithPairs(seed);
        var formula = model.Formulas[0];
        var columns = Columns(model, seed, Rows);
        var health = new int[Rows];

        BatchScorer.Health(formula, columns, health);

        var points = new int[formula.Factors.Length];
        Assert.Equal(
            Enumerable.Range(0, Rows).Select(r => HealthScorer.Score(RowOf(columns, r), formula, points)),
            health
        );
    }

    [Property(MaxTest = 60)]
    public void Entries_contributions_and_coverage_of_a_batch_are_those_of_single_rows(int seed)
    {
        var model = RandomModels.ModelWithPairs(seed);
        var formula = model.Formulas[0];
        var rows = new Random(seed).Next(1, 90);
        var columns = Columns(model, seed, rows);
        byte[][] entries = [.. formula.Factors.Select(_ => new byte[rows])];
        var (coverage, contributions) = (new double[rows], new int[rows * entries.Length]);

        BatchScorer.Entries(formula, columns, from: 0, rows, entries);
        BatchScorer.Coverage(formula, entries, coverage);
        BatchScorer.Contributions(formula, entries, contributions);

        for (var row = 0; row < rows; row++)
        {
            var (values, points) = (RowOf(columns, row), new int[entries.Length]);
            Assert.Equal(formula.Factors.Select(f => f.EntryOf(values)), entries.Select(e => (int)e[row]));
            Assert.Equal(formula.Factors.Select(f => f.EntryOf(columns, row)), entries.Select(e => (int)e[row]));
            HealthScorer.Score(values, formula, points);
            Assert.Equal(points, contributions[(row * points.Length)..((row + 1) * points.Length)]);
            Assert.Equal(HealthScorer.Coverage(values, formula), coverage[row]);
        }

        foreach (var (factor, column) in formula.Factors.Zip(entries))
        {
            var own = new byte[rows - 1];
            factor.EntriesOf(columns, from: 1, own);
            Assert.Equal(column[1..], own);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Large_and_small_tables_sum_alike_on_every_instruction_set(int seed)
    {
        var random = new Random(seed);
        int[][] tables = [.. Enumerable.Range(0, seed * 5).Select(k => Numbers(k % 3 == 1 ? 256 : 16, random))];
        byte[][] columns =
        [
            .. tables.Select(t => Enumerable.Range(0, Rows).Select(_ => (byte)random.Next(t.Length)).ToArray()),
        ];
        var expected = Enumerable.Range(0, Rows).Select(i => tables.Select((t, f) => t[columns[f][i]]).Sum()).ToArray();
        List<PointsSum.Pass> passes = [PointsSum.AddScalar];
        passes.AddRange(Avx512F.IsSupported ? [PointsSum.AddAvx512] : []);
        passes.AddRange(Avx2.IsSupported ? [PointsSum.AddAvx2] : []);

        Assert.All(
            passes,
            pass =>
            {
                var sums = new int[Rows];
                PointsSum.Of(tables, columns, sums, pass);
                Assert.Equal(expected, sums);
            }
        );
    }

    [Fact]
    public void The_kernel_allocates_nothing_for_pairs()
    {
        var model = RandomModels.ModelWithPairs(seed: 5);
        var (formula, values) = (model.Formulas[0], RandomModels.Values(model, new Random(5)));
        var points = new int[formula.Factors.Length];
        _ = HealthScorer.Score(values, formula, points);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = 0.0;
        for (var k = 0; k < 1000; k++)
        {
            sum += HealthScorer.Score(values, formula, points) + HealthScorer.Coverage(values, formula);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.True(sum > 0);
    }

    private static int EntryByHand(FormulaFactor factor, double[] values)
    {
        var row = factor.Row.Bins.BinOf(values[factor.Row.Index]);
        return factor.Column is { } column
            ? (row * column.Bins.EntryCount) + column.Bins.BinOf(values[column.Index])
            : row;
    }

    private static int[] Numbers(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(1_000_000))];

    private static double[][] Columns(HealthModel model, int seed, int rows)
    {
        var random = new Random(seed);
        var table = Enumerable.Range(0, rows).Select(_ => RandomModels.Values(model, random)).ToArray();
        return [.. Enumerable.Range(0, model.Catalog.Count).Select(j => table.Select(row => row[j]).ToArray())];
    }

    private static double[] RowOf(double[][] columns, int row) => [.. columns.Select(column => column[row])];
}
