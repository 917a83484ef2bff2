using HealthScore.Core.Accounts;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Bands;
using HealthScore.Training.Data;
using HealthScore.Training.Pooling;
using HealthScore.Training.Tests.Fitting;
using static HealthScore.Training.Tests.Pooling.SegmentedRows;

namespace HealthScore.Training.Tests.Pooling;

public class SegmentPoolingTests
{
    private static readonly TrainingTable Table = Make(4_000, seed: 1);
    private static readonly FittedFormulas Formulas = Fit(Table);

    [Fact]
    [Trait("Requirement", "002-01")]
    [Trait("Requirement", "002-02")]
    public void Enterprise_weighs_what_its_manager_thinks_above_logins_and_the_small_weigh_logins_above_that()
    {
        var enterprise = Formulas.For("enterprise", "all");
        var small = Formulas.For("small", "all");

        Assert.Equal("enterprise", enterprise.Segment);
        Assert.True(WeightOf(enterprise, "pulse") > 1.5 * WeightOf(enterprise, "logins"));
        Assert.True(WeightOf(small, "logins") > 1.5 * WeightOf(small, "pulse"));
    }

    [Fact]
    [Trait("Requirement", "001-17")]
    [Trait("Requirement", "001-18")]
    [Trait("Requirement", "002-03")]
    public void New_customers_have_a_formula_in_which_milestones_count_more()
    {
        var fresh = Formulas.For("small", "onboarding");
        var established = Formulas.For("small", "established");

        Assert.Equal(("small", "onboarding"), (fresh.Segment, fresh.Stage));
        Assert.True(WeightOf(fresh, "milestones") > 1.5 * WeightOf(established, "milestones"));
    }

    [Fact]
    [Trait("Requirement", "000-33")]
    public void Criteria_and_thresholds_differ_by_segment()
    {
        var cuts = new BandCuts(RedFrom: 0.4, YellowFrom: 0.2);

        var enterprise = Formulas.For("enterprise", "established");
        var small = Formulas.For("small", "established");

        Assert.NotEqual(cuts.On(enterprise), cuts.On(small));
        Assert.NotEqual(WeightOf(enterprise, "pulse"), WeightOf(small, "pulse"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Segments_without_a_true_difference_have_the_common_weights_to_the_bit(int seed)
    {
        var table = Renamed(Table, seed);

        var formulas = Fit(table);

        Assert.NotEmpty(formulas.Units);
        Assert.All(formulas.Units, unit => Assert.False(unit.HasOwnWeights));
        Assert.All(
            formulas.All,
            formula =>
                Assert.All(
                    formula.Factors.Zip(formulas.Common.Factors),
                    pair => Assert.Equal(pair.Second.Table.Bins, pair.First.Table.Bins)
                )
        );
        Assert.All(formulas.All.Skip(1), formula => Assert.Equal(3, formula.Shares.Weights.Length));
    }

    [Fact]
    public void Each_segment_and_stage_foretells_as_many_as_left()
    {
        var expected = new Dictionary<(string, string), double>();
        var left = new Dictionary<(string, string), int>();
        for (var row = 0; row < Table.RowCount; row++)
        {
            var cell = (Table.Segments![row], Table.Stages![row]);
            var p = Formulas.For(Table, row).ChurnProbability([.. Table.Values.Select(column => column[row])]);
            expected[cell] = expected.GetValueOrDefault(cell) + p;
            left[cell] = left.GetValueOrDefault(cell) + (Table.Outcomes[row] == Outcome.Churned ? 1 : 0);
        }

        Assert.Equal(4, left.Count);
        Assert.All(left, cell => Assert.InRange(expected[cell.Key], 0.9 * cell.Value, 1.1 * cell.Value));
        Assert.Equal(left.Values.Sum(), expected.Values.Sum(), 0.01 * left.Values.Sum());
    }

    [Fact]
    public void A_segment_or_stage_never_seen_is_scored_with_what_is_known_of_the_other()
    {
        Assert.Equal(("all", "all"), NamesOf("partner", "paused"));
        Assert.Equal(("small", "all"), NamesOf("small", "paused"));
        Assert.Equal(("all", "onboarding"), NamesOf("partner", "onboarding"));

        static (string, string) NamesOf(string segment, string stage)
        {
            var formula = Formulas.For(segment, stage);
            return (formula.Segment, formula.Stage);
        }
    }

    [Fact]
    public void Rows_in_another_order_give_the_same_formulas()
    {
        var shuffled = Table.Take(SmallRows.Shuffled(Table.RowCount, seed: 5));

        Assert.Equal(Bytes(Formulas), Bytes(Fit(shuffled)));
    }

    [Fact]
    public void All_formulas_are_written_and_read_as_one_model()
    {
        var read = FormulaJson.Read(Bytes(Formulas));

        Assert.Equal(9, read.Formulas.Length);
        Assert.All(read.Formulas.Where(f => !f.IsCommon), f => Assert.Equal(f.Factors.Length, f.Shares.Curves.Length));
        Assert.All(read.Formulas.Where(f => !f.IsCommon), f => Assert.Empty(f.Shares.Weights));
    }

    [Fact]
    public void Rows_without_segments_have_one_formula()
    {
        var formulas = Fit(Table with { Segments = null, Stages = null });

        Assert.Equal(formulas.Common, Assert.Single(formulas.All));
        Assert.Empty(formulas.Units);
    }

    /// <summary>Nine churned customers are too few, ten are enough to be looked at.</summary>
    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void A_segment_of_fewer_than_ten_who_left_has_the_common_formula(int churned, bool isLookedAt)
    {
        var left = 0;
        string[] segments =
        [
            .. Enumerable
                .Range(0, Table.RowCount)
                .Select(row => Table.Outcomes[row] != Outcome.Churned || left++ < churned ? "few" : "many"),
        ];

        var units = PoolingUnits.Of(Table with { Segments = segments, Stages = null }, SmallRows.All(Table));

        Assert.Equal(isLookedAt, units.Segments.Contains("few"));
    }

    private static byte[] Bytes(FittedFormulas formulas) =>
        FormulaJson.Write(
            ModelAssembly.Of(
                SmallRows.Configuration(Catalog),
                Catalog,
                formulas,
                new BandCuts(RedFrom: 0.4, YellowFrom: 0.2),
                challenger: null
            )
        );
}
