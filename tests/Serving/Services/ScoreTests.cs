using HealthScore.Core.Scoring;

namespace HealthScore.Serving.Tests.Services;

public class ScoreTests(ServerFixture fixture)
{
    [Fact]
    public async Task A_score_worked_by_hand_comes_back_with_every_contribution()
    {
        var answer = await fixture.Scoring.ScoreAsync(
            Requests.Account(tenure: 30, contract: "Month-to-month", logins: 3.25)
        );

        Assert.Equal(750_000_000, answer.HealthPoints);
        Assert.Equal(75.0, answer.Health);
        Assert.Equal(Api.V1.Band.Green, answer.Band);
        Assert.Equal(Api.V1.ScoreStatus.Scored, answer.Status);
        Assert.Equal(Logistic.Sigmoid(2.5 - (0.075 * 75.0)), answer.ChurnProbability);
        Assert.Equal(["tenure", "contract", "logins_28d"], answer.Contributions.Select(c => c.Factor));
        Assert.Equal([500_000_000, 50_000_000, 200_000_000], answer.Contributions.Select(c => c.Points));
        Assert.Equal(
            [250_000_000, -100_000_000, 80_000_000],
            answer.Contributions.Select(c => c.PointsAgainstReference)
        );
        Assert.Equal([1u, 2u, 3u], answer.Contributions.Select(c => c.Rank));
        Assert.Equal(["12.5 or more", "Month-to-month", "3.25 or more"], answer.Contributions.Select(c => c.Bin));
        Assert.Equal(["contract"], answer.Reasons);
        Assert.Equal(SmallModel.Version, answer.ModelVersion);
        Assert.Equal(SmallModel.Hash, answer.FormulaHash);
        Assert.False(answer.HasChallengerProbability);
    }
}
