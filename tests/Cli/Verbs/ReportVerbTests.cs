using HealthScore.Cli.Tests.Running;

namespace HealthScore.Cli.Tests.Verbs;

public sealed class ReportVerbTests : IDisposable
{
    private const string Dated = "customerID,as_of,arr,tenure,Contract,gender,Plan,csm,Churn";

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_report_is_one_file_and_is_the_same_bytes_each_time()
    {
        TestModel.Write(folder["model"]);

        var first = await Report("--out", folder["one.html"]);
        var second = await Report("--out", folder["two.html"]);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(await Bytes("one.html"), await Bytes("two.html"));
        Assert.Contains("written to", first.Out, StringComparison.Ordinal);
        Assert.Equal(["model", "one.html", "two.html"], folder.Names);
    }

    [Fact]
    public async Task A_report_that_exists_is_replaced_only_where_asked()
    {
        TestModel.Write(folder["model"]);
        folder.Write("report.html", "mine");

        var refused = await Report("--out", folder["report.html"]);
        var kept = await File.ReadAllTextAsync(folder["report.html"]);
        var replaced = await Report("--out", folder["report.html"], "--replace");

        Assert.Equal((2, "mine\n", 0), (refused.ExitCode, kept, replaced.ExitCode));
        Assert.StartsWith("<!DOCTYPE html>", await Page("report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_account_is_shown_at_its_newest_row_and_those_that_left_are_counted_apart()
    {
        WriteDatedModel();
        var data = folder.Write(
            "customers.csv",
            Dated,
            "A-1,2026-01-31,100,20,Two year,Female,gold,ann,No",
            "A-1,2026-03-31,2400,6,Month-to-month,Female,basic,ann,",
            "A-2,2026-02-28,100,20,Two year,Male,gold,bob,Yes",
            "A-3,2026-03-31,100,20,Two year,Male,gold,bob,No"
        );

        var ran = await Report("--data", data, "--out", folder["report.html"]);

        var page = await Page("report.html");
        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("2 accounts as of 2026-03-31.", page, StringComparison.Ordinal);
        Assert.Contains("1 more have already left and are not counted.", page, StringComparison.Ordinal);
        // Health 21.23 + 0 + 4: log-odds 2 - 0.05 x 25.23, 67.7 % of 2,400.
        Assert.Contains("<bdi>A-1</bdi></th><td class=\"band\">&#x25A0; red</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>25.23</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>67.7 %</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>1,624</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_listed_and_its_account_has_no_score()
    {
        WriteDatedModel();
        var data = folder.Write(
            "customers.csv",
            Dated,
            "A-1,2026-03-31,100,six,Two year,Female,gold,ann,",
            "A-2,2026-03-31,100,20,Two year,Female,gold,ann,"
        );

        var ran = await Report("--data", data, "--out", folder["report.html"]);

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("customers.csv:2: column 'tenure' is \"six\"", ran.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["report.html.rejected.csv"]));
        Assert.Contains("1 without a score", await Page("report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_account_is_text_and_nothing_else()
    {
        WriteDatedModel();
        var data = folder.Write(
            "customers.csv",
            Dated,
            $"\"<img src=x onerror=alert(1)>\",2026-03-31,9,0,Month-to-month,Female,basic,\"=cmd()\",",
            $"{new string('z', 10_000)},2026-03-31,9,0,Month-to-month,Female,basic,x,"
        );

        var ran = await Report("--data", data, "--out", folder["report.html"]);

        var page = await Page("report.html");
        Assert.Equal(0, ran.ExitCode);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('z', 200), page, StringComparison.Ordinal);
    }

    private void WriteDatedModel() =>
        TestModel.Write(
            folder["model"],
            model => model with { Input = model.Input with { AsOf = "as_of", Value = "arr" } }
        );

    private Task<Ran> Report(params string[] arguments) =>
        TheProgram.Run(["report", "--model", folder["model"], .. arguments]);

    private Task<byte[]> Bytes(string name) => File.ReadAllBytesAsync(folder[name]);

    private Task<string> Page(string name) => File.ReadAllTextAsync(folder[name]);
}
