using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Tests.Printing;

public class WrappingTests
{
    [Fact]
    public void A_number_stays_beside_its_percent_sign()
    {
        var lines = Wrapping.Lines("churn probability 3.1 %", width: 21, indent: 2, firstIndent: 0);

        Assert.Equal(["churn probability", "  3.1 %"], lines);
    }

    [Theory]
    [InlineData(null, "a sentence that is longer than the terminal is wide, and so it goes on and on to an end\n")]
    [InlineData(60, "a sentence that is longer than the terminal is wide, and so\n  it goes on and on to an end\n")]
    public void A_remark_is_wrapped_on_a_terminal_and_one_line_elsewhere(int? columns, string printed)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var traits = new TerminalTraits(80, OutputColour: false, LiveProgress: false) { ErrorColumns = columns };

        new Terminal(output, error, traits).Remark(
            "a sentence that is longer than the terminal is wide, and so it goes on and on to an end"
        );

        Assert.Equal(printed, error.ToString());
    }

    [Fact]
    public void A_remark_takes_the_line_of_progress_away_before_it()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };

        new Terminal(output, error, new TerminalTraits(80, OutputColour: false, LiveProgress: true)).Remark("done");

        Assert.Equal("\r\u001b[Kdone\n", error.ToString());
    }
}
