using System.Text;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Trees;

namespace HealthScore.Core.Tests.Trees;

public class ChallengerJsonTests
{
    private static readonly string Written = Encoding.UTF8.GetString(
        ChallengerJson.Write(SmallTrees.Model, SmallTrees.Catalog)
    );

    [Fact]
    public void What_is_written_reads_back_as_the_same_model()
    {
        var read = Read(Written);

        Assert.Equal(SmallTrees.Slots, read.Trees.Slots);
        Assert.Equal(SmallTrees.Model.Settings, read.Settings);
        Assert.Equal(SmallTrees.Model.Probability([double.NaN, 1, 1]), read.Probability([double.NaN, 1, 1]));
        Assert.Equal(Written, Encoding.UTF8.GetString(ChallengerJson.Write(read, SmallTrees.Catalog)));
    }

    [Fact]
    public void Every_bit_of_a_number_survives()
    {
        var tree = new RegressionTree([0], [MathF.BitIncrement(0.1f)], [~0], [~1], [Math.BitIncrement(0.1), -5e-324]);
        var model = SmallTrees.Of([tree], slope: Math.BitDecrement(0.3), intercept: -1e-17);

        var read = Read(Encoding.UTF8.GetString(ChallengerJson.Write(model, SmallTrees.Catalog)));

        Assert.Equal(tree.Thresholds, read.Trees.Trees[0].Thresholds);
        Assert.Equal(tree.Leaves, read.Trees.Trees[0].Leaves);
        Assert.Equal((model.Slope, model.Intercept), (read.Slope, read.Intercept));
    }

    [Theory]
    [InlineData("\"schema\":2", "\"schema\":3", "schema 3 is newer than this program, which reads 2")]
    [InlineData("\"schema\":2", "\"schema\":1", "schema 1 lacks the background counts that explain the trees; train")]
    [InlineData("\"schema\":2", "\"schema\":0", "schema 0 is unknown")]
    [InlineData("\"schema\":2,", "", "found no 'schema'")]
    [InlineData("\"schema\":2", "\"schema\":2,\"extra\":2", "unknown property 'extra'")]
    [InlineData("\"background\":", "\"back\":", "unknown property 'back'")]
    [InlineData("\"rows\":2", "\"rows\":null", "challenger.json: ")]
    [InlineData("\"rows\":2", "\"rows\":0", "0 background rows; expected 1 or more")]
    [InlineData("\"rows\":2", "\"rows\":3", "background of leaf 0: the counts sum to 2; expected 3 rows")]
    [InlineData("\"rows\":2", "\"rows\":2,\"seed\":1", "'background' has an unknown property 'seed'")]
    [InlineData("[0,1,1,1]", "[0,1,1,2]", "background of leaf 0: the counts sum to 3; expected 2 rows")]
    [InlineData("[0,1,1,1]", "[1,1,0,1]", "background of leaf 0: expected patterns in ascending order")]
    [InlineData("[0,1,1,1]", "[0,1,0,1]", "background of leaf 0: expected patterns in ascending order")]
    [InlineData("[0,1,1,1]", "[0,2,1,0]", "each with a count of 1 or more")]
    [InlineData("[0,1,1,1]", "[0,1,1]", "not pairs of a pattern and a count")]
    [InlineData("[0,1,1,1]", "[0,1,2,1]", "pattern 2 has more conditions than the 1 of the leaf")]
    [InlineData("[0,1,1,1]", "[0,2]", "reached by 1 background rows; expected each of 2 once")]
    [InlineData("[0,1,1,1]", "[-1,2]", "challenger.json: ")]
    [InlineData("[0,1,1,1],", "", "background counts of 6 leaves; the trees have 7")]
    [InlineData("\"slope\":0.125", "\"slope\":-0.125", "the slope 0 or more")]
    [InlineData("\"slope\":0.125", "\"slope\":1e999", "not a finite number")]
    [InlineData("\"slope\":0.125", "\"slope\":\"x\"", "challenger.json: ")]
    [InlineData("\"slope\":0.125", "\"slope\":0.125,\"slope\":1", "challenger.json: ")]
    [InlineData("fast_tree", "slow_tree", "trainer 'slow_tree' is unknown")]
    [InlineData("\"leaves\":3", "\"leaves\":2", "of at most 2 leaves")]
    [InlineData("\"trees\":3", "\"trees\":4", "are not the 4 trees")]
    [InlineData("\"learning_rate\":0.1", "\"learning_rate\":0", "out of range")]
    [InlineData("\"factor\":\"plan\"", "\"factor\":\"plans\"", "factor 'plans' is not in the catalog")]
    [InlineData("\"factor\":\"plan\"", "\"factor\":\"logins\"", "does not fit factor 'logins'")]
    [InlineData("\"kind\":\"rank\"", "\"kind\":\"number\"", "does not fit factor 'effort'")]
    [InlineData("\"kind\":\"missing\"", "\"kind\":\"missing\",\"fill\":1", "unknown property 'fill'")]
    [InlineData("paid", "gone", "has no level")]
    [InlineData("\"fill\":3", "\"fill\":1e39", "not a finite number")]
    [InlineData("\"thresholds\":[2.5,0.5]", "\"thresholds\":[2.5]", "differ in length")]
    [InlineData("\"thresholds\":[2.5,0.5]", "\"thresholds\":[2.5,1e39]", "not a finite number")]
    [InlineData("\"left\":[-1,-2]", "\"left\":[-1,-1]", "reached twice")]
    [InlineData("\"slots\":[0,3]", "\"slots\":[0,4]", "slot outside 0..3")]
    [InlineData("\"leaves\":[1,4,2]", "\"leaves\":[1,4]", "leaves must be one more")]
    public void A_file_that_is_not_a_challenger_is_refused_with_the_reason(string found, string put, string reason)
    {
        var at = Written.IndexOf(found, StringComparison.Ordinal);
        Assert.True(at >= 0, found);

        var error = Assert.Throws<ModelException>(() => Read(Written[..at] + put + Written[(at + found.Length)..]));

        Assert.StartsWith("challenger.json: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_refused()
    {
        for (var length = 0; length < Written.Length; length++)
        {
            Assert.Throws<ModelException>(() => Read(Written[..length]));
        }
    }

    [Fact]
    public void A_changed_byte_is_refused_or_gives_a_model_and_never_anything_else()
    {
        var refused = 0;
        for (var at = 0; at < Written.Length; at++)
        {
            foreach (var put in "0-}\"x,\u0001")
            {
                refused += IsRefused(Written[..at] + put + Written[(at + 1)..]) ? 1 : 0;
            }
        }

        Assert.InRange(refused, Written.Length * 4, Written.Length * 7);
    }

    private static bool IsRefused(string text)
    {
        try
        {
            return !double.IsFinite(Read(text).Probability([double.NaN, 1, 1]));
        }
        catch (ModelException)
        {
            return true;
        }
    }

    private static ChallengerModel Read(string text) =>
        ChallengerJson.Read(Encoding.UTF8.GetBytes(text), SmallTrees.Catalog);
}
