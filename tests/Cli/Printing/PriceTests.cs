using HealthScore.Cli.Printing.Learning;
using HealthScore.Training.Evaluation;

namespace HealthScore.Cli.Tests.Printing;

public class PriceTests
{
    /// <summary>
    /// Of two pairs of rows one stands right with the few (AUC .5) and both with all; log-loss is -ln .5 and -ln .8.
    /// </summary>
    [Fact]
    public void The_price_of_few_factors_is_told_in_auc_and_log_loss()
    {
        var few = Metrics.Of([0.5, 0.5], [true, false]);
        var all = Metrics.Of([0.8, 0.2], [true, false]);

        Assert.Equal(
            "The price of at most 3 factors, chosen in each fold anew: AUC 0.5000 instead of 1.0000, log-loss 0.6931 "
                + "instead of 0.2231.",
            TrainingScreen.Price(few, all, most: 3)
        );
    }
}
