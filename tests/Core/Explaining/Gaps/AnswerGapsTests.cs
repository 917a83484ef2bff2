using FsCheck.Xunit;
using HealthScore.Core.Explaining.Gaps;
using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;
using HealthScore.Core.Scoring;
using HealthScore.Core.Tests.Trees;
using HealthScore.Core.Tests.Trees.Shapley;
using HealthScore.Core.Trees;

namespace HealthScore.Core.Tests.Explaining.Gaps;

public class AnswerGapsTests
{
    /// <summary>Log-odds 1 - .06 x health; the trees of each seed split on calls and minutes.</summary>
    [Property(MaxTest = 100)]
    public void Bases_and_factors_sum_to_the_gap_of_the_two_answers(int seed)
    {
        var trees = RandomTrees.OfNumbers(seed, factors: 2);
        var model = PairModel.Model with { Challenger = trees.Model(trees: 4, leaves: 5, trees.Rows(20)) };
        var values = trees.Row();

        var gap = AnswerGaps.Of(values, InUse(model), model, seen: [])!;

        var health = HealthScorer.Score(values, PairModel.Formula, new int[3]);
        Assert.Equal(HealthScorer.ChurnProbability(health, PairModel.Formula), gap.FormulaProbability, 1e-12);
        Assert.Equal(model.Challenger!.Probability(values), gap.TreesProbability, 1e-12);
        Assert.Equal(gap.LogOdds, gap.TreesBase - gap.FormulaBase + gap.Factors.Sum(f => f.Difference), 1e-9);
        Assert.All(gap.Drivers, driver => Assert.True(driver.Difference * gap.LogOdds > 0));
    }

    /// <summary>
    /// Trees that say 2 more log-odds only where calls are 4 or more and minutes 160 or more, the background half and
    /// half in each: together they are worth 2 x (1 - 1/2)(1 - 1/2) = .5 at that corner.
    /// </summary>
    [Fact]
    public void What_trees_do_with_two_factors_together_is_told_from_what_each_does_alone()
    {
        var model = PairModel.Model with { Challenger = Corner() };

        var gap = AnswerGaps.Of([5, 200], InUse(model), model, seen: [])!;

        // The pair of the formula adds 13 points above its mean: -.78 of log-odds.
        Assert.Equal(0.5 + (0.06 * 13), gap.Together, 1e-12);
    }

    /// <summary>
    /// Trees that say 6 where calls are above 4.5, 0 else: 3 above their mean, the formula 1.41 above its.
    /// </summary>
    [Fact]
    public void A_value_beyond_what_training_saw_is_told_of_the_factor_that_drives_the_gap()
    {
        double[][] background =
        [
            [1, 100],
            [5, 100],
        ];
        var trees = Of(new RegressionTree([0], [4.5f], [~0], [~1], [0, 6]), background);
        var model = PairModel.Model with { Challenger = trees };
        var minutes = new SeenValues(0, 400, Missing: false);

        var beyond = AnswerGaps.Of([5, 200], InUse(model), model, [new(0, 4.9, Missing: false), minutes])!;
        var within = AnswerGaps.Of([5, 200], InUse(model), model, [new(0, 5, Missing: false), minutes])!;

        Assert.Equal(3 - (0.06 * 23.5), beyond.Drivers[0].Difference, 1e-12);
        Assert.Equal(("calls", false), (beyond.Drivers[0].Factor, beyond.Drivers[0].IsSeen));
        Assert.Equal(GapKind.UnseenValue, beyond.Kind);
        Assert.NotEqual(GapKind.UnseenValue, within.Kind);
    }

    [Fact]
    public void A_segments_own_formula_that_alone_departs_from_the_trees_is_a_segment_effect()
    {
        var (common, own) = (PairModel.Formula, Shifted(PairModel.Formula, by: -3));
        var trees = ThatSay(HealthScorer.LogOdds(HealthScorer.Score([5, 200], common, new int[3]), common));
        var model = PairModel.Model with { Formulas = [common, own], FormulaHashes = ["a", "b"], Challenger = trees };
        var used = model.FormulaOf("big", "all", null, null, null);

        var gap = AnswerGaps.Of([5, 200], used, model, seen: [])!;

        Assert.Equal(3, gap.LogOdds, 1e-6);
        Assert.Equal(GapKind.Segment, gap.Kind);
        Assert.Contains("segment big", GapText.Why(gap.Kind, own), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_challenger_there_is_no_gap() =>
        Assert.Null(AnswerGaps.Of([5, 200], InUse(PairModel.Model), PairModel.Model, seen: []));

    private static HealthFormula Shifted(HealthFormula formula, double by) =>
        new(formula.Factors, formula.Intercept + by, formula.Slope, formula.Bands) { Segment = "big" };

    private static FormulaInUse InUse(HealthModel model) => model.FormulaOf("all", "all", null, null, null);

    private static ChallengerModel ThatSay(double logOdds) =>
        Of(
            new RegressionTree([], [], [], [], [logOdds]),
            [
                [1, 1],
            ]
        );

    private static ChallengerModel Corner() =>
        Of(
            new RegressionTree([0, 1], [3.5f, 159.5f], [~0, ~1], [1, ~2], [0, 0, 2]),
            [
                [1, 100],
                [1, 200],
                [4, 100],
                [4, 200],
            ]
        );

    private static ChallengerModel Of(RegressionTree tree, double[][] background)
    {
        var ensemble = new TreeEnsemble(
            [new TreeSlot(0, TreeSlotKind.Number, 0, Fill: 0), new TreeSlot(1, TreeSlotKind.Number, 0, Fill: 0)],
            [tree]
        );
        return new ChallengerModel(
            ensemble,
            new TreeSettings(Leaves: 3, LearningRate: 0.1, MinimumRows: 1, Trees: 1),
            slope: 1,
            intercept: 0,
            SmallTrees.Counted(ensemble, background)
        );
    }
}
