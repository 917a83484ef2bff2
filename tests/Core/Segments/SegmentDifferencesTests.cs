using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Segments;

namespace HealthScore.Core.Tests.Segments;

public class SegmentDifferencesTests
{
    [Fact]
    [Trait("Requirement", "000-34")]
    public void Factors_that_count_more_or_less_in_a_segment_are_told_largest_change_first()
    {
        var model = Model(Formula("all", 500, 300, 200), Formula("smb", 250, 450, 300));

        var smb = Assert.Single(SegmentDifferences.Of(model));

        Assert.Equal(("smb", "all"), (smb.Segment, smb.Stage));
        Assert.Equal(["f0", "f1", "f2"], smb.Weights.Select(w => w.Factor));
        Assert.Equal([-0.25, 0.15, 0.1], smb.Weights.Select(w => Math.Round(w.Change, 9)));
    }

    /// <summary>Half a per cent of health is told, less is called the same.</summary>
    [Theory]
    [InlineData(5, 2)]
    [InlineData(4, 0)]
    public void Weights_that_are_all_but_the_same_are_not_told(int moved, int told)
    {
        var model = Model(Formula("all", 500, 300, 200), Formula("smb", 500 + moved, 300 - moved, 200));

        Assert.Equal(told, SegmentDifferences.Of(model)[0].Weights.Length);
    }

    [Fact]
    public void A_factor_without_a_place_in_the_segment_counts_nothing_there()
    {
        var model = Model(Formula("all", 500, 300, 200), Formula("smb", 700, 300, 0));

        Assert.Equal(0, SegmentDifferences.Of(model)[0].Weights.Single(w => w.Factor == "f2").Weight);
    }

    [Fact]
    public void A_model_of_one_formula_has_no_differences() =>
        Assert.Empty(SegmentDifferences.Of(Model(Formula("all", 500, 300, 200))));

    private static HealthModel Model(params HealthFormula[] formulas) =>
        SampleModel.Model with
        {
            Formulas = [.. formulas],
        };

    /// <param name="segment">Its segment.</param>
    /// <param name="thousandths">Weight of each factor; one of 0 has no place.</param>
    private static HealthFormula Formula(string segment, params int[] thousandths)
    {
        var bins = FactorBins.Numeric([1.0]);
        ImmutableArray<FormulaFactor> factors =
        [
            .. thousandths
                .Select((weight, f) => (Best: weight * 1_000_000, Index: f))
                .Where(f => f.Best > 0)
                .Select(f => new FormulaFactor(f.Index, $"f{f.Index}", bins, new([0, f.Best], 0, true, 0, 0))),
        ];
        return new HealthFormula(factors, intercept: 0, slope: 0.05, SampleModel.Formula.Bands) { Segment = segment };
    }
}
