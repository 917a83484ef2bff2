using System.Xml.Linq;
using HealthScore.Serving.Charts;
using HealthScore.Serving.Tests.Charts.Kinds;

namespace HealthScore.Serving.Tests.Charts;

public class RenderedChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Kinds => [.. Samples.All.Select(sample => sample.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_chart_is_an_image_with_a_name_a_description_and_every_word_of_its_drawing(string kind)
    {
        var chart = Of(kind);

        var svg = XDocument.Parse(await RenderedText.SvgOf(chart)).Root!;

        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal(Samples.Long, svg.Element(Svg + "title")!.Value);
        Assert.Equal(svg.Attribute("aria-labelledby")!.Value, svg.Element(Svg + "title")!.Attribute("id")!.Value);
        Assert.Equal("What is to be seen.", svg.Element(Svg + "desc")!.Value);
        Assert.Equal(svg.Attribute("aria-describedby")!.Value, svg.Element(Svg + "desc")!.Attribute("id")!.Value);
        Assert.Equal(chart.Drawing.Words.Select(words => words.Text), svg.Elements(Svg + "text").Select(t => t.Value));
        Assert.Equal(chart.Drawing.Shapes.Length, svg.Elements(Svg + "path").Count());
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "b" or "script");
    }

    [Fact]
    public async Task A_figure_has_a_table_with_headings_for_every_row_and_column()
    {
        var chart = Of("bars") with
        {
            Table = new ChartTable(
                ["factor", "weight"],
                [
                    ["Tenure", "50 %"],
                    ["<i>&</i>", "30 %"],
                ]
            ),
        };

        var figure = XElement.Parse(
            await RenderedText.Of<ChartFigure>((nameof(ChartFigure.Chart), chart)),
            LoadOptions.None
        );

        var table = figure.Descendants("table").Single();
        Assert.Equal(["factor", "weight"], table.Element("thead")!.Descendants("th").Select(cell => cell.Value));
        Assert.All(
            table.Element("thead")!.Descendants("th"),
            cell => Assert.Equal("col", cell.Attribute("scope")!.Value)
        );
        Assert.Equal(["Tenure", "<i>&</i>"], table.Element("tbody")!.Descendants("th").Select(cell => cell.Value));
        Assert.All(
            table.Element("tbody")!.Descendants("th"),
            cell => Assert.Equal("row", cell.Attribute("scope")!.Value)
        );
        Assert.Equal(chart.Title, table.Element("caption")!.Value);
    }

    [Fact]
    public async Task The_same_chart_is_the_same_text() =>
        Assert.Equal(await RenderedText.SvgOf(Of("stacks")), await RenderedText.SvgOf(Of("stacks")));

    private static Chart Of(string kind) =>
        new(
            "c1",
            Samples.Long,
            "What is to be seen.",
            Samples.All.Single(sample => sample.Kind == kind).Drawing,
            new ChartTable(["name", "value"], [])
        );
}
