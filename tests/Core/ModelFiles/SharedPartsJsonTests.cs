using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests.ModelFiles;

public class SharedPartsJsonTests
{
    private static readonly ImmutableArray<string> Keys = [.. SampleModel.Formula.Factors.Select(f => f.Key)];

    [Fact]
    public void What_a_segment_shares_is_read_as_it_was_written()
    {
        var read = FormulaJson.Read(FormulaJson.Write(With(new SharedParts(Keys, [Keys[0]])))).Formulas[1];

        Assert.Equal(Keys, read.Shares.Curves);
        Assert.Equal([Keys[0]], read.Shares.Weights);
    }

    [Fact]
    public void The_formula_of_all_accounts_shares_with_nobody_and_says_nothing_of_it()
    {
        var text = Encoding.UTF8.GetString(FormulaJson.Write(SampleModel.Model));

        Assert.DoesNotContain("shares", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_factor_that_is_in_no_formula_cannot_be_shared() =>
        AssertRefused(new SharedParts(["nps"], []), slope: 0.05, "'nps' stands in shares, and nothing has it in both");

    [Fact]
    public void A_weight_that_moves_the_odds_by_more_is_not_shared() =>
        AssertRefused(
            new SharedParts(Keys, Keys),
            slope: 0.06,
            $"'{Keys[0]}' stands in shares, and nothing has the weight of the formula of all accounts."
        );

    [Fact]
    public void A_curve_of_other_sub_scores_is_not_shared()
    {
        var text = Encoding.UTF8.GetString(FormulaJson.Write(With(new SharedParts(Keys, []))));
        var at = text.LastIndexOf("[300000000,150000000,0]", StringComparison.Ordinal);
        var bent = text.Remove(at, "[300000000,150000000,0]".Length).Insert(at, "[300000000,160000000,0]");

        var refused = Assert.Throws<ModelException>(() => FormulaJson.Read(Encoding.UTF8.GetBytes(bent)));

        Assert.Contains(
            "'contract' stands in shares, and nothing has the curve",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_formula_of_a_segment_must_say_what_it_shares()
    {
        var text = Encoding.UTF8.GetString(FormulaJson.Write(With(SharedParts.None)));
        var mute = Regex.Replace(text, ",\\s*\"shares\":\\s*{[^}]*}", "");

        Assert.NotEqual(text, mute);
        var refused = Assert.Throws<ModelException>(() => FormulaJson.Read(Encoding.UTF8.GetBytes(mute)));
        Assert.Contains("property 'formulas[1].shares' is missing", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(SharedParts shares, double slope, string because)
    {
        var refused = Assert.Throws<ModelException>(() => FormulaJson.Read(FormulaJson.Write(With(shares, slope))));

        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
    }

    private static HealthModel With(SharedParts shares, double? slope = null)
    {
        var common = SampleModel.Formula;
        var own = new HealthFormula(common.Factors, common.Intercept + 1, slope ?? common.Slope, common.Bands)
        {
            Segment = "smb",
            Shares = shares,
        };
        return SampleModel.Model with
        {
            Formulas = [common, own],
            FormulaHashes =
            [
                FormulaJson.HashOf(common, SampleModel.Model.Catalog),
                FormulaJson.HashOf(own, SampleModel.Model.Catalog),
            ],
        };
    }
}
