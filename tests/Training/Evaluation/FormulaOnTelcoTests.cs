using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting;
using HealthScore.Training.Tests.Data;

namespace HealthScore.Training.Tests.Evaluation;

/// <summary>The goals of accuracy, on a public set with committed folds, from the file to the figures.</summary>
public class FormulaOnTelcoTests
{
    private const double LeastAuc = 0.849;
    private const double MostLogLoss = 0.412;

    public static bool Present => SharedData.Present;

    [Fact(Skip = SharedData.Reason, SkipUnless = nameof(Present))]
    [Trait("Requirement", "004-02")]
    [Trait("Speed", "slow")]
    public void The_formula_reaches_its_goals_on_telco()
    {
        var path = SharedData.PathOf("telco_ibm");
        var options = new InferenceOptions("Churn") { Churned = "Yes", Exclude = ["fold"] };
        var configuration = ConfigurationInference.Infer(path, options).Configuration with
        {
            Challenger = ChallengerTrainerKind.None,
        };
        var table = TableReader.Read(path, TableSchema.From(configuration, "fold")).Table;

        var metrics = CrossValidation
            .Run(table, configuration, FoldPlan.ByColumn(table, "fold"), FitSettings.Default)
            .Metrics;

        Assert.Equal(7043, metrics.Rows);
        Assert.Equal("user_folds", metrics.Basis);
        Assert.True(metrics.Formula.Auc >= LeastAuc, $"AUC {metrics.Formula.Auc}");
        Assert.True(metrics.Formula.LogLoss <= MostLogLoss, $"log-loss {metrics.Formula.LogLoss}");
        Assert.InRange(metrics.Formula.CalibrationSlope!.Value, 0.9, 1.1);
    }
}
