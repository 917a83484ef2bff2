using System.Text;
using System.Text.Json;
using HealthScore.Cli.Tests.Running;

namespace HealthScore.Cli.Tests.Verbs;

public sealed class ScoreVerbTests : IDisposable
{
    private readonly Folder folder = new();
    private readonly string model;

    public ScoreVerbTests()
    {
        model = folder["model"];
        TestModel.Write(model);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Data_go_to_standard_output_and_everything_else_to_standard_error()
    {
        var data = folder.Write(
            "in.csv",
            TestModel.Header,
            "A-1,3,One year,Male,gold,Ann",
            "A-2,x,One year,Male,gold,Ann"
        );

        var ran = await TheProgram.RunChild(
            folder.Path,
            "score",
            "--model",
            model,
            "--data",
            data,
            "--out",
            "scored.csv",
            "--json"
        );

        Assert.Equal(0, ran.ExitCode);
        using var document = JsonDocument.Parse(ran.Out);
        Assert.Equal(2, document.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(1, document.RootElement.GetProperty("invalid").GetInt32());
        Assert.Contains(
            "in.csv:3: column 'tenure' is \"x\"; expected a number (months).",
            ran.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task One_bad_cell_withholds_its_row_and_the_run_goes_on()
    {
        var data = folder.Write(
            "in.csv",
            TestModel.Header,
            "A-1,3,One year,Male,gold,Ann",
            "A-2,1e400,One year,Male,gold,Ann",
            "A-3,20,Two year,Male,gold,Bo"
        );

        var ran = await TheProgram.Run("score", "--model", model, "--data", data, "--out", folder["scored.csv"]);

        var rows = await File.ReadAllLinesAsync(folder["scored.csv"], TestContext.Current.CancellationToken);
        var rejected = await File.ReadAllLinesAsync(
            folder["scored.csv.rejected.csv"],
            TestContext.Current.CancellationToken
        );
        Assert.Equal(0, ran.ExitCode);
        Assert.StartsWith("A-1,,all,all,scored,56.2345678,yellow,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("A-2,,all,all,withheld,,,,,,invalid:tenure,", rows[2], StringComparison.Ordinal);
        Assert.StartsWith("A-3,,all,all,scored,100,green,", rows[3], StringComparison.Ordinal);
        Assert.Equal("line,row,column,found,expected", rejected[0]);
        Assert.Equal("3,2,tenure,1e400,a number (months)", rejected[1]);
        Assert.Equal(2, rejected.Length);
    }

    [Fact]
    public async Task Strict_refuses_the_file_for_one_bad_cell_and_writes_only_the_list()
    {
        var data = folder.Write(
            "in.csv",
            TestModel.Header,
            "A-1,3,One year,Male,gold,Ann",
            "A-2,x,One year,Male,gold,Ann"
        );

        var ran = await TheProgram.Run(
            "score",
            "--model",
            model,
            "--data",
            data,
            "--out",
            folder["scored.csv"],
            "--strict"
        );

        Assert.Equal(3, ran.ExitCode);
        Assert.Equal(["in.csv", "model", "scored.csv.rejected.csv"], folder.Names);
    }

    [Fact]
    public async Task Strict_refuses_a_level_never_seen_that_is_else_counted_as_not_measured()
    {
        var data = folder.Write("in.csv", TestModel.Header, "A-1,3,Three year,Male,gold,Ann");

        var refused = await TheProgram.Run(
            "score",
            "--model",
            model,
            "--data",
            data,
            "--out",
            folder["s.csv"],
            "--strict"
        );
        var scored = await TheProgram.Run("score", "--model", model, "--data", data, "--out", folder["scored.csv"]);

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("factor 'contract' is \"Three year\" in 1 row", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["s.csv"]));
        Assert.Equal(0, scored.ExitCode);
        Assert.Contains("Q01: column 'Contract' is \"Three year\" in 1 row", scored.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "003-07")]
    public async Task The_summary_says_which_way_is_good_and_where_the_bands_begin()
    {
        var data = folder.Write("in.csv", TestModel.Header, "A-1,3,One year,Male,gold,Ann");

        var ran = await TheProgram.Run("score", "--model", model, "--data", data, "--out", folder["scored.csv"]);

        Assert.Contains(
            "higher is healthier. Green from 62.00,",
            ran.Out.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
        Assert.Contains("yellow from 31.00, red below.", Words(ran.Out), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_takes_rows_by_a_column_that_is_no_factor()
    {
        var data = folder.Write(
            "in.csv",
            TestModel.Header,
            "A-1,3,One year,Male,gold,Ann",
            "A-2,3,One year,Male,gold,Bo"
        );

        var ran = await TheProgram.Run(
            "score",
            "--model",
            model,
            "--data",
            data,
            "--out",
            folder["scored.csv"],
            "--where",
            "csm=Bo",
            "--keep",
            "csm"
        );

        var rows = await File.ReadAllLinesAsync(folder["scored.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(0, ran.ExitCode);
        Assert.Equal(2, rows.Length);
        Assert.StartsWith("A-2,Bo,,all,all,scored,", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_column_refuses_the_file_and_names_the_one_that_was_meant()
    {
        var data = folder.Write("in.csv", "customerID,tenur,Contract,gender,Plan,csm", "A-1,3,One year,Male,gold,Ann");

        var ran = await TheProgram.Run("score", "--model", model, "--data", data, "--out", folder["scored.csv"]);

        Assert.Equal(3, ran.ExitCode);
        Assert.Equal(
            "healthscore: in.csv: there is no column 'tenure' (factor 'tenure'); did you mean 'tenur'?",
            ran.FirstError
        );
    }

    [Fact]
    public async Task UTF_16_with_a_byte_order_mark_is_read_as_what_it_says_it_is()
    {
        File.WriteAllText(folder["in.csv"], TestModel.Header + "\nA-1,3,One year,Male,gold,Zoë\n", Encoding.Unicode);

        var ran = await TheProgram.Run(
            "score",
            "--model",
            model,
            "--data",
            folder["in.csv"],
            "--out",
            folder["scored.csv"],
            "--keep",
            "csm"
        );

        var rows = await File.ReadAllLinesAsync(folder["scored.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(0, ran.ExitCode);
        Assert.StartsWith("A-1,Zoë,,all,all,scored,56.2345678,yellow,", rows[1], StringComparison.Ordinal);
    }

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
