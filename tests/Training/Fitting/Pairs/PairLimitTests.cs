using HealthScore.Training.Configuration;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Fitting.Pairs;

/// <summary>How many pairs a formula may have is the user's to say.</summary>
public class PairLimitTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void The_configuration_limits_the_pairs_of_every_fold(int most, int expected)
    {
        var table = PairRows.Make(2000, seed: 7, together: 2);
        var configuration = SmallRows.Configuration(table.Catalog) with
        {
            Challenger = ChallengerTrainerKind.None,
            MostPairs = most,
        };
        var plan = FoldPlan.ByAccount(table, seed: 1);
        var settings = SmallRows.Quick with { MostPairs = 8 };

        var found = CrossValidation.Run(table, configuration, plan with { Parts = [plan.Parts[0]] }, settings);

        Assert.Equal(expected, found.Folds[0].PairCount);
    }
}
