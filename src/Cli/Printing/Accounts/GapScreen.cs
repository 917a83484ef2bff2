using System.Globalization;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining.Gaps;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Accounts;

/// <summary>How much of the gap between formula and challenger is printed.</summary>
internal enum GapDetail
{
    /// <summary>Two lines.</summary>
    Summary,

    /// <summary>Every factor to both models.</summary>
    Table,
}

/// <summary>One account's formula and challenger side by side.</summary>
internal static class GapScreen
{
    /// <summary>Below this width the value stands behind the factor's name, not in a column of its own.</summary>
    private const int ValueColumnFrom = 96;

    /// <param name="terminal">Where it is printed.</param>
    /// <param name="gap">Null prints nothing: the model has no challenger.</param>
    /// <param name="snapshot">The account.</param>
    /// <param name="model">Its catalog and formula.</param>
    /// <param name="detail">How much.</param>
    public static void Print(Terminal terminal, AnswerGap? gap, Snapshot snapshot, HealthModel model, GapDetail detail)
    {
        if (gap is null)
        {
            return;
        }

        Layout.Heading(terminal, "Formula and challenger");
        Layout.Paragraph(terminal, Sentence(GapText.Verdict(gap, model.FormulaOf(snapshot).Formula)) + ".");
        if (GapText.Drivers(gap, model.Catalog) is { } drivers)
        {
            Layout.Paragraph(terminal, Sentence(drivers) + ".");
        }

        if (detail == GapDetail.Table)
        {
            Layout.Blank(terminal);
            Layout.Print(terminal, Table(gap, snapshot, model.Catalog, terminal.Width));
            Layout.Paragraph(
                terminal,
                "Log-odds of churn above the average training row; + is towards churn. Pairs of the formula are shared "
                    + "half and half between their factors; the challenger's are exact Shapley values. Both columns "
                    + "add up to the log-odds of the probabilities.",
                Palette.MutedStyle
            );
        }
    }

    private static Table Table(AnswerGap gap, Snapshot snapshot, FactorCatalog catalog, int width)
    {
        var isWide = width >= ValueColumnFrom;
        var table = isWide
            ? Layout.Table("factor", "value", ">formula", ">challenger", ">difference")
            : Layout.Table("factor: value", ">formula", ">challenger", ">difference");
        Add("average row", "", gap.FormulaBase, gap.TreesBase, Palette.MutedStyle);
        foreach (var factor in gap.Factors.OrderByDescending(f => Math.Abs(f.Difference)).ThenBy(f => f.Index))
        {
            var value = ValueText.Of(catalog[factor.Index], snapshot.Values[factor.Index]);
            var style = gap.Drivers.Contains(factor) ? Palette.Heading : Style.Plain;
            Add(catalog[factor.Index].Title, value, factor.Formula, factor.Trees, style);
        }

        Add("log-odds of churn", "", gap.FormulaLogOdds, gap.TreesLogOdds, Palette.Heading);
        return table;

        void Add(string name, string value, double formula, double trees, Style style)
        {
            string[] numbers = [Number(formula), Number(trees), GapText.Signed(trees - formula)];
            string[] names =
                isWide ? [name, value]
                : value.Length == 0 ? [name]
                : [$"{name}: {value}"];
            table.AddRow(names.Concat(numbers).Select(cell => new Text(cell, style)));
        }
    }

    private static string Number(double logOdds) =>
        logOdds.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
