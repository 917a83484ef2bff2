using HealthScore.Core.Trees;
using HealthScore.Core.Trees.Shapley;
using HealthScore.Training.Challenger;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Tests.Data;

namespace HealthScore.Training.Tests.Challenger;

/// <summary>Explanations of a public set's own challenger, from the file to every row.</summary>
public class ExplanationsOnTelcoTests
{
    private const double Tolerance = 1e-12;

    /// <summary>What a file of counts may weigh beside its trees.</summary>
    private const int MostBytes = 1_000_000;

    public static bool Present => SharedData.Present;

    [Fact(Skip = SharedData.Reason, SkipUnless = nameof(Present))]
    [Trait("Speed", "slow")]
    public void Base_and_contributions_sum_to_the_log_odds_on_every_row_of_telco()
    {
        var path = SharedData.PathOf("telco_ibm");
        var options = new InferenceOptions("Churn") { Churned = "Yes", Exclude = ["fold"] };
        var configuration = ConfigurationInference.Infer(path, options).Configuration;
        var table = TableReader.Read(path, TableSchema.From(configuration)).Table;
        var trained = ChallengerTrainer.Train(table, [.. Enumerable.Range(0, table.RowCount)], seed: 1).Model;
        var file = ChallengerJson.Write(trained, table.Catalog);
        var model = ChallengerJson.Read(file, table.Catalog);
        var pathDependent = TreeShapley.PathDependent(model);
        var (values, contributions, mean) = (new double[table.Catalog.Count], new double[table.Catalog.Count], 0.0);

        for (var row = 0; row < table.RowCount; row++)
        {
            RowValues.Copy(table, row, values);
            foreach (var explainer in (TreeShapley[])[pathDependent, model.Explainer])
            {
                var logOdds = explainer.Explain(values, contributions);

                Assert.Equal(model.LogOdds(values), logOdds);
                var gap = Math.Abs(logOdds - explainer.BaseLogOdds - contributions.Sum());
                Assert.InRange(gap, 0, Tolerance * (1 + Math.Abs(logOdds)));
            }

            mean += model.LogOdds(values) / table.RowCount;
        }

        Assert.Equal(table.RowCount, model.Background.Rows);
        Assert.InRange(model.Explainer.BaseLogOdds - mean, -1e-10, 1e-10);
        Assert.InRange(file.Length, 1, MostBytes);
    }
}
