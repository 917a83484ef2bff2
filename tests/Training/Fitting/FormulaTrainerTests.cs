using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Compression;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Fitting.Refitting;
using HealthScore.Training.Tests.Evaluation;

namespace HealthScore.Training.Tests.Fitting;

public class FormulaTrainerTests
{
    [Fact]
    [Trait("Requirement", "000-22")]
    public void Every_factor_has_a_weight_and_the_weights_sum_to_1()
    {
        var formula = SmallRows.Fit(SmallRows.Make(3000, seed: 50));

        Assert.Equal(HealthFormula.FullHealth, formula.Factors.Sum(f => (long)f.Table.Best));
        Assert.All(formula.Factors, f => Assert.True(f.Weight > 0));

        // The truth: logins move log-odds by 2.4, noise by nothing.
        var weights = formula.Factors.ToDictionary(f => f.Key, f => f.Weight);
        Assert.Equal("logins", weights.MaxBy(w => w.Value).Key);
        Assert.True(weights["logins"] > 5 * weights.GetValueOrDefault("noise"));
    }

    /// <summary>modelling.md 2.8: a + sum of the fitted log-odds is a' - b x health.</summary>
    [Fact]
    public void The_log_odds_of_the_whole_numbers_are_the_fitted_ones()
    {
        var table = SmallRows.Make(3000, seed: 51);
        var data = SmallRows.Prebin(table);
        var cube = HistogramCube.Count(data, new int[data.Count], cells: 1);
        var constraints = Directions.Of(table.Catalog, data, cube);
        var shapes = ShapeBoosting.Fit(data, constraints, SmallRows.Quick);
        var parts = CurveParts.Compress(table.Catalog, data, cube, shapes, constraints, [], SmallRows.Quick);
        var rows = parts.Encode(data);

        var fitted = PointsRefit.Fit(rows, parts.Start, parts.Intercept, parts.Constraints, SmallRows.Quick);

        var (curves, offsets) = (parts.Curves(fitted), rows.Offsets());
        var factors = PointsRounding.Round(curves, []);
        var slope = curves.Sum(c => c.Range) / 100;
        var intercept = fitted.Intercept + curves.Sum(c => c.Highest);
        Assert.Equal(curves.Count, factors.Length);
        for (var i = 0; i < rows.Count; i++)
        {
            var health = factors.Select((f, k) => f.PointsOf(rows.Entries[k][i])).Sum();
            var expected =
                fitted.Intercept + rows.Entries.Select((entries, k) => fitted.LogOdds[offsets[k] + entries[i]]).Sum();
            Assert.Equal(expected, intercept - (slope * (health / HealthFormula.UnitsPerPoint)), 1e-6);
        }

        var formula = SmallRows.Fit(table);
        Assert.Equal(slope, formula.Slope, 1e-12);
        Assert.Equal(intercept, formula.Intercept, 1e-4);
    }

    [Fact]
    public void The_mean_probability_of_the_training_rows_is_their_base_rate()
    {
        var table = SmallRows.Make(2000, seed: 52);

        var formula = SmallRows.Fit(table);

        Assert.Equal(formula.Churned / 2000.0, Values(table).Average(row => formula.ChurnProbability(row)), 1e-9);
    }

    /// <summary>
    /// Invariant 5: all pairs of bins, of factors whose direction is declared against what the data say.
    /// </summary>
    [Theory]
    [InlineData(FactorDirection.HigherIsBetter)]
    [InlineData(FactorDirection.LowerIsBetter)]
    public void Moving_a_factor_the_good_way_never_lowers_health(FactorDirection direction)
    {
        var made = SmallRows.Make(3000, seed: 53);
        var table = made with
        {
            Catalog = new FactorCatalog(made.Catalog.Factors.Select(f => f with { Direction = direction })),
        };

        var formula = SmallRows.Fit(table);

        var declared = formula.Factors.Where(f => f.Bins.Kind == FactorKind.Numeric).ToArray();
        Assert.NotEmpty(declared);
        foreach (var points in declared.Select(f => f.Table.Bins))
        {
            for (var a = 0; a < points.Length; a++)
            {
                for (var b = a + 1; b < points.Length; b++)
                {
                    Assert.True(
                        direction == FactorDirection.HigherIsBetter ? points[b] >= points[a] : points[b] <= points[a]
                    );
                }
            }
        }
    }

