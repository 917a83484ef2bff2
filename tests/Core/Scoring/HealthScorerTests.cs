using FsCheck.Xunit;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Scoring;

public class HealthScorerTests
{
    private static readonly Snapshot Account = new() { Account = "a1", Values = [6, 1, 0, 2] };

    private static AccountHealth Score(Snapshot snapshot) => HealthScorer.Score(snapshot, SampleModel.Model);

    /// <summary>tenure 6: 20, One year: 15, gold: 20; log-odds 2 - 0.05 x 55 = -0.75.</summary>
    [Fact]
    [Trait("Requirement", "003-06")]
    [Trait("Requirement", "004-02")]
    public void The_factors_add_up_to_one_number_from_0_to_100_and_a_churn_probability()
    {
        var score = Score(Account);

        Assert.Equal(ScoreStatus.Scored, score.Status);
        Assert.Equal(55, score.Health);
        Assert.Equal([200_000_000, 150_000_000, 200_000_000], score.Contributions.Select(c => c.Points));
        Assert.Equal([40.0, 50, 100], score.Contributions.Select(c => c.SubScore));
        Assert.Equal(Band.Yellow, score.Band);
        Assert.Equal(0.32082130082460703, score.ChurnProbability!.Value, 1e-15);
        Assert.Equal(1, score.Coverage);
    }

    [Fact]
    [Trait("Requirement", "000-35")]
    public void A_score_speaks_of_every_pillar_and_of_the_likelihood_to_churn()
    {
        var score = Score(Account);

        Assert.Equal(
            [
                new PillarTotal("usage", 200_000_000, 500_000_000),
                new PillarTotal("commercial", 350_000_000, 500_000_000),
            ],
            score.Pillars
        );
        Assert.InRange(score.ChurnProbability!.Value, 0, 1);
    }

    [Theory]
    [Trait("Requirement", "000-31")]
    [InlineData(0.5, 0.5, ScoreStatus.Scored)]
    [InlineData(0.51, 0.5, ScoreStatus.LowConfidence)]
    [InlineData(0.9, 0.51, ScoreStatus.Withheld)]
    public void Coverage_on_a_floor_is_enough_and_below_it_is_not(
        double lowBelow,
        double withholdBelow,
        ScoreStatus expected
    )
    {
        var model = SampleModel.Model with { Rules = new ScoringRules(lowBelow, withholdBelow, []) };
        var onlyTenure = Account with { Values = [6, double.NaN, 0, -1] };

        var score = HealthScorer.Score(onlyTenure, model);

        Assert.Equal(0.5, score.Coverage);
        Assert.Equal(expected, score.Status);
        Assert.Equal(expected == ScoreStatus.Withheld, score.Health is null);
    }

    [Theory]
    [Trait("Requirement", "000-31")]
    [InlineData(300_000_000, 0.30, ScoreStatus.LowConfidence)]
    [InlineData(299_999_999, 0.299999999, ScoreStatus.Withheld)]
    [InlineData(600_000_000, 0.60, ScoreStatus.Scored)]
    [InlineData(599_999_999, 0.599999999, ScoreStatus.LowConfidence)]
    public void The_default_floors_are_30_and_60_percent_of_the_weight(
        int measuredBest,
        double coverage,
        ScoreStatus expected
    )
    {
        var bins = FactorBins.Numeric([1]);
        var table = new PointsTable([0, measuredBest], 0, MissingLearned: true, 0, 0);
        var rest = new PointsTable([0, HealthFormula.FullHealth - measuredBest], 0, MissingLearned: true, 0, 0);
        var formula = new HealthFormula(
            [new(0, "tenure", bins, table), new(1, "contract", bins, rest)],
            0,
            1,
            new BandThresholds(1, 2)
        );

        var score = HealthScorer.Score(Account with { Values = [2, double.NaN, 0, 0] }, SampleModel.With(formula));

        Assert.Equal(coverage, score.Coverage);
        Assert.Equal(expected, score.Status);
    }

    [Fact]
    [Trait("Requirement", "000-01")]
    public void An_account_with_nothing_of_a_required_pillar_measured_gets_no_score()
    {
        var model = SampleModel.Model with
        {
            Rules = ScoringRules.Default with { WithholdBelow = 0, RequiredPillars = ["commercial"] },
        };

        var revenueAlone = HealthScorer.Score(Account with { Values = [6, double.NaN, 0, -1] }, model);
        var oneOfThePillar = HealthScorer.Score(Account with { Values = [6, 1, 0, double.NaN] }, model);

        Assert.Equal(ScoreStatus.Withheld, revenueAlone.Status);
        Assert.Equal(["required_pillar:commercial"], revenueAlone.Reasons);
        Assert.Null(revenueAlone.Health);
        Assert.Null(revenueAlone.Band);
        Assert.Null(revenueAlone.ChurnProbability);
        Assert.Empty(revenueAlone.Contributions);
        Assert.Equal(ScoreStatus.Scored, oneOfThePillar.Status);
    }

