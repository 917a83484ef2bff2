using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Tests.Fitting.Refitting;

public class LinearizationTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void The_gradient_and_the_information_are_sums_over_the_training_rows()
    {
        var (data, trains, quadratic) = Started();

        quadratic.RefreshGradient();
        quadratic.RefreshJointCounts();

        var p = Logistic.Sigmoid(-1.0);
        var offsets = HistogramCube.OffsetsOf(data);
        for (var j = 0; j < data.Factors.Length; j++)
        {
            for (var b = 0; b < data.Factors[j].Size; b++)
            {
                var rows = Enumerable.Range(0, data.Count).Where(i => trains[i] && data.Codes[j][i] == b).ToArray();
                Assert.Equal(rows.Sum(i => data.Churned[i] - p), quadratic.Gradient[offsets[j] + b], Tolerance);
                Assert.Equal(rows.Length * p * (1 - p), quadratic.Information[offsets[j] + b], Tolerance);
            }
        }
    }

    [Fact]
    public void After_steps_the_gradient_is_the_quadratics_recomputed_over_the_rows()
    {
        var (data, trains, quadratic) = Started();
        var offsets = HistogramCube.OffsetsOf(data);
        quadratic.RefreshGradient();
        quadratic.RefreshJointCounts();
        var before = quadratic.Gradient.ToArray();
        var change = new double[offsets[^1]];

        // An ordered factor's row is "all measured codes up to it"; missing and a category's codes are rows of their
        // own.
        for (var code = 0; code <= 4; code++)
        {
            change[offsets[1] + code] += 0.3;
        }

        change[offsets[2] + 1] -= 0.7;
        change[offsets[3] + data.Factors[3].Missing] += 0.2;
        quadratic.Apply(offsets[1] + 4, 0.3);
        quadratic.Apply(offsets[2] + 1, -0.7);
        quadratic.Apply(offsets[3] + data.Factors[3].Missing, 0.2);

        var p = Logistic.Sigmoid(-1.0);
        for (var j = 0; j < data.Factors.Length; j++)
        {
            for (var b = 0; b < data.Factors[j].Size; b++)
            {
                var at = offsets[j] + b;
                var expected = before[at];
                for (var i = 0; i < data.Count; i++)
                {
                    var moved = Enumerable
                        .Range(0, data.Factors.Length)
                        .Sum(k => change[offsets[k] + data.Codes[k][i]]);
                    expected -= trains[i] && data.Codes[j][i] == b ? p * (1 - p) * moved : 0;
                }

                Assert.Equal(expected, quadratic.Gradient[at], Tolerance);
            }
        }
    }

    [Fact]
    public void The_held_out_loss_is_that_of_the_other_rows()
    {
        var (data, trains, quadratic) = Started();
        var change = new double[data.Factors[1].Size];
        change[0] = -0.5;
        quadratic.Move(1, change);

        var losses = Enumerable
            .Range(0, data.Count)
            .Where(i => !trains[i])
            .Select(i => (Odds: -1.0 + change[data.Codes[1][i]], Churned: data.Churned[i] == 1))
            .Select(row => -Math.Log(Logistic.Sigmoid(row.Churned ? row.Odds : -row.Odds)));
        Assert.Equal(losses.Average(), quadratic.HeldOutLogLoss(), Tolerance);
    }

    [Fact]
    public void A_huge_log_odds_costs_its_own_size_and_no_infinity()
    {
        var (data, trains, quadratic) = Started();

        quadratic.Start(2000);

        var retained = Enumerable.Range(0, data.Count).Where(i => !trains[i]).Average(i => 1.0 - data.Churned[i]);
        Assert.Equal(2000 * retained, quadratic.HeldOutLogLoss(), Tolerance);
    }

    private static (PrebinnedRows Data, bool[] Trains, Linearization Quadratic) Started()
    {
        var all = SmallRows.Prebin(SmallRows.Make(400, seed: 7));
        var data = all.Take([.. Enumerable.Range(0, all.Count).OrderBy(i => all.Keys[i] % 3 == 0)]);
        var trains = Array.ConvertAll(data.Keys, key => key % 3 != 0);
        var quadratic = new Linearization(data, trains.Count(t => t), HistogramCube.OffsetsOf(data));
        quadratic.Start(-1.0);
        return (data, trains, quadratic);
    }
}
