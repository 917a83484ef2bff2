using System.Text.Json;
using HealthScore.Core.Scoring;
using HealthScore.Training.Challenger;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Tests.Challenger;

/// <summary>
/// CalibratedClassifierCV of scikit-learn 1.2.1, written by <c>tests/Golden/calibration/make.py</c>.
/// </summary>
public class CalibrationAgainstScikitLearnTests
{
    private static readonly JsonElement Golden = Read();
    private static readonly double[] Scores = Numbers(Golden.GetProperty("scores"));
    private static readonly byte[] Churned = [.. Numbers(Golden.GetProperty("churned")).Select(c => (byte)c)];

    /// <summary>
    /// Theirs is drawn a hair towards even chances (Platt's targets), by one row of each outcome: a fiftieth of a
    /// standard error here.
    /// </summary>
    [Fact]
    public void The_line_from_scores_to_log_odds_is_the_sigmoid_of_scikit_learn()
    {
        var sigmoid = Golden.GetProperty("sigmoid");
        bool[] churned = [.. Churned.Select(c => c == 1)];

        var line = ScoreCalibration.Fit(Scores, churned, boostedFor: 1);

        var errors = LogOddsLine.Fit(TiedScores.Of(Scores, churned))!;
        Assert.Equal(sigmoid.GetProperty("slope").GetDouble(), line.Slope, errors.SlopeError / 10);
        Assert.Equal(sigmoid.GetProperty("intercept").GetDouble(), line.Intercept, errors.InterceptError / 10);
        Assert.InRange(line.Slope, 0.3, 0.7);
    }

    /// <summary>A single factor whose bins are the scores, bound to rise and hardly pulled.</summary>
    [Fact]
    public void Points_that_may_only_rise_are_the_isotonic_map_of_scikit_learn()
    {
        var isotonic = Golden.GetProperty("isotonic");
        var steps = Numbers(isotonic.GetProperty("scores"));
        byte[] entries = Array.ConvertAll(Scores, score => (byte)Array.IndexOf(steps, score));
        var rows = new FormulaRows([entries], [steps.Length + 1], Churned);

        var fitted = PointsRefit.Fit(
            rows,
            new double[steps.Length + 1],
            intercept: -1,
            [CurveConstraint.Rising],
            FitSettings.Default with
            {
                CurveShrinkage = 0,
                MissingShrinkage = 0,
                Threads = 1,
            }
        );

        var rates = Numbers(isotonic.GetProperty("rates"));
        Assert.All(
            rates.Zip(fitted.LogOdds),
            step => Assert.Equal(step.First, Logistic.Sigmoid(fitted.Intercept + step.Second), 1e-3)
        );
        Assert.InRange(rates.Distinct().Count(), 5, steps.Length - 1);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetDouble())];

    private static JsonElement Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "calibration", "calibration.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}