    [Theory]
    [InlineData(0, ScoreStatus.InNotice)]
    [InlineData(-1, ScoreStatus.InNotice)]
    [InlineData(1, ScoreStatus.Scored)]
    public void Notice_given_on_or_before_the_day_leaves_no_score(int daysAfter, ScoreStatus expected)
    {
        var day = new DateOnly(2025, 6, 30);

        var score = Score(Account with { AsOf = day, Notice = day.AddDays(daysAfter) });

        Assert.Equal(expected, score.Status);
        Assert.Equal(expected == ScoreStatus.InNotice, score.Reasons is ["in_notice"]);
    }

    /// <summary>Invariant 7: missing is a bin of its own.</summary>
    [Fact]
    public void A_missing_factor_takes_the_points_of_its_own_bin_and_a_level_never_seen_those_of_other()
    {
        Assert.Equal(
            [300_000_000, 50_000_000, 0],
            HealthScorer
                .Score(
                    Account with
                    {
                        Values = [double.NaN, double.NaN, double.NaN, double.NaN],
                    },
                    SampleModel.Model with
                    {
                        Rules = ScoringRules.Default with { WithholdBelow = 0 },
                    }
                )
                .Contributions.Select(c => c.Points)
        );
        Assert.Equal(
            [200_000_000, 120_000_000, 90_000_000],
            Score(Account with { Values = [6, -1, 0, -1] }).Contributions.Select(c => c.Points)
        );
    }

    /// <summary>Invariant 4: contributions sum to health exactly; a - b x health is the log-odds.</summary>
    [Property(MaxTest = 500)]
    [Trait("Requirement", "003-01")]
    public void Contributions_sum_to_health_exactly_and_health_gives_the_probability(int seed)
    {
        var (model, snapshot) = RandomModels.ModelAndSnapshot(seed);
        var formula = model.Formulas[0];

        var score = HealthScorer.Score(snapshot, model);

        var points = score.Contributions.Sum(c => (long)c.Points);
        Assert.Equal(points, score.HealthPoints!.Value);
        Assert.InRange(points, 0, HealthFormula.FullHealth);
        Assert.Equal(points, score.Pillars.Sum(p => (long)p.Points));
        var logOdds = formula.Intercept - (formula.Slope * (points / 1e7));
        Assert.Equal(Logistic.Sigmoid(logOdds), score.ChurnProbability);
        Assert.InRange(score.Coverage, 0, 1);
    }

    [Property(MaxTest = 200)]
    [Trait("Requirement", "001-02")]
    public void Every_score_lands_in_exactly_one_band(int seed)
    {
        var (model, snapshot) = RandomModels.ModelAndSnapshot(seed);
        var bands = model.Formulas[0].Bands;

        var score = HealthScorer.Score(snapshot, model);

        bool[] lands =
        [
            score.HealthPoints >= bands.GreenFrom,
            score.HealthPoints >= bands.YellowFrom && !(score.HealthPoints >= bands.GreenFrom),
            !(score.HealthPoints >= bands.YellowFrom) && !(score.HealthPoints >= bands.GreenFrom),
        ];
        Assert.Single(lands, lands => lands);
        Assert.True(lands[2 - (int)score.Band!.Value]);
    }

    [Fact]
    public void The_kernel_allocates_nothing()
    {
        var (model, snapshot) = RandomModels.ModelAndSnapshot(seed: 11);
        var formula = model.Formulas[0];
        var points = new int[formula.Factors.Length];
        _ = ScoreMany(snapshot, formula, points);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = ScoreMany(snapshot, formula, points);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.True(sum > 0);
    }

    [Fact]
    public void The_most_specific_formula_answers()
    {
        var young = Formula("smb", "young", 1);
        var model = SampleModel.With(
            Formula("all", "all", 4),
            Formula("smb", "all", 3),
            Formula("all", "young", 2),
            young
        );

        double InterceptOf(string segment, string stage) => model.Formulas[model.FormulaFor(segment, stage)].Intercept;

        Assert.Equal(
            [1, 3, 2, 4],
            new[]
            {
                InterceptOf("smb", "young"),
                InterceptOf("smb", "old"),
                InterceptOf("x", "young"),
                InterceptOf("x", "y"),
            }
        );
    }

    private static HealthFormula Formula(string segment, string stage, double intercept) =>
        new(SampleModel.Formula.Factors, intercept, slope: 1, SampleModel.Formula.Bands)
        {
            Segment = segment,
            Stage = stage,
        };

    private static double ScoreMany(Snapshot snapshot, HealthFormula formula, int[] points)
    {
        var sum = 0.0;
        for (var k = 0; k < 1000; k++)
        {
            var health = HealthScorer.Score(snapshot.Values, formula, points);
            sum += HealthScorer.ChurnProbability(health, formula) + HealthScorer.Coverage(snapshot.Values, formula);
        }

        return sum;
    }
}