    [Fact]
    public void A_factor_whose_middle_is_best_has_one_summit()
    {
        var random = new Random(54);
        double[] visits = [.. Enumerable.Range(0, 3000).Select(_ => (double)random.Next(20))];
        var outcomes = visits.Select(v =>
            random.NextDouble() < 0.1 + (0.08 * Math.Abs(v - 8)) ? Outcome.Churned : Outcome.Retained
        );
        var factor = SmallRows.Number("visits") with { Direction = FactorDirection.MiddleIsBetter };

        var formula = SmallRows.Fit(SmallRows.Numbered(Tables.Of([factor], [.. outcomes], visits)));

        int[] points = [.. formula.Factors[0].Table.Bins];
        var summit = Array.IndexOf(points, points.Max());
        Assert.Equal(points[..summit].Order(), points[..summit]);
        Assert.Equal(points[summit..].OrderDescending(), points[summit..]);
        Assert.Equal(summit, formula.Factors[0].Bins.BinOf(8));
    }

    /// <summary>Invariant 7: missing is worse than any answer here, and has points of its own.</summary>
    [Fact]
    public void Missing_has_points_of_its_own()
    {
        var nps = SmallRows.Fit(SmallRows.Make(4000, seed: 55)).Factors.Single(f => f.Key == "nps");

        Assert.True(nps.Table.MissingLearned);
        Assert.NotEqual(nps.Table.Mean, nps.Table.Missing);
        Assert.True(nps.Table.Missing < nps.Table.Mean);
    }

    [Fact]
    public void Noise_alone_gives_an_empty_formula_that_answers_the_base_rate()
    {
        // One standard error is asked, so that by chance about one in six or fewer of such tables passes.
        var empty = Enumerable.Range(60, 20).Count(seed => SmallRows.Fit(Noise(800, seed)).IsEmpty);

        Assert.InRange(empty, 15, 20);
        var formula = SmallRows.Fit(Noise(800, seed: 60));
        Assert.Equal(formula.Churned / 800.0, formula.ChurnProbability(new double[5]), 1e-12);
    }

    [Fact]
    public void A_perfect_separation_stays_finite()
    {
        double[] usage = [.. Enumerable.Range(0, 400).Select(i => (double)i)];
        var outcomes = usage.Select(x => x < 150 ? Outcome.Churned : Outcome.Retained);

        var formula = SmallRows.Fit(Tables.Of([SmallRows.Number("usage")], [.. outcomes], usage));

        Assert.False(formula.IsEmpty);
        Assert.InRange(formula.Slope, 0.01, 1);
        Assert.True(double.IsFinite(formula.Intercept));
        Assert.InRange(formula.ChurnProbability([10]), 0.8, 0.9999999);
        Assert.InRange(formula.ChurnProbability([390]), 0.0000001, 0.2);
    }

    /// <summary>
    /// The sum of two good factors looks good alone, but beside them it is bad: declared good, it can only be flat.
    /// </summary>
    [Fact]
    public void A_factor_that_the_joint_fit_flattens_is_left_out_as_flat()
    {
        var random = new Random(61);
        double[][] x = [.. Enumerable.Range(0, 3).Select(_ => new double[4000])];
        var outcomes = new Outcome[4000];
        for (var i = 0; i < outcomes.Length; i++)
        {
            (x[1][i], x[2][i]) = (random.Next(4), random.Next(4));
            x[0][i] = x[1][i] + x[2][i] + random.Next(2);
            var logOdds = 1.5 - (1.4 * x[1][i]) - (1.4 * x[2][i]) + (0.8 * x[0][i]);
            outcomes[i] = random.NextDouble() < Logistic.Sigmoid(logOdds) ? Outcome.Churned : Outcome.Retained;
        }

        Factor[] factors =
        [
            .. new[] { "sum", "one", "other" }.Select(key =>
                SmallRows.Number(key) with
                {
                    Direction = FactorDirection.HigherIsBetter,
                }
            ),
        ];
        var table = SmallRows.Numbered(Tables.Of(factors, outcomes, x));

        var formula = FormulaTrainer.Fit(table, SmallRows.All(table), SmallRows.Quick with { CurveShrinkage = 0 });

        Assert.Equal(["one", "other"], formula.Factors.Select(f => f.Key));
        Assert.Equal([new LeftOutFactor("sum", "flat")], formula.LeftOut);
    }

