using System.Text;
using FsCheck.Xunit;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests.ModelFiles;

public class GoldenRowsTests
{
    private static readonly HealthModel Model = SampleModel.Model;

    [Property(MaxTest = 30)]
    public void Rows_touch_every_bin_every_edge_and_the_number_below_missing_and_unseen(int seed)
    {
        var model = RandomModels.Model(seed);

        var rows = GoldenRows.Make(model, seed: 1);

        Assert.InRange(rows.Length, GoldenRows.Fewest, int.MaxValue);
        foreach (var factor in model.Formulas[0].Factors)
        {
            var values = rows.Select(row => row.Values[factor.Index]).ToHashSet();
            Assert.Equal(factor.Bins.EntryCount, values.Select(factor.Bins.BinOf).Distinct().Count());
            Assert.All(factor.Bins.Edges.ToArray(), edge => Assert.Contains(edge, values));
            Assert.All(factor.Bins.Edges.ToArray(), edge => Assert.Contains(Math.BitDecrement(edge), values));
        }
    }

    [Fact]
    public void The_first_row_is_in_the_middle_and_the_next_differ_in_one_factor()
    {
        var rows = GoldenRows.Make(Model, seed: 1);

        Assert.Equal([6.5, 1, 0, 0], rows[0].Values);
        Assert.All(
            rows.Skip(1).Take(15),
            row => Assert.InRange(row.Values.Zip(rows[0].Values).Count(pair => !pair.First.Equals(pair.Second)), 0, 1)
        );
    }

    [Fact]
    public void The_seed_decides_the_random_rows_and_nothing_else_does()
    {
        byte[] Text(ulong seed) => GoldenJson.Write(GoldenRows.Make(Model, seed), Model.Catalog);

        Assert.Equal(Text(1), Text(1));
        Assert.NotEqual(Text(1), Text(2));
        Assert.NotEqual(Text(1), Text(1UL << 32 | 2));
    }

    [Property(MaxTest = 20)]
    public void Rows_are_read_back_to_the_bit_and_pass(int seed)
    {
        var model = RandomModels.Model(seed);
        var rows = GoldenRows.Make(model, seed: 7);
        var text = GoldenJson.Write(rows, model.Catalog);

        var read = GoldenJson.Read(text, model);

        GoldenRows.Check(model, read);
        Assert.Equal(text, GoldenJson.Write(read, model.Catalog));
        Assert.Equal(rows.Select(r => r.Values), read.Select(r => r.Values));
    }

    [Fact]
    public void A_line_has_values_segment_stage_and_what_to_expect()
    {
        var row = GoldenRows.Make(Model, seed: 1)[0];

        var line = Encoding.UTF8.GetString(GoldenJson.Write([row], Model.Catalog));

        Assert.Equal(
            "{\"values\":{\"tenure\":6.5,\"contract\":\"One year\",\"gender\":\"Female\",\"plan\":\"basic\"},"
                + "\"segment\":\"all\",\"stage\":\"all\",\"expect\":{\"points\":{"
                + "\"tenure\":200000000,\"contract\":150000000,"
                + "\"plan\":40000000},\"health_points\":390000000,"
                + "\"probability\":0.5124973964842103,\"band\":\"yellow\","
                + "\"status\":\"scored\",\"coverage\":1,\"challenger_raw\":null,\"challenger_probability\":null}}\n",
            line
        );
    }

    [Fact]
    public void A_level_never_seen_is_written_as_a_text_that_is_no_level()
    {
        var rows = GoldenRows.Make(Model, seed: 1).Where(row => row.Values[1] == -1).Take(1);

        var line = Encoding.UTF8.GetString(GoldenJson.Write([.. rows], Model.Catalog));

        Assert.Contains("\"contract\":\"(never seen)\"", line);
    }

    [Fact]
    public void What_the_challenger_answers_is_added_row_by_row()
    {
        var rows = GoldenRows.Make(Model, seed: 1);
        var raw = rows.Select((_, k) => k + 0.5).ToArray();

        var answered = GoldenRows.WithChallenger(rows, raw, [.. raw.Select(x => x / 1000)]);

        Assert.Equal(raw, answered.Select(row => row.Expect.ChallengerRaw!.Value));
        Assert.Equal(0.0015, answered[1].Expect.ChallengerProbability);
        Assert.Contains("raw score", Assert.Throws<ModelException>(() => GoldenRows.Check(Model, answered)).Message);
    }
}
