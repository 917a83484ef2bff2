using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests.ModelFiles;

public class PairJsonTests
{
    private static readonly string Text = JsonNode
        .Parse(FormulaJson.Write(PairModel.Model))!
        .ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    [Fact]
    public void A_pair_is_written_with_the_bins_of_both_and_its_points_row_by_row()
    {
        Assert.Contains(
            "\"calls*minutes\":{\"kind\":\"pair\",\"row\":{\"kind\":\"numeric\",\"edges\":[4]},"
                + "\"column\":{\"kind\":\"numeric\",\"edges\":[160]}}",
            Text
        );
        Assert.Contains(
            "\"calls*minutes\":{\"bins\":[125000000,155000000,120000000,0,250000000,120000000,100000000,110000000,"
                + "120000000],\"missing\":120000000,\"missing_learned\":false,\"other\":120000000,\"mean\":120000000}",
            Text
        );
    }

    [Property(MaxTest = 100)]
    public void Any_model_with_pairs_is_read_back_to_the_same_bytes_and_hash(int seed)
    {
        var model = RandomModels.ModelWithPairs(seed);

        var read = FormulaJson.Read(FormulaJson.Write(model));

        Assert.Equal(FormulaJson.Write(model), FormulaJson.Write(read));
        Assert.Equal(model.FormulaHashes, read.FormulaHashes);
        Assert.Equal(model.Formulas[0].Factors.Select(f => f.Key), read.Formulas[0].Factors.Select(f => f.Key));
    }

    [Theory]
    [InlineData("[160]}}", "[161]}}")]
    [InlineData("155000000", "155000001")]
    public void The_hash_of_a_formula_covers_bins_and_cells_of_a_pair(string find, string replace)
    {
        Assert.Contains(find, Text);

        var read = FormulaJson.Read(Encoding.UTF8.GetBytes(Text.Replace(find, replace)));

        Assert.NotEqual(PairModel.Model.FormulaHashes, read.FormulaHashes);
    }

    [Theory]
    [InlineData("[125000000,155000000,", "[125000000,", "8 points for 9 cells")]
    [InlineData("[125000000,155000000,", "[125000000,0,155000000,", "10 points for 9 cells")]
    [InlineData("[125000000,", "[-1,", "points must be 0 or more")]
    [InlineData("0,250000000,", "0,250000001,", "best points sum to 1000000001; expected 1000000000")]
    [InlineData("\"mean\":120000000", "\"mean\":250000001", "mean is 250000001; expected 0 to 250000000")]
    [InlineData("\"mean\":120000000", "\"mean\":-1", "mean is -1; expected 0 to 250000000")]
    [InlineData("\"missing\":120000000", "\"missing\":120000001", "missing was never seen and has 120000001 points")]
    [InlineData("\"other\":120000000", "\"other\":0", "other has 0 points; expected 120000000")]
    [InlineData(
        "\"missing\":120000000,\"missing_learned\":false",
        "\"missing\":120000000,\"missing_learned\":true",
        "a pair has cells for missing"
    )]
    [InlineData(
        "\"calls*minutes\":{\"kind\"",
        "\"calls*hours\":{\"kind\"",
        "'bins.calls*hours.column' has kind numeric"
    )]
    [InlineData(
        "\"calls*minutes\":{\"kind\"",
        "\"a*b*c\":{\"kind\"",
        "'bins.a*b*c' is a pair; expected a name like row*column"
    )]
    [InlineData("\"calls*minutes\":{\"kind\"", "\"calls\":{\"kind\"", "is not JSON as this program writes it")]
    [InlineData(
        "\"calls*minutes\":{\"bins\"",
        "\"calls*hours\":{\"bins\"",
        "'formulas[0].points.calls*hours' has points but no bins"
    )]
    [InlineData(
        "\"row\":{\"kind\":\"numeric\"",
        "\"row\":{\"kind\":\"pair\"",
        "'bins.calls*minutes.row' has kind pair"
    )]
    [InlineData(
        "\"row\":{\"kind\":\"numeric\"",
        "\"row\":{\"kind\":\"ordinal\"",
        "has kind ordinal; expected a factor of the catalog"
    )]
    [InlineData(
        "\"kind\":\"pair\",",
        "\"kind\":\"pair\",\"edges\":[],",
        "property 'bins.calls*minutes.edges' is unknown"
    )]
    [InlineData("\"edges\":[160]", "\"edges\":[160,160]", "edges must be finite and strictly increasing")]
    [InlineData(
        "[400000000,0]",
        "[0,400000000]",
        "points of 'calls' do not follow the declared direction lower_is_better"
    )]
    public void A_wrong_pair_is_refused_with_the_place_and_the_reason(string find, string replace, string sentence)
    {
        Assert.Contains(find, Text);
        var at = Text.LastIndexOf(find, StringComparison.Ordinal);
        var text = Encoding.UTF8.GetBytes(Text.Remove(at, find.Length).Insert(at, replace));

        var refusal = Assert.Throws<ModelException>(() => FormulaJson.Read(text));

        Assert.StartsWith("formula.json: ", refusal.Message);
        Assert.Contains(sentence, refusal.Message);
    }

