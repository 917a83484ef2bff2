using System.Text;
using System.Text.Json;
using HealthScore.Core.Formula;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Evaluation;

public class MetricsJsonTests
{
    [Fact]
    public void A_document_reads_back_as_it_was_written()
    {
        var document = Sample() with
        {
            Challenger = Part() with { PooledAuc = 0.7, PooledLogLoss = 0.5 },
            Basis = "out_of_fold",
            Bands = [new(Band.Red, 10, 6), new(Band.Yellow, 0, 0), new(Band.Green, 30, 1)],
            Accepted = ["Q04", "Q11:Total Charges"],
        };

        var read = MetricsJson.Read(MetricsJson.Write(document));

        Assert.Equal(MetricsJson.Write(document), MetricsJson.Write(read));
        Assert.Equal(document.Bands, read.Bands);
        Assert.Equal(document.Accepted, read.Accepted);
        Assert.Equal(document.Challenger, read.Challenger);
        Assert.Equal(10, read.Challenger!.DecisionCurve!.Points.Length);
    }

    [Fact]
    public void The_members_have_the_names_of_the_specification_in_their_order()
    {
        using var json = JsonDocument.Parse(MetricsJson.Write(Sample()));

        Assert.Equal(
            ["rows", "churned", "prior_log_loss", "formula", "challenger", "equal_weights"],
            json.RootElement.EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal(
            [
                "auc",
                "auc_low",
                "auc_high",
                "log_loss",
                "brier",
                "ece",
                "calibration_slope",
                "calibration_slope_low",
                "calibration_slope_high",
                "calibration_intercept",
                "calibration_intercept_low",
                "calibration_intercept_high",
                "emp",
                "emp_called",
                "net_benefit",
            ],
            json.RootElement.GetProperty("formula").EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("challenger").ValueKind);
    }

    [Fact]
    public void The_number_of_pairs_is_given_fold_by_fold_where_it_is_known()
    {
        var document = Sample() with { Formula = Part() with { PairsOfFolds = [3, 0, 12] } };

        using var json = JsonDocument.Parse(MetricsJson.Write(document));

        var pairs = json.RootElement.GetProperty("formula").GetProperty("pairs");
        Assert.Equal([3, 0, 12], pairs.EnumerateArray().Select(count => count.GetInt32()));
        Assert.False(json.RootElement.GetProperty("equal_weights").TryGetProperty("pairs", out _));
    }

    [Fact]
    public void A_figure_that_the_rows_cannot_give_is_null()
    {
        var document = Sample() with { Formula = Metrics.Of([0.5, 0.5], [true, true]) };

        var read = MetricsJson.Read(MetricsJson.Write(document));

        Assert.Null(read.Formula.Auc);
        Assert.Contains(
            "\"auc\": null",
            Encoding.UTF8.GetString(MetricsJson.Write(document)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"rows\": 1")]
    [InlineData("{\"rows\": \"1\", \"churned\": 1}")]
    public void Text_that_is_no_metrics_document_is_refused(string text) =>
        Assert.ThrowsAny<JsonException>(() => MetricsJson.Read(Encoding.UTF8.GetBytes(text)));

    private static MetricsDocument Sample() =>
        new()
        {
            Rows = 4,
            Churned = 2,
            PriorLogLoss = 0.69,
            Formula = Part(),
            Challenger = null,
            EqualWeights = Part(),
        };

    private static MetricsPart Part() => Metrics.Of([0.8, 0.4, 0.5, 0.1], [true, true, false, false]);
}
