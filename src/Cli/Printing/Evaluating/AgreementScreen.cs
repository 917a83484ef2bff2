using System.Globalization;
using HealthScore.Core.Factors;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Evaluation.Agreement;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Evaluating;

/// <summary>
/// Formula and challenger beside each other: the gap, how far they agree, and where directions break.
/// </summary>
internal static class AgreementScreen
{
    /// <summary>Segments and broken directions that are listed; the others stand in the document.</summary>
    private const int MostListed = 5;

    public static void Print(Terminal terminal, MetricsDocument metrics, FactorCatalog catalog)
    {
        if (metrics.Agreement is not { } agreement)
        {
            return;
        }

        Layout.Heading(terminal, "Formula and challenger");
        Layout.Paragraph(terminal, Gap(agreement.All));
        Layout.Paragraph(terminal, Agreement(agreement.All));
        PrintSegments(terminal, agreement);
        foreach (var sentence in Directions(agreement, catalog))
        {
            Layout.Paragraph(terminal, sentence);
        }

        DifferingPart.Print(terminal, agreement, catalog);
    }

    /// <summary>
    /// "The formula's AUC is 0.0019 below the challenger's (95 % interval -0.0060 to +0.0022 ...), its log-loss ..."
    /// </summary>
    internal static string Gap(AgreementFigures figures) =>
        (figures.Auc is { } auc ? $"The formula's AUC is {Than(auc, better: 1)}; its" : "The formula's")
        + $" log-loss is {Than(figures.LogLoss, better: -1)}.";

    /// <param name="difference">The formula's less the challenger's.</param>
    /// <param name="better">1 where more is better, -1 where less is.</param>
    private static string Than(PairedDifference difference, int better)
    {
        var size = Figures.Metric(Math.Abs(difference.Difference));
        var side = difference.Difference < 0 ? "below" : "above";
        var verdict =
            !difference.IsClear ? "no more than chance gives"
            : difference.Difference * better > 0 ? "clearly better"
            : "clearly worse";
        var interval = difference.Error is null
            ? ""
            : $", 95 % interval {Signed(difference.Low)} to {Signed(difference.High)}, {verdict}";
        return $"{size} {side} the challenger's{interval}";
    }

    private static string Agreement(AgreementFigures figures)
    {
        var order = figures.Kendall is { } tau
            ? $"They put {Figures.WholePercent((1 + tau) / 2)} of all pairs of rows in the same order (Spearman "
                + $"{Short(figures.Spearman)}, Kendall {Short(tau)}), and "
            : "They put ";
        var kappa = figures.Bands.WeightedKappa is { } weighted ? $" (weighted kappa {Short(weighted)})" : "";
        return $"{order}{Figures.Percent(figures.Bands.SameShare ?? 0)} of {Figures.Of(figures.Rows, "row")} in the "
            + $"same band{kappa}.";
    }

    private static void PrintSegments(Terminal terminal, ModelAgreement agreement)
    {
        if (agreement.Segments.IsEmpty)
        {
            return;
        }

        Layout.Blank(terminal);
        var table = Layout.Table("segment", ">rows", ">AUC less challenger's", ">Spearman", ">same band", ">kappa");
        foreach (var segment in agreement.Segments.OrderByDescending(segment => segment.Rows).Take(MostListed))
        {
            string[] cells =
            [
                segment.Segment!,
                Figures.Count(segment.Rows),
                segment.Auc is { Error: not null } auc
                    ? $"{Signed(auc.Difference)} ({Signed(auc.Low)} to {Signed(auc.High)})"
                    : "-",
                Short(segment.Spearman),
                Figures.Percent(segment.Bands.SameShare ?? 0),
                Short(segment.Bands.WeightedKappa),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        Layout.Print(terminal, table);
        Layout.Blank(terminal);
    }

    private static IEnumerable<string> Directions(ModelAgreement agreement, FactorCatalog catalog)
    {
        if (agreement.Directions.IsEmpty)
        {
            yield break;
        }

        DirectionBreaks[] broken =
        [
            .. agreement.Directions.Where(breaks => breaks.Broken > 0).OrderByDescending(breaks => breaks.Share),
        ];
        if (broken.Length == 0)
        {
            yield return $"The challenger keeps to {Figures.Of(agreement.Directions.Length, "declared direction")}.";
            yield break;
        }

        yield return "The formula keeps to declared directions; the challenger, which cannot be told, goes against "
            + $"{broken.Length} of {agreement.Directions.Length} where a value moves up to the next tenth or level:";
        foreach (var breaks in broken.Take(MostListed))
        {
            yield return Sentence(breaks, catalog);
        }
    }

    private static string Sentence(DirectionBreaks breaks, FactorCatalog catalog)
    {
        var factor = catalog[catalog.IndexOf(breaks.Factor)];
        return $"· {factor.Title} ({FactorWords.Of(breaks.Direction).Replace('_', ' ')}): in "
            + $"{Figures.Count(breaks.Broken)} of {Figures.Of(breaks.Moves, "row")} ({Figures.Percent(breaks.Share)}), "
            + $"most on reaching {At(factor, breaks.MostAt)}, by up to {Figures.Percent(breaks.Largest)}.";
    }

    private static string At(Factor factor, double? value) =>
        value is not { } reached ? "-"
        : factor.Kind != FactorKind.Numeric ? factor.Levels[(int)reached]
        : factor.Unit is { } unit && !unit.Contains("..", StringComparison.Ordinal) ? $"{reached} {unit}"
        : $"{reached}";

    private static string Signed(double? difference) =>
        difference?.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture) ?? "-";

    private static string Short(double? number) => number?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
}
