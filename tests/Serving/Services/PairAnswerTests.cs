using Google.Protobuf;
using HealthScore.Api.V1;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Models;
using HealthScore.Serving.Services;
using Contribution = HealthScore.Api.V1.Contribution;

namespace HealthScore.Serving.Tests.Services;

/// <summary>A formula with a pair on the wire.</summary>
public class PairAnswerTests
{
    private const string Key = "tenure*contract";

    private static readonly ServedModel Served = new(SmallModel.WithPair(), "");

    [Fact]
    public void A_pair_is_a_contribution_with_both_titles_and_bins_and_no_value_of_its_own()
    {
        var answer = Answer(Requests.Account(30, "Month-to-month", 4), Contributions.All);

        var pair = answer.Contributions[^1];
        Assert.Equal((Key, "Tenure × Contract"), (pair.Factor, pair.Title));
        Assert.Equal("12.5 or more × Month-to-month", pair.Bin);
        Assert.Equal((60_000_000, 20_000_000), (pair.Points, pair.PointsAgainstReference));
        Assert.Equal(Contribution.ValueOneofCase.None, pair.ValueCase);
        Assert.True(pair.Measured);
        Assert.Equal(answer.HealthPoints, answer.Contributions.Sum(c => c.Points));
    }

    [Fact]
    public void A_pair_of_which_one_is_missing_is_not_measured()
    {
        var answer = Answer(Requests.Account(30, null, 4), Contributions.All);

        Assert.False(answer.Contributions[^1].Measured);
        Assert.Equal("12.5 or more × not measured", answer.Contributions[^1].Bin);
        Assert.Equal(0.6, answer.Coverage, 1e-15);
    }

    [Theory]
    [InlineData(Contributions.All)]
    [InlineData(Contributions.Top)]
    [InlineData(Contributions.None)]
    public void The_writer_gives_the_bytes_of_the_message(Contributions mode)
    {
        var snapshot = ScoreMapping.SnapshotOf(Requests.Account(3, "Two year", null), Served);
        var health = HealthScorer.Score(snapshot, Served.Model);

        var bytes = ScoreResponseWriter.Write(health, snapshot, mode, Served).Bytes.ToArray();

        Assert.Equal(ScoreMapping.ResponseOf(health, snapshot, mode, Served).ToByteArray(), bytes);
    }

    [Fact]
    public void A_batch_has_a_column_of_the_pair_after_the_factors()
    {
        var answer = BatchScoring.ResponseOf(
            new BatchScoreRequest
            {
                Rows = 2,
                Factors =
                {
                    new FactorColumn
                    {
                        Factor = "tenure",
                        Numbers = new Numbers { Values = { 30, 3 } },
                    },
                    new FactorColumn
                    {
                        Factor = "contract",
                        Codes = new Codes { Levels = { "Month-to-month", "Two year" }, Codes_ = { 1, 2 } },
                    },
                    new FactorColumn
                    {
                        Factor = "logins_28d",
                        Numbers = new Numbers { Values = { 4, 4 } },
                    },
                },
            },
            Served
        );

        Assert.Equal(["tenure", "contract", "logins_28d", Key], answer.ContributionKeys);
        Assert.Equal(
            [400_000_000, 50_000_000, 200_000_000, 60_000_000, 200_000_000, 300_000_000, 200_000_000, 100_000_000],
            answer.ContributionPoints
        );
        Assert.Equal([710_000_000, 800_000_000], answer.HealthPoints);
    }

    [Fact]
    public void The_formula_and_the_model_name_the_pair()
    {
        var formula = ModelMapping.FormulaOf(new GetFormulaRequest(), Served);
        var weights = ModelMapping.ModelOf(new GetModelRequest(), Served, new DateOnly(2026, 1, 2)).Formulas[0].Weights;

        Assert.Contains("Tenure × Contract: points of both together, weight 0.1", formula.Text);
        Assert.Contains("\"tenure*contract\"", formula.Json);
        Assert.Equal((Key, 0.1), (weights[^1].Factor, weights[^1].Weight));
        Assert.Equal(1_000_000_000, weights.Sum(w => w.BestPoints));
    }

    private static ScoreResponse Answer(ScoreRequest request, Contributions mode)
    {
        var snapshot = ScoreMapping.SnapshotOf(request, Served);
        return ScoreMapping.ResponseOf(HealthScorer.Score(snapshot, Served.Model), snapshot, mode, Served);
    }
}
