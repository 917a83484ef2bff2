using HealthScore.Core.Accounts;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting;
using HealthScore.Training.Tests.Fitting;
using HealthScore.Training.Tests.Fitting.Pairs;

namespace HealthScore.Training.Tests;

public class PairModelTests
{
    /// <summary>From rows to a directory and back: intervals, golden rows and refusals know pairs too.</summary>
    [Fact]
    public void A_model_with_pairs_is_written_read_and_scores_the_same_bits()
    {
        var table = PairRows.Make(2000, seed: 1, together: 2);
        var settings = SmallRows.Quick with { MostPairs = 8, Intervals = FitIntervals.Jackknife };
        var outcome = TrainingRun.Train(table, SmallRows.Configuration(table.Catalog), settings, [], "0.0.0");
        var directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            ModelDirectory.Write(directory, outcome.Contents!, ExistingModel.Refuse);
            var model = ModelDirectory.Read(directory).Model;

            Assert.Contains(model.Formulas[0].Factors, f => f.IsPair);
            var values = new double[table.Catalog.Count];
            for (var row = 0; row < 100; row++)
            {
                for (var j = 0; j < values.Length; j++)
                {
                    values[j] = table.Values[j][row];
                }

                var score = HealthScorer.Score(new Snapshot { Account = "a", Values = values }, model);
                Assert.Equal(outcome.Formula.ChurnProbability(values), score.ChurnProbability);
                Assert.Equal(score.HealthPoints, score.Contributions.Sum(c => c.Points));
                Assert.InRange(score.ChurnProbability!.Value, score.ChurnLow!.Value, score.ChurnHigh!.Value);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
