using System.Text;
using HealthScore.Core.Factors;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Tests.Data;

namespace HealthScore.Training.Tests.Configuration;

public sealed class InferenceTests : IDisposable
{
    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Kinds_are_told_by_values_and_never_ordinal()
    {
        var c = Infer(
            "flag,grade,plan,level",
            row => $"{row / 2 % 2},{row % 3},{(row / 2 % 3 == 0 ? "a" : "b")},{(row % 5 == 0 ? "NA" : row / 2 % 4)}"
        ).Configuration;

        Assert.Equal(
            [FactorKind.Categorical, FactorKind.Numeric, FactorKind.Categorical, FactorKind.Numeric],
            c.Factors.Select(f => f.Factor.Kind)
        );
        Assert.All(
            c.Factors,
            f =>
                Assert.Equal(
                    ("unassigned", FactorDirection.Learn, null, null),
                    (f.Factor.Pillar, f.Factor.Direction, f.Factor.RangeFrom, f.Factor.RangeTo)
                )
        );
        Assert.Null(c.Columns.Account);
    }

    [Fact]
    public void A_cell_that_is_no_number_in_a_column_of_numbers_is_told_with_its_place_and_what_to_do()
    {
        var one = Infer("usage,x", row => $"{(row == 7 ? "7O.35" : row * 1.25)},{row % 3}");
        var two = Infer("usage,x", row => $"{(row is 7 or 30 ? "none" : row % 50)},{row % 3}");
        var words = Infer("plan,x", row => $"{(row % 5 == 0 ? "basic" : row % 4)},{row % 3}");

        var told = Assert.Single(one.Warnings);
        Assert.StartsWith(
            "column 'usage' is taken as a category, because 1 value is no number: \"7O.35\" in data row ",
            told
        );
        Assert.Contains("kind: numeric and missing: [\"7O.35\"]", told);
        Assert.Contains("because 2 values are no numbers: \"none\" in data row ", Assert.Single(two.Warnings));
        Assert.DoesNotContain(words.Warnings, warning => warning.Contains("no number"));
        Assert.Null(one.Configuration.Columns.Account);
    }

