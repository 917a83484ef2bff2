using System.Globalization;
using System.Text.RegularExpressions;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Explaining;

public partial class ArithmeticTextTests
{
    private static readonly Snapshot Account = new()
    {
        Account = "7590-VHVEG",
        AsOf = new DateOnly(2025, 6, 30),
        Values = [12.5, 0, 1, double.NaN],
    };

    private static Arithmetic Explain(Snapshot snapshot, HealthModel model) =>
        ArithmeticText.Of(snapshot, HealthScorer.Score(snapshot, model), model);

    [Fact]
    [Trait("Requirement", "003-05")]
    public void Each_factor_is_shown_with_value_bin_weight_sub_score_and_points()
    {
        var row = Explain(Account, SampleModel.Model).Rows[0];

        Assert.Equal("12.5 months", row.Value);
        Assert.Equal("12.5 or more", row.Bin);
        Assert.Equal("0.5", row.Weight);
        Assert.Equal("100", row.SubScore);
        Assert.Equal("50.00", row.Points);
        Assert.Equal("10.00", row.OneToTen);
    }

    [Theory]
    [InlineData("1..5", "12.5 (1 to 5)")]
    [InlineData("days", "12.5 days")]
    public void A_value_on_a_scale_names_the_scale_in_brackets(string unit, string shown)
    {
        var model = SampleModel.Model;
        var tenure = model.Catalog[0] with { Unit = unit };
        var renamed = model with { Catalog = new FactorCatalog([tenure, .. model.Catalog.Factors.Skip(1)]) };

        Assert.Equal(shown, Explain(Account, renamed).Rows[0].Value);
    }

    [Fact]
    public void The_whole_explanation_reads_as_written_here()
    {
        var text = ArithmeticText.Plain(Explain(Account, SampleModel.Model));

        Assert.Equal(
            """
            account 7590-VHVEG, as of 2025-06-30
            model not saved, formula HASH (all accounts)

            factor    value           bin             weight  x sub-score  = points  1 to 10
            --------  --------------  --------------  ------  -----------  --------  -------
            Tenure    12.5 months     12.5 or more       0.5          100     50.00    10.00
            Contract  Month-to-month  Month-to-month     0.3            0      0.00     1.00
            Plan      not measured    not measured       0.2            0      0.00     1.00
            sum                                            1                     50

            health = 50 = 50
            on the scale from 1 to 10 = 1 + 9 x 50 / 100 = 5.5
            log-odds of churn = 2 - 0.05 x 50 = -0.5
            churn probability = 1 / (1 + e^-(-0.5)) = 0.3775406687981454
            band = yellow (green from 62, yellow from 31)
            coverage = 80 % of the weight was measured (low confidence under 60 %, no score under 30 %)
            status = scored

            Reasons
            1. Contract is Month-to-month: 12.00 points below the average customer; One year would add 15.00.
            2. Plan was not measured: 9.00 points below the average customer.

            What it means
            Health runs from 0 to 100; higher is better.
            Green: health 62 or more (churn probability 25.0 % or less).
            Yellow: health 31 or more, under 62 (churn probability 61.1 % or less).
            Red: health under 31.
            Churn probability is the chance that the customer leaves within 180 days; higher is worse.
            Ten points more health multiply the odds of churn by 0.6065.

            """.Replace("HASH", SampleModel.Model.FormulaHashes[0]),
            text
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Requirement", "003-01")]
    [Trait("Requirement", "004-12")]
    public void A_reader_of_the_text_alone_gets_the_same_points_health_log_odds_and_probability(int seed)
    {
        var (model, snapshot) = RandomModels.ModelAndSnapshot(seed);
        var score = HealthScorer.Score(snapshot, model);
        var text = ArithmeticText.Plain(ArithmeticText.Of(snapshot, score, model));

        var rows = RowPattern().Matches(text);
        var points = rows.Select(r => Decimal(r, "points")).ToArray();
        var equation = LogOddsPattern().Match(text);
        var logOdds = Double(equation, "a") - (Double(equation, "b") * Double(equation, "health"));

        Assert.Equal(score.Contributions.Length, rows.Count);
        Assert.All(
            rows,
            r => Assert.Equal(Decimal(r, "points"), decimal.Round(Decimal(r, "weight") * Decimal(r, "sub"), 7))
        );
        Assert.Equal(1m, rows.Sum(r => Decimal(r, "weight")));
        Assert.Equal(score.HealthPoints!.Value, points.Sum() * 10_000_000);
        Assert.Equal(points.Sum(), Decimal(equation, "health"));
        Assert.Equal(logOdds, Double(equation, "odds"));
        Assert.Equal(Logistic.Sigmoid(logOdds), Double(ProbabilityPattern().Match(text), "p"));
        Assert.Equal(1 + (9 * points.Sum() / 100), Decimal(OneToTenPattern().Match(text), "m"));
    }

    [Fact]
    [Trait("Requirement", "000-31")]
    public void A_withheld_score_says_why_in_words()
    {
        var unmeasured = Account with { Values = [double.NaN, double.NaN, double.NaN, 1] };

        var arithmetic = Explain(unmeasured, SampleModel.Model);

        Assert.Null(arithmetic.Health);
        Assert.Empty(arithmetic.Rows);
        Assert.Equal(["No score: only 20.0 % of the weight was measured; 30.0 % is the least."], Sentences(arithmetic));
    }

    [Fact]
    public void A_level_never_seen_is_named_and_counts_as_the_average()
    {
        var unseen = Account with { Values = [20, -1, 0, 2] };

        var arithmetic = Explain(unseen, SampleModel.Model);

        Assert.Equal("never seen in training", arithmetic.Rows[1].Value);
        Assert.Equal(
            ["Contract has a level never seen in training: it counts as the average customer."],
            Sentences(arithmetic)
        );
    }

    private static IEnumerable<string> Sentences(Arithmetic arithmetic) =>
        arithmetic.Reasons.Select(reason => reason.Sentence);

    private static decimal Decimal(Match match, string name) =>
        decimal.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    private static double Double(Match match, string name) =>
        double.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^f\d+ .* (?<weight>[\d.]+) +(?<sub>[\d.]+) +(?<points>[\d.]+) +[\d.]+$", RegexOptions.Multiline)]
    private static partial Regex RowPattern();

    [GeneratedRegex(
        @"^log-odds of churn = (?<a>\S+) - (?<b>\S+) x (?<health>\S+) = (?<odds>\S+)$",
        RegexOptions.Multiline
    )]
    private static partial Regex LogOddsPattern();

    [GeneratedRegex(@"^churn probability = .* = (?<p>\S+)$", RegexOptions.Multiline)]
    private static partial Regex ProbabilityPattern();

    [GeneratedRegex(@"^on the scale from 1 to 10 = .* = (?<m>\S+)$", RegexOptions.Multiline)]
    private static partial Regex OneToTenPattern();
}
