using HealthScore.Core.Formula;
using HealthScore.Serving.Charts.Kinds;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Tests.Charts.Kinds;

public class DrawingTests
{
    public static TheoryData<string> Kinds => [.. Samples.All.Select(sample => sample.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Labels_never_touch_each_other_and_stay_inside_the_picture(string kind)
    {
        var drawing = Samples.All.Single(sample => sample.Kind == kind).Drawing;

        var touching =
            from one in drawing.Words.Index()
            from other in drawing.Words.Skip(one.Index + 1)
            where one.Item.Touches(other)
            select $"{one.Item} touches {other}";
        Assert.Empty(touching);
        Assert.All(
            drawing.Words,
            words =>
            {
                Assert.InRange(words.Left, -0.5, drawing.Width);
                Assert.InRange(words.Right, 0, drawing.Width + 0.5);
                Assert.InRange(words.Bottom, 0, drawing.Height);
                Assert.True(words.Top >= -0.5, $"{words}");
            }
        );
    }

    [Fact]
    public void A_bar_is_as_long_as_its_share_of_the_longest()
    {
        var drawing = BarChart.Draw([new Bar("one", 30, "30"), new Bar("two", 120, "120")]);

        // A quarter of 360 units is 90; ten units thick about the middle of its track at 25 and 67.
        Assert.Equal(
            ["M0 20h90v10h-90z", "M0 62h360v10h-360z"],
            drawing.Shapes.Where(shape => shape.Look == "bar").Select(shape => shape.Path)
        );
        Assert.Equal(84, drawing.Height);
    }

    [Fact]
    public void Parts_of_a_stack_lie_side_by_side_with_a_seam()
    {
        var drawing = StackedBars.Draw(
            [new Stack("all", "4", [new Part("a", 1, "1"), new Part("b", 0, "0"), new Part("c", 3, "3")])],
            [("a", "one")]
        );

        Assert.Equal(
            [("a", "M0 18h88v18h-88z"), ("c", "M90 18h268v18h-268z")],
            drawing
                .Shapes.Where(shape => shape.Path.Contains("v18", StringComparison.Ordinal))
                .Select(shape => (shape.Look, shape.Path))
        );
    }

    [Fact]
    public void A_step_is_as_wide_as_the_next_whatever_its_edges()
    {
        var drawing = StepCurve.Draw(
            new StepCurveData
            {
                Steps = [new Step(0, null, null, 0.25), new Step(10, 8, 10, 0.75)],
                Edges = ["12.5"],
                Across = "months",
            }
        );

        // Ticks 0, 5, 10 leave 21.996 units on the left: two steps of 163.002 up to 348; 10 points are 120 units high.
        Assert.Equal("M22 142L185 142L185 22L348 22", drawing.Shapes.Single(shape => shape.Look == "line").Path);
        Assert.Equal("M185 22h163v24h-163z", drawing.Shapes.Single(shape => shape.Look == "shade").Path);
        Assert.Equal(
            ["M23 148h161v7.3h-161z", "M186 148h161v22h-161z"],
            drawing.Shapes.Where(shape => shape.Look == "density").Select(shape => shape.Path)
        );
    }

    [Fact]
    public void A_band_zone_begins_on_its_threshold()
    {
        var drawing = OutcomeHistogram.Draw(
            [.. Enumerable.Repeat(new OutcomeStep(1, 3), 40)],
            new BandThresholds(yellowFrom: 250_000_000, greenFrom: 500_000_000)
        );

        // Ticks 0 to 4 leave 14.996 units on the left and 333.004 for health: a quarter is 83.251.
        Assert.Equal(
            ["M15 165h83.3v16h-83.3z", "M98.2 165h83.3v16h-83.3z", "M181.5 165h166.5v16h-166.5z"],
            drawing
                .Shapes.Where(shape => shape.Look.StartsWith("band-", StringComparison.Ordinal))
                .Select(shape => shape.Path)
        );
    }

    [Fact]
    public void A_waterfall_goes_from_where_the_last_step_ended()
    {
        var drawing = Waterfall.Draw(
            new Bar("start", 50, "50"),
            [new Fall("up", 10, "+10"), new Fall("down", -25, "-25")],
            new Bar("end", 35, "35")
        );

        // 0 to 100 lie between 14 and 346: a point is 3.32 units.
        Assert.Equal("M180 62h33.2v10h-33.2z", drawing.Shapes.Single(shape => shape.Look == "up").Path);
        Assert.Equal("M130.2 104h83v10h-83z", drawing.Shapes.Single(shape => shape.Look == "down").Path);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0.3)]
    [InlineData(0.2, 0.6)]
    [InlineData(0.6, 0.8)]
    [InlineData(1, 1)]
    public void Gain_between_two_points_is_in_proportion(double called, double found) =>
        Assert.Equal(found, new GainCurve("line", "formula", [new(0, 0), new(0.2, 0.6), new(1, 1)]).At(called), 1e-12);

    [Fact]
    public void A_line_is_broken_where_a_value_is_not_known()
    {
        var drawing = Samples.Line([0.7, 0.8, null, 0.9]);

        Assert.Equal(2, drawing.Shapes.Count(shape => shape.Look == "line"));
        Assert.Equal(3, drawing.Shapes.Count(shape => shape.Look == "dot"));
    }

    [Fact]
    public void Words_know_where_they_end()
    {
        var words = new Words(100, 50, "Hi", Anchor.End, "label", 10);

        Assert.Equal((89.7, 100), (Math.Round(words.Left, 6), words.Right));
        Assert.True(words.Touches(words with { X = 109 }));
        Assert.False(words.Touches(words with { X = 111 }));
    }
}
