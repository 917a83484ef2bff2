using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Tests.Fitting.Boosting;

public class ShapeBoostingTests
{
    public static TheoryData<int> Apexes => [-1, int.MaxValue, 0, 3, 60];

    /// <summary>Invariant 5, on the fine grid: every pair of bins, and against what the data say.</summary>
    [Theory]
    [MemberData(nameof(Apexes))]
    public void Curves_obey_their_direction_between_all_pairs_of_bins(int apex)
    {
        var data = SmallRows.Prebin(SmallRows.Make(1500, seed: 20));
        var constraint = new CurveConstraint(apex);
        CurveConstraint[] constraints = [.. data.Factors.Select(f => f.IsOrdered ? constraint : CurveConstraint.Free)];

        var shapes = ShapeBoosting.Fit(data, constraints, SmallRows.Quick);

        for (var j = 0; j < data.Factors.Length; j++)
        {
            var curve = shapes.Curves[j][..^1];
            for (var a = 0; a < curve.Length && data.Factors[j].IsOrdered; a++)
            {
                for (var b = a + 1; b < curve.Length; b++)
                {
                    Assert.True(b > apex || curve[b] <= curve[a], $"factor {j}: {a} to {b} rises before the apex");
                    Assert.True(a < apex || curve[b] >= curve[a], $"factor {j}: {a} to {b} falls after the apex");
                }
            }
        }
    }

    [Fact]
    public void What_drives_customers_off_gets_the_curve_it_has()
    {
        var data = SmallRows.Prebin(SmallRows.Make(4000, seed: 21));

        var shapes = ShapeBoosting.Fit(data, Free(data), new FitSettings { Threads = 1 });

        // Truth: logins fall by .06 a login (2.4 over their range), tickets jump by 1.2 at 3.
        Assert.InRange(shapes.Curves[0][0] - shapes.Curves[0][^2], 1.7, 3.0);
        Assert.InRange(shapes.Curves[1][3] - shapes.Curves[1][2], 0.6, 1.4);
        Assert.InRange(shapes.Curves[1][2] - shapes.Curves[1][0], -0.3, 0.3);
        Assert.InRange(shapes.Curves[4].Max() - shapes.Curves[4].Min(), 0, 0.3);
    }

    [Fact]
    public void A_bag_stops_early_where_the_rows_it_left_out_gain_nothing()
    {
        var table = SmallRows.Make(1500, seed: 22);
        var random = new Random(23);
        var noise = Array.ConvertAll(table.Outcomes, _ => random.Next(4) == 0 ? Outcome.Churned : Outcome.Retained);
        var (learned, guessed) = (SmallRows.Prebin(table), SmallRows.Prebin(table with { Outcomes = noise }));

        var shapes = ShapeBoosting.Fit(learned, Free(learned), FitSettings.Default);
        var shapesOfNoise = ShapeBoosting.Fit(guessed, Free(guessed), FitSettings.Default);

        Assert.All(shapes.Steps, steps => Assert.InRange(steps, 50, 1500));
        Assert.All(shapesOfNoise.Steps, steps => Assert.InRange(steps, 0, 40));
    }

    [Fact]
    public void Held_out_log_odds_are_worse_than_those_that_saw_the_row_and_better_than_none()
    {
        var data = SmallRows.Prebin(SmallRows.Make(1500, seed: 24));

        var shapes = ShapeBoosting.Fit(data, Free(data), SmallRows.Quick);

        Assert.True(HeldOutGain.IsCertain(shapes.HeldOut, data.Churned));
        var seen = new double[data.Count];
        for (var i = 0; i < seen.Length; i++)
        {
            seen[i] = -0.9 + shapes.Curves.Select((curve, j) => curve[data.Codes[j][i]]).Sum();
        }

        Assert.True(Auc(seen, data.Churned) > Auc(shapes.HeldOut, data.Churned));
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var data = SmallRows.Prebin(SmallRows.Make(800, seed: 25));

        var one = ShapeBoosting.Fit(data, Free(data), SmallRows.Quick);
        var four = ShapeBoosting.Fit(data, Free(data), SmallRows.Quick with { Threads = 4 });

        Assert.Equal(one.Curves, four.Curves);
        Assert.Equal(one.HeldOut, four.HeldOut);
    }

    [Theory]
    [InlineData(FactorDirection.HigherIsBetter, int.MaxValue)]
    [InlineData(FactorDirection.LowerIsBetter, -1)]
    [InlineData(FactorDirection.Learn, null)]
    public void A_declared_direction_is_a_constraint(FactorDirection direction, int? apex) =>
        Assert.Equal(apex, Constraint(direction, [9, 5, 1, 5, 9]).Apex);

    [Theory]
    [InlineData(new[] { 9, 5, 1, 5, 9 }, 2)]
    [InlineData(new[] { 1, 3, 5, 7, 9 }, 0)]
    [InlineData(new[] { 9, 7, 5, 3, 1 }, 4)]
    public void The_healthiest_middle_is_where_churn_is_least(int[] churned, int apex) =>
        Assert.Equal(apex, Constraint(FactorDirection.MiddleIsBetter, churned).Apex);

    [Fact]
    public void A_category_has_no_direction()
    {
        var table = SmallRows.Make(200, seed: 26);
        var factor = table.Catalog[2] with { Direction = FactorDirection.HigherIsBetter };
        var declared = SmallRows.Replace(table, 2, factor, table.Values[2]);
        var data = SmallRows.Prebin(declared);

        var constraints = Directions.Of(declared.Catalog, data, HistogramCube.Count(data, new int[data.Count], 1));

        Assert.Equal(CurveConstraint.Free, constraints[2]);
    }

    /// <summary>Values 0..4, ten rows each, of which so many churned.</summary>
    private static CurveConstraint Constraint(FactorDirection direction, int[] churned)
    {
        var factor = SmallRows.Number("x") with { Direction = direction };
        double[] values = [.. Enumerable.Range(0, 50).Select(i => i / 10)];
        var outcomes = Enumerable
            .Range(0, 50)
            .Select(i => i % 10 < churned[i / 10] ? Outcome.Churned : Outcome.Retained);
        var table = Evaluation.Tables.Of([factor], [.. outcomes], values);
        var data = SmallRows.Prebin(table);
        return Directions.Of(table.Catalog, data, HistogramCube.Count(data, new int[50], cells: 1))[0];
    }

    private static CurveConstraint[] Free(PrebinnedRows data) => [.. data.Factors.Select(_ => CurveConstraint.Free)];

    private static double Auc(double[] scores, byte[] churned) =>
        Training
            .Evaluation.Metrics.Of(
                Array.ConvertAll(scores, Core.Scoring.Logistic.Sigmoid),
                Array.ConvertAll(churned, c => c == 1)
            )
            .Auc!.Value;
}