    [Theory]
    [InlineData("ref", "r", true)]
    [InlineData("userId", "", true)]
    [InlineData("ACCOUNT_NO", "", true)]
    [InlineData("clientnum", "", true)]
    [InlineData("api_key", "", true)]
    [InlineData("amount", "", false)]
    public void An_id_is_text_that_hardly_repeats_or_such_whole_numbers_named_like_one(
        string name,
        string prefix,
        bool isId
    )
    {
        var c = Infer($"{name},x", row => $"{prefix}{row * 7919 % 104729},{row % 3}").Configuration;

        Assert.Equal(isId ? name : null, c.Columns.Account);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void An_id_may_repeat_in_one_row_of_a_hundred(int repeats, bool isId)
    {
        var c = Infer("id,x", row => $"{Math.Max(row, repeats)},{row % 3}", rows: 200).Configuration;

        Assert.Equal(isId ? "id" : null, c.Columns.Account);
    }

    [Fact]
    public void Two_ids_are_a_question_and_one_named_leaves_the_other_out()
    {
        var e = Assert.Throws<DataException>(() => Infer("id,mail,x", row => $"{row},m{row},{row % 3}"));
        var c = Infer("id,mail,x", row => $"{row},m{row},{row % 3}", o => o with { Id = "id" }).Configuration;

        Assert.Equal("data.csv: 'id' and 'mail' all look like ids; name the account's with --id.", e.Message);
        Assert.Equal(DataProblem.Usage, e.Problem);
        Assert.Equal([new LeftOutColumn("mail", "an id")], c.LeftOut);
    }

    [Fact]
    public void Columns_that_say_nothing_are_left_out_with_the_reason()
    {
        var c = Infer("const,empty,x,", row => $"1,NA,{row % 3},{row % 4}").Configuration;

        Assert.Equal(
            [new("const", "constant"), new("empty", "no values"), new LeftOutColumn("", "has no name")],
            c.LeftOut
        );
    }

    [Theory]
    [InlineData("yes", "no")]
    [InlineData("TRUE", "FALSE")]
    [InlineData("1", "0")]
    [InlineData("1.0", "0.0")]
    [InlineData("Churned", "Stayed")]
    [InlineData("LOST", "won")]
    [InlineData("Cancelled", "Active")]
    public void The_churned_word_is_known_in_any_case(string churned, string retained)
    {
        var text = Text("x", row => $"{row % 3}", rows: 100, churned, retained);

        var inferred = ConfigurationInference.Infer(files.Write(text), new InferenceOptions("out"));

        Assert.Equal(churned, inferred.Configuration.Outcome.Churned);
        Assert.Equal((100, 50, 0), (inferred.Rows, inferred.Churned, inferred.Unknown));
    }

    [Fact]
    public void A_churned_word_that_is_not_known_is_a_question_with_the_values_and_their_counts()
    {
        var path = files.Write(Text("x", row => $"{row % 3}", rows: 101, "gone", "here"));

        var unknown = Assert.Throws<DataException>(() =>
            ConfigurationInference.Infer(path, new InferenceOptions("out"))
        );
        var absent = Assert.Throws<DataException>(() =>
            ConfigurationInference.Infer(path, new InferenceOptions("out") { Churned = "left" })
        );

        Assert.Equal(
            "data.csv: column 'out' holds \"gone\" (51), \"here\" (50); say which means churned with --churned.",
            unknown.Message
        );
        Assert.Equal(
            "data.csv: column 'out' is never \"left\"; it holds \"gone\" (51), \"here\" (50).",
            absent.Message
        );
        Assert.Equal((DataProblem.Usage, DataProblem.Usage), (unknown.Problem, absent.Problem));
    }

    [Fact]
    public void A_third_outcome_is_told_with_its_rows()
    {
        var path = files.Write(Text("x", row => $"{row % 3}", rows: 100, "yes", "no") + "1,maybe\n");

        var e = Assert.Throws<DataException>(() => ConfigurationInference.Infer(path, new InferenceOptions("out")));

        Assert.Equal(DataProblem.Invalid, e.Problem);
        Assert.Equal(102, Assert.Single(e.Rows).Line);
    }

    [Fact]
    public void A_column_that_an_option_names_must_be_there()
    {
        var e = Assert.Throws<DataException>(() =>
            Infer("id,x", row => $"{row},{row % 3}", o => o with { Segment = "idd" })
        );

        Assert.Equal("data.csv: there is no column 'idd' (--segment); did you mean 'id'?", e.Message);
    }

    [Fact]
    public void Named_and_excluded_columns_are_no_factors()
    {
        var c = Infer(
            "id,day,seg,stage,arr,fold,x",
            row => $"{row},2026-0{1 + (row / 50)}-28,s{row % 2},live,{row},{row % 5},{row % 3}",
            o => o with { AsOf = "day", Segment = "seg", Stage = "stage", Value = "arr", Exclude = ["fold"] }
        ).Configuration;

        Assert.Equal(
            ("id", "day", "seg", "stage", "arr"),
            (c.Columns.Account, c.Columns.AsOf, c.Columns.Segment, c.Columns.Stage, c.Columns.Value)
        );
        Assert.Equal(["fold"], c.Columns.Ignore);
        Assert.Equal(["x"], c.Factors.Select(f => f.Column));
    }

    [Theory]
    [InlineData(40, 1, 0)]
    [InlineData(15, 0, 1)]
    [InlineData(8, 0, 0)]
    public void A_leak_is_left_out_and_a_near_leak_is_warned_of(int every, int leftOut, int warned)
    {
        // A flag wrong in one row of n has AUC 1 - 1/n: .975, .933, .875.
        var inferred = Infer("leak,x", row => $"{(row % 2 == 0) != (row / 2 % every == 0)},{row % 3}", rows: 4000);

        Assert.Equal(leftOut, inferred.Configuration.LeftOut.Length);
        Assert.Equal(
            warned,
            inferred.Warnings.Count(w => w.Contains("nearly tells who churned", StringComparison.Ordinal))
        );
        Assert.All(
            inferred.Configuration.LeftOut,
            column =>
                Assert.StartsWith(
                    "leak: alone it tells who churned with AUC 0.97",
                    column.Reason,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void Of_two_leaks_that_repeat_each_other_both_go_as_leaks()
    {
        var inferred = Infer(
            "p,q,x",
            row => $"{(row % 2 == 0 ? 90 : 10) + (row % 7)},{(row % 2 == 0 ? 10 : 90) - (row % 7)},{row % 3}"
        );

        Assert.Equal(["p", "q"], inferred.Configuration.LeftOut.Select(column => column.Column));
        Assert.All(inferred.Configuration.LeftOut, c => Assert.StartsWith("leak", c.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_columns_that_say_the_same_the_later_is_left_out()
    {
        var c = Infer(
            "a,minus,near,word,letter",
            row =>
                $"{row / 2 % 10},{-2 * (row / 2 % 10)},{(row / 2 % 10) + (row / 20 % 4 * 0.5)},"
                + (row % 3 == 0 ? "no,n" : "yes,y")
        ).Configuration;

        Assert.Equal(
            [new("minus", "says the same as a"), new LeftOutColumn("letter", "says the same as word")],
            c.LeftOut
        );
    }

    [Theory]
    [InlineData("tenure", true)]
    [InlineData("Customer_Age", true)]
    [InlineData("accountLength", true)]
    [InlineData("Months_on_book", true)]
    [InlineData("since", true)]
    [InlineData("usage", false)]
    [InlineData("voicemail_messages", false)]
    [InlineData("average", false)]
    public void A_name_that_sounds_like_an_age_is_warned_of_and_remarked(string name, bool warned)
    {
        var inferred = Infer($"{name},x", row => $"{row % 9},{row % 3}");

        Assert.Equal(
            warned,
            inferred.Warnings.Any(w => w.Contains($"column '{name}' sounds like an age", StringComparison.Ordinal))
        );
        Assert.Equal(
            warned,
            ConfigurationWriter
                .Write(inferred.Configuration)
                .Contains("}   # measured at the end of life?", StringComparison.Ordinal)
        );
    }

    private InferredConfiguration Infer(
        string header,
        Func<int, string> row,
        Func<InferenceOptions, InferenceOptions>? with = null,
        int rows = 200
    )
    {
        var options = new InferenceOptions("out");
        return ConfigurationInference.Infer(
            files.Write(Text(header, row, rows, "yes", "no")),
            with is null ? options : with(options)
        );
    }

    /// <summary>Rows of which every second churned.</summary>
    private static string Text(string header, Func<int, string> row, int rows, string churned, string retained)
    {
        var text = new StringBuilder($"{header},out\n");
        for (var r = 0; r < rows; r++)
        {
            text.Append($"{row(r)},{(r % 2 == 0 ? churned : retained)}\n");
        }

        return text.ToString();
    }
}
