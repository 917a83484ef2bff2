using FsCheck;
using FsCheck.Xunit;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Tests.Charts.Marks;

public class TextTests
{
    [Fact]
    public void A_width_is_the_sum_of_its_letters()
    {
        // H .752, i .278 of the size, in DejaVu Sans.
        Assert.Equal(10.3, TextWidth.Of("Hi", 10), 1e-9);
        Assert.Equal(0, TextWidth.Of("", 10));
    }

    [Fact]
    public void A_text_that_fits_stays_whole() => Assert.Equal("Hi", TextWidth.Fit("Hi", 10, 10.3));

    [Fact]
    public void A_text_that_does_not_fit_ends_in_an_ellipsis() =>
        Assert.Equal("Mont…", TextWidth.Fit("Month-to-month", 10, 41));

    [Property(MaxTest = 300)]
    public bool A_fitted_text_is_never_wider_than_its_room(NonNull<string> text, byte room) =>
        TextWidth.Of(TextWidth.Fit(text.Get, 12, room + 14), 12) <= room + 14;

    [Theory]
    [InlineData("Ünïcödé 漢字", "Ünïcödé 漢字")]
    [InlineData("two\nlines\tand a tab", "two lines and a tab")]
    [InlineData("a\u0000b\u001b[31mc", "a\uFFFDb\uFFFD[31mc")]
    [InlineData("\u202Egnp.exe", "\uFFFDgnp.exe")]
    [InlineData("a\u2066b\u2069c\u200Fd", "a\uFFFDb\uFFFDc\uFFFDd")]
    [InlineData("<script>alert('x')</script>", "<script>alert('x')</script>")]
    public void What_would_break_a_line_or_turn_it_round_is_replaced(string text, string shown) =>
        Assert.Equal(shown, Shown.Name(text));

    [Fact]
    public void Half_a_letter_is_replaced() => Assert.Equal("\uFFFDhalf", Shown.Name("\ud800half"));

    [Fact]
    public void A_name_of_ten_thousand_letters_is_cut()
    {
        var shown = Shown.Name(new string('x', 10_000));

        Assert.Equal(new string('x', Shown.MostOfName - 1) + "…", shown);
    }

    [Fact]
    public void A_cut_never_halves_a_letter_beyond_the_basic_plane()
    {
        var shown = Shown.Line(string.Concat(Enumerable.Repeat("😀", 20)), most: 10);

        Assert.Equal("😀😀😀😀…", shown);
    }

    [Theory]
    [InlineData(0, "M0 0h10v5h-10z")]
    [InlineData(1.26, "M1.3 0h10v5h-10z")]
    [InlineData(-0.04, "M0 0h10v5h-10z")]
    public void A_box_is_written_to_a_tenth(double x, string path) => Assert.Equal(path, Paths.Box(x, 0, 10, 5));

    [Fact]
    public void A_box_without_height_is_nothing() => Assert.Equal("", Paths.Box(0, 0, 10, 0));

    [Fact]
    public void What_lies_between_two_lines_is_closed() =>
        Assert.Equal("M0 1L5 2L5 4L0 3z", Paths.Between([(0, 1), (5, 2)], [(0, 3), (5, 4)]));

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 10)]
    [InlineData(5, 60)]
    [InlineData(11, 110)]
    public void A_scale_stays_at_its_ends(double number, double place) =>
        Assert.Equal(place, new LinearScale(0, 10, 10, 110).At(number));
}
