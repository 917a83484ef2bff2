using System.Globalization;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Segments;
using HealthScore.Training;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Pooling;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Learning;

/// <summary>Which segments and stages have a formula of their own, if they need it, and what counts in it.</summary>
internal static class SegmentScreen
{
    private const int MostFactors = 3;

    private const string HowToRead =
        "Of its own: a base rate (how many of its accounts leave), weights, curves; all else is shared with all. "
        + "Saves: log-loss a held-out row that its own formula is better by, ± one standard error. Keep: better by "
        + "more than that. Merge?: by no more than chance; name it like another in the data, and there is "
        + "less to explain.";

    public static void Print(Terminal terminal, HealthModel model, TrainingOutcome outcome)
    {
        var units = outcome.Formulas.Units;
        if (units.IsEmpty)
        {
            return;
        }

        Layout.Heading(terminal, "Does a segment or stage need a formula of its own?");
        var differences = SegmentDifferences.Of(model);
        var advice = SegmentAdvice.Of(outcome.HeldOut);
        var table = Layout.Table("", "", ">rows", ">left", "of its own", ">saves", "advice");
        foreach (var unit in units)
        {
            var own = OwnOf(unit, differences);
            var heldOut = advice.FirstOrDefault(a => (a.Kind, a.Name) == (unit.Kind, unit.Name));
            table.AddRow(
                new Text(unit.Kind == PooledUnitKind.Segment ? "segment" : "stage", Palette.MutedStyle),
                new Hanging(unit.Name),
                new Text(Figures.Count(unit.Rows)),
                new Text(Figures.Count(unit.Churned)),
                new Hanging(Has(unit, own)),
                new Text(heldOut is null ? "-" : Saves(heldOut)),
                new Text(own is null || heldOut is null ? "-" : Advice(heldOut))
            );
        }

        Layout.Print(terminal, table);
        Layout.Paragraph(terminal, HowToRead, Palette.MutedStyle);
        foreach (var unit in units)
        {
            if (OwnOf(unit, differences) is { } own && Sentence(unit, own, model.Catalog) is { Length: > 0 } sentence)
            {
                Layout.Paragraph(terminal, sentence);
            }
        }
    }

    /// <summary>How a unit's formula differs from that of all accounts; null where it has none.</summary>
    private static SegmentDifferences? OwnOf(PooledUnit unit, IEnumerable<SegmentDifferences> differences) =>
        differences.FirstOrDefault(d =>
            unit.Kind == PooledUnitKind.Segment
                ? (d.Segment, d.Stage) == (unit.Name, "all")
                : (d.Segment, d.Stage) == ("all", unit.Name)
        );

    private static string Has(PooledUnit unit, SegmentDifferences? own) =>
        (own, unit.HasOwnWeights, unit.OwnCurves.Length) switch
        {
            (null, _, _) => "nothing",
            (_, false, 0) => "base rate",
            (_, false, _) => "base rate, curves",
            (_, true, 0) => "weights",
            _ => "weights, curves",
        };

    private static string Saves(SegmentAdvice advice) =>
        $"{advice.Saved.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture)} ± "
        + Figures.Metric(advice.Error);

    private static string Advice(SegmentAdvice advice) => advice.NeedsItsOwn ? "keep" : "merge?";

    /// <summary>What counts more and less; empty where the weights and curves are those of all accounts.</summary>
    private static string Sentence(PooledUnit unit, SegmentDifferences own, FactorCatalog catalog)
    {
        var kind = unit.Kind == PooledUnitKind.Segment ? "segment" : "stage";
        string[] parts =
        [
            Counts("more", own.Weights.Where(w => w.Change > 0)),
            Counts("less", own.Weights.Where(w => w.Change < 0)),
            unit.OwnCurves.IsEmpty
                ? ""
                : "a curve of its own for "
                    + string.Join(", ", unit.OwnCurves.Select(key => FactorTitles.Of(key, catalog))),
        ];
        var said = string.Join("; ", parts.Where(part => part.Length > 0));
        return said.Length == 0 ? "" : $"In {kind} {unit.Name}, against all accounts in brackets: {said}.";

        string Counts(string how, IEnumerable<WeightDifference> weights) =>
            unit.HasOwnWeights && Named(weights, catalog) is { Length: > 0 } named ? $"{how} counts {named}" : "";
    }

    private static string Named(IEnumerable<WeightDifference> differences, FactorCatalog catalog) =>
        string.Join(
            ", ",
            differences
                .Take(MostFactors)
                .Select(w =>
                    $"{FactorTitles.Of(w.Factor, catalog)} {Figures.Percent(w.Weight)} "
                    + $"({Figures.Percent(w.CommonWeight)})"
                )
        );
}
