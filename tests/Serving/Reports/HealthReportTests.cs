using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HealthScore.Serving.Reports;

namespace HealthScore.Serving.Tests.Reports;

public partial class HealthReportTests
{
    private const int TwoMegabytes = 2_000_000;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public async Task The_page_loads_nothing_and_runs_nothing()
    {
        var (text, page) = await Page(Sources.Full());

        Assert.DoesNotContain(
            page.Descendants(),
            e => e.Name.LocalName is "script" or "link" or "img" or "iframe" or "object"
        );
        Assert.DoesNotContain(
            page.Descendants().Attributes(),
            a => a.Name.LocalName is "src" or "srcset" or "style" && a.Value.Contains("url", StringComparison.Ordinal)
        );
        Assert.All(
            page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName == "href"),
            link => Assert.StartsWith("#", link.Value, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            page.Descendants().Attributes(),
            a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("url(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Attribute(page, "meta", "content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_model_and_rows_give_the_same_bytes() =>
        Assert.Equal(await HealthReport.Of(Sources.Full()), await HealthReport.Of(Sources.Full()));

    [Fact]
    public async Task Headings_stand_in_their_order_under_one_first_heading()
    {
        var (_, page) = await Page(Sources.Full());

        int[] levels =
        [
            .. page.Descendants()
                .Where(e => e.Name.LocalName is "h1" or "h2" or "h3")
                .Select(e => e.Name.LocalName[1] - '0'),
        ];

        Assert.Equal(1, levels.Count(level => level == 1));
        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public async Task Every_chart_is_a_named_image_with_a_description_and_a_table()
    {
        var (_, page) = await Page(Sources.Full());

        var charts = page.Descendants(Svg + "svg").ToArray();
        Assert.True(charts.Length >= 12, $"{charts.Length} charts");
        Assert.All(
            charts,
            chart =>
            {
                Assert.Equal("img", chart.Attribute("role")!.Value);
                Assert.NotEmpty(chart.Element(Svg + "title")!.Value);
                Assert.NotEmpty(chart.Element(Svg + "desc")!.Value);
                Assert.NotEmpty(chart.Parent!.Descendants("tbody").Single().Elements("tr"));
            }
        );
    }

    [Fact]
    public async Task Every_name_that_is_pointed_at_is_there_once_and_every_heading_of_a_table_says_of_what()
    {
        var (_, page) = await Page(Sources.Full());

        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Distinct(ids);
        Assert.All(
            page.Descendants().Attributes().Where(a => a.Name.LocalName is "aria-labelledby" or "aria-describedby"),
            pointer => Assert.Contains(pointer.Value, ids)
        );
        Assert.All(page.Descendants("a"), link => Assert.Contains(link.Attribute("href")!.Value[1..], ids));
        Assert.All(page.Descendants("th"), heading => Assert.True(heading.Attribute("scope")!.Value is "col" or "row"));
        Assert.All(page.Descendants("table"), table => Assert.NotEmpty(table.Element("caption")!.Value));
        Assert.Equal("en", page.Attribute("lang")!.Value);
    }

    [Fact]
    [Trait("Requirement", "003-07")]
    public async Task The_page_says_which_way_is_good_and_where_each_band_begins()
    {
        var (_, page) = await Page(Sources.Full());

        // Log-odds 2.5 - 0.075 x health: at 70 points -2.75, 6.0 %; at 40 points -0.5, 37.8 %.
        var words = page.Value;
        Assert.Contains("Health runs from 0 to 100; higher is better.", words, StringComparison.Ordinal);
        Assert.Contains(
            "● green: health 70.00 or more (churn probability 6.0 % or less)",
            words,
            StringComparison.Ordinal
        );
        Assert.Contains("▲ yellow: health 40.00 to 70.00", words, StringComparison.Ordinal);
        Assert.Contains(
            "■ red: health under 40.00 (churn probability 37.8 % or more)",
            words,
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait("Requirement", "001-33")]
    [Trait("Requirement", "001-34")]
    public async Task A_leader_sees_the_share_at_risk_against_the_target_and_recurring_revenue_by_band()
    {
        var (_, page) = await Page(Sources.Full());

        Assert.Contains(
            "At risk (red): 50.0 % of 2 scored accounts; the target of less than 5 % is not met.",
            page.Value,
            StringComparison.Ordinal
        );
        var bands = page.Descendants("figure").Single(figure => figure.Attribute("id")!.Value == "book-bands");
        Assert.Equal(
            ["■ red", "1", "50.0 %", "0.7", "120,000", "10,000", "78,163"],
            bands.Descendants("tbody").Single().Elements("tr").First().Elements().Select(cell => cell.Value)
        );
    }

    [Fact]
    public async Task A_name_is_never_markup_and_cannot_turn_the_line_round()
    {
        var (text, page) = await Page(Sources.Full());

        Assert.Contains("<script>alert(1)</script> \"q\" 'a' & \uFFFDrtl\uFFFD", page.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202E', text);
        Assert.DoesNotContain("&#x202E;", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_page_stays_below_two_megabytes_whatever_the_model()
    {
        var page = await HealthReport.Of(Sources.Huge(factors: 200, segments: 120));

        Assert.InRange(page.Length, 100_000, TwoMegabytes);
    }

    [Fact]
    public async Task A_model_that_says_nothing_of_itself_still_has_a_page()
    {
        var (_, page) = await Page(Sources.Of(SmallModel.WithPair()));

        Assert.Contains("This model holds no evaluation.", page.Value, StringComparison.Ordinal);
        Assert.Contains("This model says nothing of the evidence", page.Value, StringComparison.Ordinal);
        Assert.Contains("Tenure × Contract", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pair_is_a_table_of_both_factors()
    {
        var (_, page) = await Page(Sources.Of(SmallModel.WithPair()));

        var pair = page.Descendants("table").Single(table => table.Attribute("class")?.Value == "pair");
        Assert.Equal(
            ["under 12.5", "0.00", "10.00", "5.00", "4.00"],
            pair.Element("tbody")!.Elements("tr").First().Elements().Select(cell => cell.Value)
        );
    }

    [Fact]
    public async Task What_the_figures_say_stands_in_the_tables()
    {
        var (_, page) = await Page(Sources.Full());

        Assert.Equal(["tenure", "50.0 %", "40.0 % to 60.0 %"], Row(page, "weights", 0, lower: true));
        Assert.Equal(["0.5 to 12.5", "20.00", "20.00 to 20.00", "150", "13.3 %"], Row(page, "curve-1", 1));
        Assert.Equal(["10 %", "18.6 %", "18.9 %", "1.9 times"], Row(page, "lift", 1));
        Assert.Equal(["25.0 to 50.0", "90", "51", "56.7 %"], Row(page, "score-by-outcome", 1));
        Assert.Equal(["■ red", "100", "60", "60.0 %"], Row(page, "bands", 0));
    }

    private static string[] Row(XElement page, string chart, int row, bool lower = false)
    {
        var cells = page.Descendants("figure")
            .Single(figure => figure.Attribute("id")?.Value == chart)
            .Descendants("tbody")
            .Single()
            .Elements("tr")
            .ElementAt(row)
            .Elements()
            .Select(cell => cell.Value);
        return [.. lower ? cells.Select(cell => cell.ToLowerInvariant()) : cells];
    }

    private static string Attribute(XElement page, string element, string attribute) =>
        string.Join(' ', page.Descendants(element).Attributes(attribute).Select(a => a.Value));

    private static async Task<(string Text, XElement Page)> Page(ReportSource source)
    {
        var text = Encoding.UTF8.GetString(await HealthReport.Of(source));
        Assert.StartsWith("<!DOCTYPE html>\n", text, StringComparison.Ordinal);
        // HTML leaves empty elements open.
        var closed = EmptyElement().Replace(text["<!DOCTYPE html>\n".Length..], "<meta$1/>");
        return (text, XElement.Parse(closed));
    }

    [GeneratedRegex("<meta([^>]*)>")]
    private static partial Regex EmptyElement();
}
