using System.Text.Json;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Evaluation;

/// <summary>Figures of scikit-learn 1.2.1, written by <c>tests/Golden/metrics/make.py</c>.</summary>
public class MetricsAgainstScikitLearnTests
{
    private const double Tolerance = 1e-12;

    /// <summary>scikit-learn stops its Newton search earlier than we do.</summary>
    private const double LineTolerance = 1e-5;

    public static TheoryData<int> Cases => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Auc_log_loss_and_brier_are_scikit_learns(int number)
    {
        var (golden, rows) = Case(number);

        var part = Metrics.Of(rows.Probabilities, rows.Churned);

        Assert.Equal(Of(golden, "auc"), part.Auc!.Value, Tolerance);
        Assert.Equal(Of(golden, "log_loss"), part.LogLoss, Tolerance);
        Assert.Equal(Of(golden, "brier"), part.Brier, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void DeLongs_variance_is_the_one_from_all_pairs_of_rows(int number)
    {
        var (golden, rows) = Case(number);

        var variance = AucInterval.DeLongVariance(TiedScores.Of(rows.Probabilities, rows.Churned));

        Assert.Equal(Of(golden, "delong_variance"), variance!.Value, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_jackknife_by_account_is_the_one_from_leaving_out_each_account(int number)
    {
        var (golden, rows) = Case(number);

        Assert.Equal(Of(golden, "jackknife_variance"), AucInterval.JackknifeVariance([rows])!.Value, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_calibration_line_is_the_unpenalised_logistic_regression(int number)
    {
        var (golden, rows) = Case(number);

        var part = Metrics.Of(rows);

        var half = (part.CalibrationSlopeHigh!.Value - part.CalibrationSlopeLow!.Value) / 2;
        Assert.Equal(Of(golden, "calibration_slope"), part.CalibrationSlope!.Value, LineTolerance);
        Assert.Equal(Of(golden, "calibration_intercept"), part.CalibrationIntercept!.Value, LineTolerance);
        Assert.Equal(1.959963984540054 * Of(golden, "calibration_slope_error"), half, LineTolerance);
        var interceptHalf = (part.CalibrationInterceptHigh!.Value - part.CalibrationInterceptLow!.Value) / 2;
        Assert.Equal(1.959963984540054 * Of(golden, "calibration_intercept_error"), interceptHalf, LineTolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_calibration_error_is_the_one_computed_in_numpy(int number)
    {
        var (golden, rows) = Case(number);

        Assert.Equal(Of(golden, "ece"), Metrics.Of(rows).Ece, Tolerance);
    }

    private static double Of(JsonElement golden, string name) => golden.GetProperty(name).GetDouble();

    private static (JsonElement Golden, ScoredRows Rows) Case(int number)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "metrics", "metrics.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var golden = document.RootElement.GetProperty("cases")[number].Clone();
        return (
            golden,
            new ScoredRows(
                [.. golden.GetProperty("probabilities").EnumerateArray().Select(p => p.GetDouble())],
                [.. golden.GetProperty("churned").EnumerateArray().Select(c => c.GetInt32() == 1)]
            )
            {
                Accounts = [.. golden.GetProperty("accounts").EnumerateArray().Select(a => a.GetInt32())],
            }
        );
    }
}
