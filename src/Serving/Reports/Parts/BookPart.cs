using System.Collections.Immutable;
using System.Globalization;
using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;
using HealthScore.Serving.Charts;
using HealthScore.Serving.Charts.Kinds;
using HealthScore.Serving.Charts.Marks;
using HealthScore.Serving.Portfolio;

namespace HealthScore.Serving.Reports.Parts;

/// <summary>The accounts as they stand: how many in each band, what drives the loss, whom to call first.</summary>
public static class BookPart
{
    /// <summary>Share of accounts at risk, in the red band, that a healthy company stays below.</summary>
    public const double RiskTarget = 0.05;

    /// <summary>Changes that a waterfall shows by name; the rest is one step.</summary>
    private const int MostFalls = 6;

    /// <summary>"At risk (red): 7.1 % of 1,204 scored accounts; the target of less than 5 % is not met."</summary>
    public static string Target(Book book) =>
        book.RedShare is not { } share
            ? "No account could be scored."
            : $"At risk (red): {Percents.Of(share)} of {Counts.Of(book.Scored)} scored accounts; the target of "
                + $"less than "
                + $"{Percents.Whole(RiskTarget)} is {(share < RiskTarget ? "met" : "not met")}.";

    /// <summary>Which accounts these are.</summary>
    public static string Basis(Book book, int alreadyLeft)
    {
        var days = (book.From, book.To) switch
        {
            ({ } from, { } to) when from == to => $" as of {Day(to)}",
            ({ } from, { } to) => $" as of {Day(from)} to {Day(to)}, each at its newest row",
            _ => "",
        };
        string[] apart =
        [
            .. book.Withheld > 0
                ? [$"{Counts.Of(book.Withheld)} without a score, too little measured or a bad value"]
                : (string[])[],
            .. book.InNotice > 0 ? [$"{Counts.Of(book.InNotice)} that have given notice"] : (string[])[],
        ];
        return $"{Counts.Of(book.Accounts)} accounts{days}"
            + (apart.Length > 0 ? $", among them {string.Join(" and ", apart)}" : "")
            + "."
            + (alreadyLeft > 0 ? $" {Counts.Of(alreadyLeft)} more have already left and are not counted." : "");
    }

    public static Chart Bands(Book book)
    {
        Stack[] stacks =
        [
            Stack("accounts", $"{Counts.Of(book.Scored)}", band => band.Accounts),
            Stack(
                "expected to leave",
                Expected(book.Bands.Sum(band => band.ExpectedChurned)),
                band => band.ExpectedChurned
            ),
            .. book.HasValues
                ?
                [
                    Stack("annual value", Counts.Money(book.Bands.Sum(b => b.Value)), band => (double)band.Value),
                    Stack(
                        "value expected to be lost",
                        Counts.Money(book.Bands.Sum(b => b.ExpectedLoss)),
                        band => (double)band.ExpectedLoss
                    ),
                ]
                : (Stack[])[],
        ];
        return new Chart(
            "book-bands",
            "Accounts by band",
            Target(book),
            StackedBars.Draw([.. stacks], SegmentsPart.BandLegend),
            new ChartTable(
                [
                    "band",
                    "accounts",
                    "share",
                    "expected to leave",
                    .. book.HasValues
                        ? ["annual value", "value a month (MRR)", "value expected to be lost"]
                        : (string[])[],
                ],
                [.. book.Bands.Select(band => Cells(band, book))]
            )
        );

        Stack Stack(string name, string figure, Func<BandTotal, double> of)
        {
            var all = book.Bands.Sum(of);
            return new Stack(
                name,
                figure,
                [
                    .. book.Bands.Select(band => new Part(
                        BandLook.Fill(band.Band),
                        of(band),
                        $"{BandLook.Sign(band.Band)} {Percents.Whole(all > 0 ? of(band) / all : 0)}"
                    )),
                ]
            );
        }
    }

    /// <summary>What each factor costs; null where nothing is below the mean.</summary>
    public static Chart? Drivers(ReportSource source, Book book)
    {
        Driver[] drivers = [.. book.Drivers.Take(ReportLimits.TableRows)];
        return drivers.Length == 0
            ? null
            : new Chart(
                "drivers",
                book.HasValues ? "What drives the loss, by value" : "What drives the loss, by accounts",
                "How much less would be lost were every account that is below the average in this factor at the "
                    + "average, "
                    + "all else as it is. Each factor is taken alone: the bars do not add up, and they foretell, "
                    + "they do "
                    + "not promise.",
                BarChart.Draw([
                    .. drivers
                        .Take(ReportLimits.Bars / 2)
                        .Select(driver => new Bar(
                            Titles.Of(driver.Factor, source.Model),
                            book.HasValues ? (double)driver.Value : driver.Churned,
                            book.HasValues ? Counts.Money(driver.Value) : Expected(driver.Churned)
                        )),
                ]),
                new ChartTable(
                    [
                        "factor",
                        "accounts below the average",
                        "fewer expected to leave",
                        .. book.HasValues ? ["less value expected to be lost"] : (string[])[],
                    ],
                    [
                        .. drivers.Select(driver =>
                            (ImmutableArray<string>)
                                [
                                    Titles.Of(driver.Factor, source.Model),
                                    Counts.Of(driver.Accounts),
                                    Expected(driver.Churned),
                                    .. book.HasValues ? [Counts.Money(driver.Value)] : (string[])[],
                                ]
                        ),
                    ]
                )
            );
    }

