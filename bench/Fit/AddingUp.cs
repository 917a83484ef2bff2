using System.Text.Json;
using HealthScore.Core.Accounts;
using HealthScore.Core.Trees;
using HealthScore.Core.Trees.Shapley;
using HealthScore.Training.Challenger;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;

namespace HealthScore.Bench.Fit;

/// <summary>
/// A challenger of all rows of a file, written and read back, and whether its contributions add up on every row; one
/// line
/// of JSON.
/// </summary>
internal static class AddingUp
{
    public static int Run(string file, string label, string churned, string exclude)
    {
        var options = new InferenceOptions(label) { Churned = churned, Exclude = [.. exclude.Split(',')] };
        var configuration = ConfigurationInference.Infer(file, options).Configuration;
        var table = TableReader.Read(file, TableSchema.From(configuration)).Table;
        var trained = ChallengerTrainer.Train(table, [.. Enumerable.Range(0, table.RowCount)], seed: 42).Model;
        var bytes = ChallengerJson.Write(trained, table.Catalog);
        var model = ChallengerJson.Read(bytes, table.Catalog);
        var leaves = model.Background.Leaves;
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    rows = table.RowCount,
                    known = table.Outcomes.Count(outcome => outcome != Outcome.Unknown),
                    factors = table.Catalog.Count,
                    trees = model.Trees.Trees.Length,
                    leaves = leaves.Length,
                    patterns = leaves.Sum(leaf => leaf.Length),
                    file_bytes = bytes.Length,
                    interventional = LargestGap(table, model, model.Explainer),
                    path_dependent = LargestGap(table, model, TreeShapley.PathDependent(model)),
                }
            )
        );
        return 0;
    }

    /// <summary>Of log-odds less base and contributions, over 1 + the log-odds' size; the largest number there is where
    /// the log-odds are not
    /// those of scoring alone.</summary>
    private static double LargestGap(TrainingTable table, ChallengerModel model, TreeShapley explainer)
    {
        var (values, contributions, largest) = (new double[table.Catalog.Count], new double[table.Catalog.Count], 0.0);
        for (var row = 0; row < table.RowCount; row++)
        {
            RowValues.Copy(table, row, values);
            var logOdds = explainer.Explain(values, contributions);
            var gap = Math.Abs(logOdds - explainer.BaseLogOdds - contributions.Sum()) / (1 + Math.Abs(logOdds));
            largest = Math.Max(largest, logOdds == model.LogOdds(values) ? gap : double.MaxValue);
        }

        return largest;
    }
}