    [Theory]
    [InlineData("minutes*calls", "'minutes' does not come before 'calls' in the catalog")]
    [InlineData("calls*calls", "'calls' does not come before 'calls' in the catalog")]
    public void A_pair_the_other_way_round_or_of_one_factor_is_refused_so_that_none_stands_twice(
        string key,
        string sentence
    )
    {
        var turned = Text.Replace("calls*minutes", key);

        var refusal = Assert.Throws<ModelException>(() => FormulaJson.Read(Encoding.UTF8.GetBytes(turned)));

        Assert.Contains(sentence, refusal.Message);
    }

    [Fact]
    public void A_cell_of_a_level_never_seen_has_the_mean()
    {
        var model = Enumerable.Range(0, 100).Select(RandomModels.ModelWithPairs).First(m => UnseenCell(m) >= 0);
        var text = JsonNode.Parse(FormulaJson.Write(model))!;
        var pair = PairWithUnseen(model)!;
        text["formulas"]![0]!["points"]![pair.Key]!["bins"]![UnseenCell(model)] = pair.Table.Mean + 1;

        var refusal = Assert.Throws<ModelException>(() => FormulaJson.Read(JsonText(text)));

        Assert.Contains("a cell of a level never seen has other points than the mean", refusal.Message);
    }

    [Property(MaxTest = 10)]
    public void Golden_rows_reach_every_cell_of_every_pair_and_pass(int seed)
    {
        var model = RandomModels.ModelWithPairs(seed);

        var rows = GoldenRows.Make(model, seed: 1);

        GoldenRows.Check(model, rows);
        foreach (var pair in model.Formulas[0].Factors.Where(f => f.IsPair))
        {
            Assert.Equal(
                Enumerable.Range(0, pair.EntryCount),
                rows.Select(row => pair.EntryOf(row.Values)).Distinct().Order()
            );
            FactorPart[] parts = [pair.Row, pair.Column!];
            foreach (var part in parts)
            {
                var values = rows.Select(row => row.Values[part.Index]).ToHashSet();
                Assert.All(part.Bins.Edges.ToArray(), edge => Assert.Contains(edge, values));
                Assert.All(part.Bins.Edges.ToArray(), edge => Assert.Contains(Math.BitDecrement(edge), values));
            }
        }
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(6, 8)]
    [InlineData(3, 1)]
    public void The_self_test_fails_where_two_cells_of_a_pair_are_exchanged(int one, int other)
    {
        var rows = GoldenRows.Make(PairModel.Model, seed: 1);
        var cells = PairModel.Pair.Table.Bins;
        var exchanged = cells.SetItem(one, cells[other]).SetItem(other, cells[one]);
        var pair = PairModel.Pair.With(PointsTable.OfCells(exchanged, PairModel.Pair.Table.Mean));
        ImmutableArray<FormulaFactor> factors = [.. PairModel.Formula.Factors[..2], pair];
        var formula = new HealthFormula(factors, 1, slope: 0.06, PairModel.Formula.Bands);

        var refusal = Assert.Throws<ModelException>(() =>
            GoldenRows.Check(PairModel.Model with { Formulas = [formula] }, rows)
        );

        Assert.Contains("other points than at training", refusal.Message);
    }

    private static FormulaFactor? PairWithUnseen(HealthModel model) =>
        model.Formulas[0].Factors.FirstOrDefault(f => f.Column?.Bins.OtherBin >= 0 && f.Table.Mean < f.Table.Best);

    private static int UnseenCell(HealthModel model) => PairWithUnseen(model)?.Column!.Bins.OtherBin ?? -1;

    private static byte[] JsonText(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());
}
