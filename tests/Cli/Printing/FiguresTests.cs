using HealthScore.Cli.Printing;
using HealthScore.Cli.Printing.Checking;
using HealthScore.Core.Formula;

namespace HealthScore.Cli.Tests.Printing;

public class FiguresTests
{
    [Fact]
    public void Points_of_a_column_stand_below_each_other_with_blanks_behind_the_shorter_numbers()
    {
        Assert.Equal(["0.5 ", "100   ", "7.25", "0   "], Figures.Aligned(["0.50", "100", "7.25", "0.0000000"]));
        Assert.Equal(["1", "20"], Figures.Aligned(["1", "20"]));
        Assert.Empty(Figures.Aligned([]));
    }

    [Fact]
    public void Progress_tells_share_rate_and_time_left()
    {
        Assert.Equal(
            "scoring · 25 % · 500 rows/s · 3 s left",
            Progress.Line("scoring", 500, 2_000, "rows", TimeSpan.FromSeconds(1))
        );
        Assert.Equal("reading rows", Progress.Line("reading rows", 0, 0, "", TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(null, null, "Green and yellow are not reachable here: every health is red.")]
    [InlineData(null, 310_000_000, "Green is not reachable here; yellow from 31.00, red below.")]
    [InlineData(620_000_000, 310_000_000, "Green from 62.00, yellow from 31.00, red below.")]
    [InlineData(620_000_001, 0, "Green from 62.00, yellow below; nothing is red here.")]
    [InlineData(532_773_689, 434_226_404, "Green from 53.28, yellow from 43.42, red below.")]
    [InlineData(0, 0, "Every health is green here.")]
    [Trait("Requirement", "000-17")]
    public void The_legend_says_where_each_band_begins_or_that_none_reaches_it(
        int? green,
        int? yellow,
        string sentence
    ) => Assert.Equal(sentence, Legend.Bands(new BandThresholds(yellow, green)));

    [Theory]
    [InlineData("Q01", "What blocks stops train: mend the file or the configuration.")]
    [InlineData(
        "Q02 Q04",
        "What blocks stops train: mend the file or the configuration. Or leave such rows out: "
            + "--accept Q02 --accept Q04."
    )]
    [InlineData(
        "Q11",
        "What blocks stops train: mend the file or the configuration. Or leave such columns out: --accept Q11; "
            + "--accept Q11:COLUMN keeps one all the same."
    )]
    public void What_blocks_is_followed_by_what_can_be_done(string blocking, string sentence) =>
        Assert.Equal(sentence, FindingsScreen.WhatToDo(blocking.Split(' ')));
}
