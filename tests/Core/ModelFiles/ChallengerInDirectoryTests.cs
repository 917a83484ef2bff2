using System.Collections.Immutable;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Trees;
using HealthScore.Core.Trees.Shapley;

namespace HealthScore.Core.Tests.ModelFiles;

public class ChallengerInDirectoryTests
{
    /// <summary>One tree: contract Two year (level 2) scores -1.5, any other 0.5.</summary>
    private static readonly ChallengerModel Challenger = Trees(leafOfTwoYears: -1.5);

    private static readonly ModelContents Contents = SampleModel.Contents with
    {
        Golden = Answered(Challenger),
        Extra = SampleModel.Contents.Extra.Add(
            ModelFileNames.Challenger,
            ChallengerJson.Write(Challenger, SampleModel.Model.Catalog)
        ),
    };

    [Fact]
    public void The_challenger_is_read_with_the_formula_and_answers_beside_it()
    {
        var model = ModelBytes.Read(ModelBytes.Write(Contents)).Model;

        Assert.Equal(-1.5, model.Challenger!.RawScore([6, 2, 0, 0]));
        Assert.Equal(0.5, model.Challenger!.RawScore([6, 1, 0, 0]));
    }

    [Fact]
    public void A_challenger_that_answers_one_bit_otherwise_is_refused()
    {
        var other = Trees(leafOfTwoYears: (double)float.BitIncrement(-1.5f));
        var contents = Contents with
        {
            Extra = Contents.Extra.SetItem(
                ModelFileNames.Challenger,
                ChallengerJson.Write(other, SampleModel.Model.Catalog)
            ),
        };

        Assert.Contains("the challenger's raw score is -1.49999988", Refusal(contents).Message);
    }

    [Fact]
    public void A_challenger_that_is_not_there_or_not_asked_for_is_refused()
    {
        var none = Contents with { Extra = Contents.Extra.Remove(ModelFileNames.Challenger) };
        var unasked = Contents with { Golden = SampleModel.Contents.Golden };

        Assert.Contains("raw score is ; at training it was 0.5", Refusal(none).Message);
        Assert.Contains("raw score is 0.5; at training it was .", Refusal(unasked).Message);
    }

    [Theory]
    [InlineData(0.9e-6, false)]
    [InlineData(1.1e-6, true)]
    public void A_probability_may_differ_by_a_millionth(double difference, bool refused)
    {
        var moved = Contents with
        {
            Golden =
            [
                .. Contents.Golden.Select(row =>
                    row with
                    {
                        Expect = row.Expect with
                        {
                            ChallengerProbability = row.Expect.ChallengerProbability + difference,
                        },
                    }
                ),
            ],
        };

        var refusal = Record.Exception(() => ModelBytes.Read(ModelBytes.Write(moved)));

        Assert.Equal(refused, refusal is ModelException);
    }

    private static ChallengerModel Trees(double leafOfTwoYears)
    {
        var trees = new TreeEnsemble(
            [new TreeSlot(1, TreeSlotKind.Level, 2, 0)],
            [new RegressionTree([0], [0.5f], [~0], [~1], [0.5, leafOfTwoYears])]
        );
        var settings = new TreeSettings(Leaves: 2, LearningRate: 0.1, MinimumRows: 1, Trees: 1);
        var background = TreeBackground.Of(trees, rows: 4, factors: 2, (row, values) => values[1] = row);
        return new ChallengerModel(trees, settings, slope: 2, intercept: -1, background);
    }

    private static ImmutableArray<GoldenRow> Answered(ChallengerModel challenger)
    {
        var rows = SampleModel.Contents.Golden;
        return GoldenRows.WithChallenger(
            rows,
            [.. rows.Select(row => challenger.RawScore(row.Values))],
            [.. rows.Select(row => challenger.Probability(row.Values))]
        );
    }

    private static ModelException Refusal(ModelContents contents) =>
        Assert.Throws<ModelException>(() => ModelBytes.Read(ModelBytes.Write(contents)));
}
