using HealthScore.Core.Factors;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Tests.Evaluation;

namespace HealthScore.Training.Tests.Fitting.Prebinning;

public class PrebinsTests
{
    [Fact]
    public void Up_to_128_different_values_each_have_a_bin()
    {
        double[] values = [.. Enumerable.Range(0, 1280).Select(i => (double)(i % 128))];

        var grid = Learn(values);

        Assert.Equal(128, grid.Count);
        Assert.All(Enumerable.Range(0, 128), k => Assert.Equal(k, grid.CodeOf(k)));
    }

    [Fact]
    public void The_129th_value_shares_a_bin()
    {
        double[] values = [.. Enumerable.Range(0, 1290).Select(i => (double)(i % 129))];

        Assert.InRange(Learn(values).Count, 64, 128);
    }

    [Fact]
    public void Many_values_are_parted_at_quantiles()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 12_800).Select(_ => random.NextDouble())];

        var grid = Learn(values);

        var rows = values.CountBy(value => grid.CodeOf(value)).ToDictionary();
        Assert.Equal(128, grid.Count);
        Assert.All(rows.Values, count => Assert.InRange(count, 99, 101));
    }

    [Fact]
    public void A_value_that_fills_a_bin_has_it_alone()
    {
        var random = new Random(2);
        double[] values = [.. Enumerable.Range(0, 10_000).Select(i => i < 4000 ? 0 : (2 * random.NextDouble()) - 1)];

        var grid = Learn(values);

        var zero = grid.CodeOf(0);
        Assert.NotEqual(zero, grid.CodeOf(values.Where(value => value < 0).Max()));
        Assert.NotEqual(zero, grid.CodeOf(values.Where(value => value > 0).Min()));
        Assert.InRange(grid.Count, 100, 128);
    }

    [Fact]
    public void A_value_of_just_one_128th_of_the_rows_has_a_bin_alone_and_of_one_row_less_has_not()
    {
        static double[] Rows(int same) => [.. Enumerable.Range(0, 1280).Select(i => i < same ? 505.25 : (double)i)];

        var (alone, shared) = (Learn(Rows(same: 10)), Learn(Rows(same: 9)));

        Assert.True(alone.CodeOf(505) < alone.CodeOf(505.25) && alone.CodeOf(505.25) < alone.CodeOf(506));
        Assert.True(shared.CodeOf(505) == shared.CodeOf(505.25) || shared.CodeOf(505.25) == shared.CodeOf(506));
    }

    [Fact]
    public void An_edge_belongs_to_the_bin_above_it()
    {
        var grid = Learn([1, 2, 3]);

        Assert.Equal([1.5, 2.5], grid.Edges.ToArray());
        Assert.Equal(0, grid.CodeOf(Math.BitDecrement(1.5)));
        Assert.Equal(1, grid.CodeOf(1.5));
        Assert.Equal(2, grid.CodeOf(2.5));
        Assert.Equal(0, grid.CodeOf(double.MinValue));
        Assert.Equal(2, grid.CodeOf(double.MaxValue));
        Assert.Equal(2, grid.CodeOf(double.PositiveInfinity));
    }

    [Fact]
    public void Missing_is_the_last_code_and_makes_no_edge()
    {
        var grid = Learn([1, double.NaN, 2, double.NaN, double.NaN]);

        Assert.Equal(2, grid.Count);
        Assert.Equal(3, grid.Size);
        Assert.Equal(2, grid.CodeOf(double.NaN));
        Assert.Equal([1.5], grid.Edges.ToArray());
    }

    [Fact]
    public void A_column_never_measured_has_missing_alone()
    {
        var grid = Learn([double.NaN, double.NaN]);

        Assert.Equal(0, grid.Count);
        Assert.Equal(0, grid.CodeOf(double.NaN));
        Assert.Equal(0, grid.CodeOf(7));
    }

    [Fact]
    public void Zero_and_negative_zero_are_one_value() => Assert.Equal(1, Learn([0.0, -0.0, -0.0, 0.0]).Count);

    [Fact]
    public void Denormal_and_huge_values_are_told_apart()
    {
        var grid = Learn([5e-324, 1e-323, 1e308, -1e308]);

        Assert.Equal([0, 1, 2, 3], new[] { -1e308, 5e-324, 1e-323, 1e308 }.Select(value => (int)grid.CodeOf(value)));
    }

    [Fact]
    public void Levels_that_are_too_rare_share_the_last_code()
    {
        // 1,000 rows: 50 are enough, 49 are not.
        double[] values =
        [
            .. Enumerable.Repeat(0.0, 851),
            .. Enumerable.Repeat(1.0, 49),
            .. Enumerable.Repeat(2.0, 50),
            .. Enumerable.Repeat(3.0, 49),
            .. Enumerable.Repeat(double.NaN, 1),
        ];

        var grid = Learn(Tables.Categorical("plan", "a", "b", "c", "d"), values);

        Assert.Equal([0, 2, 1, 2], grid.CodeOfLevel.ToArray().Select(code => (int)code));
        Assert.Equal(3, grid.Count);
        Assert.Equal(3, grid.CodeOf(double.NaN));
        Assert.Equal(3, grid.CodeOf(FactorCatalog.UnknownLevel));
    }

    [Fact]
    public void An_ordinal_factor_keeps_its_declared_levels_whether_seen_or_not()
    {
        var factor = Tables.Categorical("rating", "bad", "fair", "good") with { Kind = FactorKind.Ordinal };

        var grid = Learn(factor, [0, 0, 2, double.NaN]);

        Assert.True(grid.IsOrdered);
        Assert.Equal(3, grid.Count);
        Assert.Equal([0, 1, 2], grid.CodeOfLevel.ToArray().Select(code => (int)code));
    }

    [Fact]
    public void Edges_do_not_see_rows_outside_the_training_rows()
    {
        var grid = Prebins.Learn(SmallRows.Number("x"), [1, 2, 3, 4, 100], [0, 1, 2]);

        Assert.Equal([1.5, 2.5], grid.Edges.ToArray());
    }

    private static Prebins Learn(double[] values) => Learn(SmallRows.Number("x"), values);

    private static Prebins Learn(Factor factor, double[] values) =>
        Prebins.Learn(factor, values, Enumerable.Range(0, values.Length).ToArray());
}
