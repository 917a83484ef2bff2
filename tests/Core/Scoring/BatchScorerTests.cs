using System.Runtime.Intrinsics.X86;
using FsCheck.Xunit;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Scoring;

public class BatchScorerTests
{
    /// <summary>More than one block of rows, and a rest that fills no register.</summary>
    private const int Rows = 16384 + 77;

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5, 6];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_batch_of_values_scores_every_row_like_the_kernel_to_the_bit(int seed)
    {
        var model = RandomModels.Model(seed);
        var columns = Columns(model, seed, Rows);
        var (health, probabilities) = (new int[Rows], new double[Rows]);

        BatchScorer.Health(model.Formulas[0], columns, health);
        BatchScorer.ChurnProbabilities(model.Formulas[0], health, probabilities);

        Assert.All(
            Enumerable.Range(0, Rows),
            row => AssertLikeKernel(model.Formulas[0], RowOf(columns, row), health[row], probabilities[row])
        );
    }

    [Property(MaxTest = 100)]
    public void A_batch_of_bins_gives_health_contributions_and_coverage_like_the_kernel(int seed)
    {
        var random = new Random(seed);
        var rows = random.Next(0, 200);
        var model = RandomModels.Model(seed);
        var formula = model.Formulas[0];
        var columns = Columns(model, seed, rows);
        var bins = Bins(formula, columns);
        var (health, coverage) = (new int[rows], new double[rows]);
        var contributions = new int[rows * bins.Length];

        BatchScorer.Health(formula, bins, health);
        BatchScorer.Coverage(formula, bins, coverage);
        BatchScorer.Contributions(formula, bins, contributions);

        for (var row = 0; row < rows; row++)
        {
            var points = new int[bins.Length];
            Assert.Equal(HealthScorer.Score(RowOf(columns, row), formula, points), health[row]);
            Assert.Equal(points, contributions[(row * bins.Length)..((row + 1) * bins.Length)]);
            Assert.Equal(HealthScorer.Coverage(RowOf(columns, row), formula), coverage[row]);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_512_bit_path_equals_the_plain_one(int seed)
    {
        Assert.SkipUnless(Avx512F.IsSupported, "this processor has no AVX-512");

        AssertEqualToScalar(seed, PointsSum.AddAvx512);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_256_bit_path_equals_the_plain_one(int seed)
    {
        Assert.SkipUnless(Avx2.IsSupported, "this processor has no AVX2");

        AssertEqualToScalar(seed, PointsSum.AddAvx2);
    }

    [Fact]
    public void Probabilities_of_a_batch_are_those_of_single_scores_over_the_whole_scale()
    {
        var formula = new HealthFormula(SampleModel.Formula.Factors, 31.7, slope: 0.71, SampleModel.Formula.Bands);
        var health = Enumerable.Range(0, 100_003).Select(k => (int)(k * 9999L % HealthFormula.FullHealth)).ToArray();
        var probabilities = new double[health.Length];

        BatchScorer.ChurnProbabilities(formula, health, probabilities);

        Assert.Equal(health.Select(h => HealthScorer.ChurnProbability(h, formula)), probabilities);
    }

    [Fact]
    public void A_column_shorter_than_the_batch_or_missing_is_refused()
    {
        var formula = SampleModel.Formula;
        byte[][] bins = [new byte[3], new byte[2], new byte[3]];

        Assert.Throws<ArgumentOutOfRangeException>(() => BatchScorer.Health(formula, bins, new int[3]));
        Assert.Throws<ArgumentException>(() => BatchScorer.Health(formula, bins.AsSpan(0, 2), new int[2]));
    }

    private static void AssertEqualToScalar(int seed, PointsSum.Pass pass)
    {
        var random = new Random(seed);
        int[][] tables =
        [
            .. Enumerable
                .Range(0, seed * 7)
                .Select(_ => Enumerable.Range(0, 16).Select(_ => random.Next(1_000_000)).ToArray()),
        ];
        byte[][] columns =
        [
            .. tables.Select(_ => Enumerable.Range(0, Rows).Select(_ => (byte)random.Next(16)).ToArray()),
        ];
        var (fast, plain) = (new int[Rows], new int[Rows]);

        PointsSum.Of(tables, columns, fast, pass);
        PointsSum.Of(tables, columns, plain, PointsSum.AddScalar);

        Assert.Equal(plain, fast);
        Assert.Equal(tables.Select((t, f) => t[columns[f][Rows - 1]]).Sum(), plain[^1]);
    }

    private static void AssertLikeKernel(HealthFormula formula, double[] values, int health, double probability)
    {
        Assert.Equal(HealthScorer.Score(values, formula, new int[formula.Factors.Length]), health);
        Assert.Equal(HealthScorer.ChurnProbability(health, formula), probability);
    }

    private static double[][] Columns(HealthModel model, int seed, int rows)
    {
        var random = new Random(seed);
        var table = Enumerable.Range(0, rows).Select(_ => RandomModels.Values(model, random)).ToArray();
        return [.. Enumerable.Range(0, model.Catalog.Count).Select(j => table.Select(row => row[j]).ToArray())];
    }

    private static double[] RowOf(double[][] columns, int row) => [.. columns.Select(column => column[row])];

    private static byte[][] Bins(HealthFormula formula, double[][] columns) =>
        [
            .. formula.Factors.Select(factor =>
            {
                var entries = new byte[columns[factor.Index].Length];
                factor.Bins.BinsOf(columns[factor.Index], entries);
                return entries;
            }),
        ];
}
