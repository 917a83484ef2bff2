using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Tests.Data;

namespace HealthScore.Training.Tests.Evaluation;

public class EqualWeightsOnTelcoTests
{
    public static bool DataPresent => SharedData.Present;

    [Fact(Skip = SharedData.Reason, SkipUnless = nameof(DataPresent))]
    public void On_five_folds_of_telco_equal_weights_beat_the_prior_and_stay_calibrated()
    {
        var table = Telco();
        var folds = new List<ScoredRows>();
        var prior = 0.0;
        foreach (var fold in table.Texts["fold"].Distinct().Order())
        {
            ImmutableArray<int> test = [.. Rows(table, row => table.Texts["fold"][row] == fold)];
            ImmutableArray<int> training = [.. Rows(table, row => table.Texts["fold"][row] != fold)];
            bool[] churned = [.. test.Select(row => table.Outcomes[row] == Outcome.Churned)];
            folds.Add(new ScoredRows(EqualWeights.Fit(table, training).Probabilities(table, test), churned));
            var rate = training.Count(row => table.Outcomes[row] == Outcome.Churned) / (double)training.Length;
            prior += Metrics.PriorLogLoss(rate, churned) / 5;
        }

        var part = Metrics.OverFolds(folds);

        Assert.Equal(7043, folds.Sum(fold => fold.Churned.Length));
        Assert.Equal(0.5786, prior, 0.0005); // the entropy of 1,869 of 7,043
        Assert.InRange(part.Auc!.Value, 0.78, 0.83);
        Assert.InRange(part.LogLoss, 0.43, prior - 0.1);
        Assert.InRange(part.AucHigh!.Value - part.AucLow!.Value, 0.015, 0.03);
        Assert.InRange(1, part.CalibrationSlopeLow!.Value, part.CalibrationSlopeHigh!.Value);
    }

    private static IEnumerable<int> Rows(TrainingTable table, Func<int, bool> which) =>
        Enumerable.Range(0, table.RowCount).Where(which);

    private static TrainingTable Telco()
    {
        var path = SharedData.PathOf("telco_ibm");
        var options = new InferenceOptions("Churn") { Exclude = ["fold"] };
        var configuration = ConfigurationInference.Infer(path, options).Configuration;
        return TableReader.Read(path, TableSchema.From(configuration, "fold")).GoodRows();
    }
}
