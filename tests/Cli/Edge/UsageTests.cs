using HealthScore.Cli.Tests.Running;

namespace HealthScore.Cli.Tests.Edge;

public class UsageTests
{
    public static TheoryData<string> Verbs =>
        ["demo", "init", "check", "train", "crossval", "evaluate", "score", "explain", "serve", "generate"];

    [Fact]
    public async Task A_verb_with_a_slip_of_the_finger_is_refused_with_the_one_that_was_meant()
    {
        var ran = await TheProgram.Run("trian", "--config", "x");

        Assert.Equal(2, ran.ExitCode);
        Assert.Equal("healthscore: there is no verb 'trian'. Did you mean 'train'?", ran.FirstError);
        Assert.Empty(ran.Out);
    }

    [Fact]
    public async Task An_option_with_a_slip_of_the_finger_is_refused_with_the_one_that_was_meant()
    {
        var ran = await TheProgram.Run("score", "--modle", "m", "--data", "d", "--out", "o");

        Assert.Equal(2, ran.ExitCode);
        Assert.Equal(
            "healthscore: 'healthscore score' has no option '--modle'. Did you mean '--model'?",
            ran.FirstError
        );
    }

    [Fact]
    public async Task Options_that_are_needed_are_all_named_at_once()
    {
        var ran = await TheProgram.Run("score", "--model", "m");

        Assert.Equal(2, ran.ExitCode);
        Assert.Equal("healthscore: score needs --data and --out.", ran.FirstError);
    }

    [Theory]
    [InlineData("--seed", "minus one")]
    [InlineData("--seed", "-1")]
    public async Task A_value_that_is_no_number_is_refused(string option, string value)
    {
        var ran = await TheProgram.Run("train", "--config", "c", "--data", "d", "--out", "o", option, value);

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains(option, ran.Error, StringComparison.Ordinal);
        Assert.Empty(ran.Out);
    }

    [Fact]
    public async Task A_date_that_is_none_is_refused_and_shows_one()
    {
        var ran = await TheProgram.Run(
            "explain",
            "--model",
            "m",
            "--data",
            "d",
            "--account",
            "a",
            "--as-of",
            "31.03.2026"
        );

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains(
            "'31.03.2026' is no date; expected year-month-day, such as 2026-03-31.",
            ran.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task The_help_of_a_verb_has_examples_and_fits_the_terminal(string verb)
    {
        var ran = await TheProgram.RunAt(80, verb, "--help");

        Assert.Equal(0, ran.ExitCode);
        Assert.Empty(ran.Error);
        Assert.Contains("\nExamples\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains($"\n  healthscore {verb}", ran.Out, StringComparison.Ordinal);
        Assert.All(ran.OutLines, line => Assert.True(line.Length <= 80, line));
    }

    [Theory]
    [InlineData("explain", "      --as-of 2026-03-31\n")]
    [InlineData("evaluate", "      --where region=EMEA --json\n")]
    public async Task A_long_example_is_broken_before_an_option_and_never_between_it_and_its_value(
        string verb,
        string lastLine
    )
    {
        var ran = await TheProgram.RunAt(80, verb, "--help");

        Assert.Contains($" \\\n{lastLine}", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_of_the_program_names_every_verb_and_exit_code()
    {
        var ran = await TheProgram.RunAt(80, "--help");

        Assert.All(
            Verbs.Select(v => v.Data),
            verb => Assert.Contains($"\n  {verb} ", ran.Out, StringComparison.Ordinal)
        );
        Assert.Contains("0 done, 1 failure, 2 command line wrong, 3 data,", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_verb_the_help_is_printed_and_the_code_says_usage()
    {
        var ran = await TheProgram.Run();

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains("Usage: healthscore VERB", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_was_mistyped_does_not_hide_behind_help()
    {
        var ran = await TheProgram.Run("train", "--help", "--confg");

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("Usage: healthscore train", ran.Out, StringComparison.Ordinal);
    }
}
