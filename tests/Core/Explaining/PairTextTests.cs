using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Explaining;

public class PairTextTests
{
    private static readonly FactorCatalog Catalog = PairModel.Model.Catalog;

    [Fact]
    public void The_readable_formula_shows_a_pair_as_a_table_of_both()
    {
        var text = FormulaText.Plain(PairModel.Model);

        Assert.Contains(
            """

            Service calls × Day minutes: points of both together, weight 0.25
                           Day minutes (minutes)
            Service calls  under 160  160 or more  not measured
            -------------  ---------  -----------  ------------
            under 4             12.5         15.5            12
            4 or more              0           25            12
            not measured          10           11            12

            """,
            text
        );
    }

    [Fact]
    public void An_explanation_names_both_values_and_both_bins()
    {
        var snapshot = new Snapshot { Account = "a", Values = [4, 100] };
        var score = HealthScorer.Score(snapshot, PairModel.Model);

        var arithmetic = ArithmeticText.Of(snapshot, score, PairModel.Model);

        var row = arithmetic.Rows.Single(row => row.Factor == "calls*minutes");
        Assert.Equal("Service calls × Day minutes", row.Title);
        Assert.Equal("service", row.Pillar);
        Assert.Equal("4 × 100 minutes", row.Value);
        Assert.Equal("4 or more × under 160", row.Bin);
        Assert.Equal(("0.25", "0", "0.00", "1.00"), (row.Weight, row.SubScore, row.Points, row.OneToTen));
        Assert.Equal(
            [
                "Service calls is 4: 30.00 points below the average customer; under 4 would add 52.50.",
                "Service calls 4 or more with Day minutes under 160 gives 0.00 of 25.00 points: "
                    + "12.00 points below the average customer.",
            ],
            arithmetic.Reasons.Select(reason => reason.Sentence)
        );
    }

    [Fact]
    public void A_pair_with_a_missing_part_says_which()
    {
        var snapshot = new Snapshot { Account = "a", Values = [double.NaN, 100] };
        var score = HealthScorer.Score(snapshot, PairModel.Model);

        Assert.Equal(
            [
                "Service calls not measured with Day minutes under 160 gives 10.00 of 25.00 points: "
                    + "2.00 points below the average customer.",
                "Service calls was not measured: it counts as the average customer.",
            ],
            ReasonText.Of(snapshot, score, PairModel.Model).Select(reason => reason.Sentence)
        );
    }

    [Fact]
    public void A_table_wider_than_a_line_goes_on_below_with_the_rows_named_again()
    {
        var wide = FormulaFactor.OfPair(
            PairModel.Pair.Row,
            new FactorPart(1, "minutes", FactorBins.Numeric([100, 120, 140, 160, 180, 200, 220, 240])),
            PointsTable.OfCells([.. Enumerable.Range(1, 30).Select(k => (k * 8_333_333) + 10)], mean: 10)
        );

        var lines = PairGrid.Of(wide, Catalog)!.Plain().Split('\n');

        Assert.All(lines, line => Assert.InRange(line.Length, 0, PairGrid.Width));
        Assert.Equal(2, lines.Count(line => line.StartsWith("4 or more", StringComparison.Ordinal)));
        var cells = lines.Where(line => line.StartsWith("4 or more", StringComparison.Ordinal));
        Assert.Equal(
            Enumerable.Range(11, 10).Select(k => PointsText.Exact((k * 8_333_333) + 10)),
            cells.SelectMany(line => line["4 or more".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        );
    }

    [Fact]
    public void Titles_of_pairs_come_from_their_factors()
    {
        Assert.Equal("Service calls × Day minutes", FactorTitles.Of("calls*minutes", Catalog));
        Assert.Equal("Day minutes", FactorTitles.Of("minutes", Catalog));
        Assert.Equal("hours", FactorTitles.Of("hours", Catalog));
        Assert.Equal("Service calls × Day minutes", FactorTitles.Of(PairModel.Pair, Catalog));
    }
}