    [Fact]
    public void One_churned_customer_is_not_enough_for_a_formula()
    {
        var made = SmallRows.Make(500, seed: 56);
        var outcomes = made.Outcomes.Select((_, i) => i == 7 ? Outcome.Churned : Outcome.Retained);

        var formula = SmallRows.Fit(made with { Outcomes = [.. outcomes] });

        Assert.True(formula.IsEmpty);
        Assert.Equal(1 / 500.0, formula.ChurnProbability(new double[5]), 1e-12);
    }

    [Theory]
    [InlineData(Outcome.Churned)]
    [InlineData(Outcome.Retained)]
    public void One_outcome_alone_is_refused(Outcome outcome)
    {
        var made = SmallRows.Make(100, seed: 57);
        var table = made with { Outcomes = [.. made.Outcomes.Select(_ => outcome)] };

        var error = Assert.Throws<ArgumentException>(() => SmallRows.Fit(table));

        Assert.Contains("of 100 rows churned; both outcomes are needed", error.Message);
    }

    [Fact]
    public void Denormal_and_huge_values_are_values()
    {
        var made = SmallRows.Make(1500, seed: 58);
        double[] odd = [5e-324, -5e-324, double.MaxValue, double.MinValue, -0.0, 1e-310, double.NaN];
        double[] column = [.. made.Values[1].Select(tickets => odd[(int)tickets])];

        var table = SmallRows.Replace(made, 1, made.Catalog[1], column);
        var formula = SmallRows.Fit(table);

        var tickets = formula.Factors.Single(f => f.Index == 1);
        Assert.True(tickets.Table.MissingLearned);
        Assert.All(Values(table), row => Assert.InRange(formula.ChurnProbability(row), 1e-6, 1 - 1e-6));
        Assert.True(
            tickets.PointsOf(tickets.Bins.BinOf(-0.0)) <= tickets.PointsOf(tickets.Bins.BinOf(5e-324)),
            "many tickets (coded -0.0) are no healthier than none (coded 5e-324)"
        );
    }

    [Fact]
    public void Byte_equal_rows_share_a_key_so_that_no_bag_sees_one_and_leaves_out_the_other()
    {
        var made = SmallRows.Make(200, seed: 59) with { Accounts = null };
        var twice = made.Take([.. SmallRows.All(made), .. SmallRows.All(made)]);

        var order = CanonicalOrder.Of(twice, SmallRows.All(twice), seed: 1);

        Assert.All(
            Enumerable.Range(0, 200),
            i =>
                Assert.Equal(
                    (order.Keys[2 * i], 200),
                    (order.Keys[(2 * i) + 1], Math.Abs(order.Rows[2 * i] - order.Rows[(2 * i) + 1]))
                )
        );
    }

    [Fact]
    public void A_line_is_recalibrated_without_touching_the_tables()
    {
        var formula = SmallRows.Fit(SmallRows.Make(1500, seed: 60));
        var logOdds = Logistic.Logit(formula.ProbabilityAt(400_000_000));

        var other = formula.Recalibrated(intercept: 0.3, slope: 0.8);

        Assert.Equal(Logistic.Sigmoid(0.3 + (0.8 * logOdds)), other.ProbabilityAt(400_000_000), 1e-12);
        Assert.Equal(formula.Factors, other.Factors);
    }

    private static TrainingTable Noise(int count, int seed)
    {
        var random = new Random(seed + 1000);
        var made = SmallRows.Make(count, seed);
        return made with
        {
            Outcomes = Array.ConvertAll(made.Outcomes, _ => random.Next(4) == 0 ? Outcome.Churned : Outcome.Retained),
        };
    }

    private static IEnumerable<double[]> Values(TrainingTable table) =>
        SmallRows.All(table).Select(row => table.Values.Select(column => column[row]).ToArray());
}