    /// <summary>Whom to call first, and why; null where no account is red or yellow.</summary>
    public static ChartTable? Worst(ReportSource source, Book book) =>
        book.Worst.IsEmpty
            ? null
            : new ChartTable(
                [
                    "account",
                    "band",
                    "health",
                    "churn probability",
                    "95 % interval",
                    .. book.HasValues ? ["annual value", "expected loss"] : (string[])[],
                    "main reason",
                ],
                [.. book.Worst.Select(account => Row(account, source.Model, book.HasValues))]
            );

    /// <summary>How the score of the account with the most at stake is made; null where there is none.</summary>
    public static Chart? Example(ReportSource source, Book book)
    {
        if (book.Worst.FirstOrDefault() is not { Health.HealthPoints: { } points } account)
        {
            return null;
        }

        var formula = source.Model.FormulaOf(account.Snapshot).Formula;
        var changes = account
            .Health.Contributions.Select(c => (c.Factor, Change: c.Points - c.MeanPoints))
            .Where(change => change.Change != 0)
            .OrderByDescending(change => Math.Abs(change.Change))
            .ThenBy(change => change.Factor, StringComparer.Ordinal)
            .ToArray();
        var mean = formula.Factors.Sum(factor => (long)factor.Table.Mean);
        var rest = changes.Skip(MostFalls).Sum(change => (long)change.Change);
        Fall[] falls =
        [
            .. changes.Take(MostFalls).Select(c => FallOf(Titles.Of(c.Factor, source.Model), c.Change)),
            .. changes.Length > MostFalls ? [FallOf($"{changes.Length - MostFalls} other factors", rest)] : (Fall[])[],
        ];
        var name = Shown.Name(account.Snapshot.Account);
        return new Chart(
            "example",
            $"How the health of {name} is made",
            $"From the average account at {Points(mean)} to {name} at {Points(points)}: each step is what a factor "
                + $"adds "
                + "or takes against the average, and the steps sum to the difference exactly.",
            Waterfall.Draw(
                new Bar("average account", mean / HealthFormula.UnitsPerPoint, Points(mean)),
                [.. falls],
                new Bar(name, points / HealthFormula.UnitsPerPoint, Points(points))
            ),
            new ChartTable(
                ["step", "points"],
                [
                    ["average account", Points(mean)],
                    .. falls.Select(fall => ImmutableArray.Create(fall.Name, fall.Figure)),
                    [name, Points(points)],
                ]
            )
        )
        {
            Note = "the account with the most at stake",
        };
    }

    private static Fall FallOf(string name, long change) =>
        new(
            name,
            change / HealthFormula.UnitsPerPoint,
            (change / HealthFormula.UnitsPerPoint).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture)
        );

    private static ImmutableArray<string> Cells(BandTotal band, Book book) =>
        [
            BandLook.Words(band.Band),
            Counts.Of(band.Accounts),
            Percents.Of(band.Accounts / (double)Math.Max(1, book.Scored)),
            Expected(band.ExpectedChurned),
            .. book.HasValues
                ? [Counts.Money(band.Value), Counts.Money(band.Value / 12), Counts.Money(band.ExpectedLoss)]
                : (string[])[],
        ];

    private static ImmutableArray<string> Row(BookAccount account, HealthModel model, bool hasValues)
    {
        var health = account.Health;
        var reason = ReasonText.Of(account.Snapshot, health, model).FirstOrDefault()?.Sentence ?? "";
        return
        [
            Shown.Name(account.Snapshot.Account),
            BandLook.Words(health.Band!.Value),
            Points(health.HealthPoints!.Value),
            Percents.Of(health.ChurnProbability!.Value),
            health.Interval is { } interval
                ? $"{Percents.Of(interval.Low)} to {Percents.Of(interval.High)}"
                : "not known",
            .. hasValues
                ?
                [
                    account.Snapshot.Value is { } value ? Counts.Money(value) : "not known",
                    account.ExpectedLoss is { } loss ? Counts.Money(loss) : "not known",
                ]
                : (string[])[],
            ReportLimits.Sentences(reason),
        ];
    }

    private static string Expected(double accounts) => accounts.ToString("#,0.0", CultureInfo.InvariantCulture);

    private static string Points(long units) =>
        (units / HealthFormula.UnitsPerPoint).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
