using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Segments;
using HealthScore.Training;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Pooling;

namespace HealthScore.Cli.Printing.Learning;

/// <summary>Which segments and stages have a formula of their own, and what counts more or less in it.</summary>
internal static class SegmentScreen
{
    private const int MostFactors = 3;

    public static void Print(Terminal terminal, HealthModel model, TrainingOutcome outcome)
    {
        var units = outcome.Formulas.Units;
        if (units.IsEmpty)
        {
            return;
        }

        Layout.Heading(terminal, "Segments and stages");
        var differences = SegmentDifferences.Of(model);
        var advice = SegmentAdvice.Of(outcome.HeldOut);
        foreach (var unit in units)
        {
            var own = differences.FirstOrDefault(d =>
                unit.Kind == PooledUnitKind.Segment
                    ? (d.Segment, d.Stage) == (unit.Name, "all")
                    : (d.Segment, d.Stage) == ("all", unit.Name)
            );
            var heldOut = advice.FirstOrDefault(a => (a.Kind, a.Name) == (unit.Kind, unit.Name));
            Layout.Paragraph(terminal, $"{Sentence(unit, own, model.Catalog)}{(own is null ? "" : Advice(heldOut))}");
        }
    }

    private static string Sentence(PooledUnit unit, SegmentDifferences? own, FactorCatalog catalog)
    {
        var kind = unit.Kind == PooledUnitKind.Segment ? "segment" : "stage";
        var who = $"{kind} {unit.Name} ({Figures.Of(unit.Rows, "row")}, {Figures.Count(unit.Churned)} left)";
        if (own is null)
        {
            return $"{who}: the formula of all accounts; its rows show no difference.";
        }

        var curves = Curves(unit, catalog);
        if (!unit.HasOwnWeights)
        {
            return $"{who}: the common weights, and its own share of accounts that leave.{curves}";
        }

        var more = Named(own.Weights.Where(w => w.Change > 0), catalog);
        var less = Named(own.Weights.Where(w => w.Change < 0), catalog);
        var parts = new[] { more.Length > 0 ? $"more for {more}" : "", less.Length > 0 ? $"less for {less}" : "" };
        var said = string.Join("; ", parts.Where(part => part.Length > 0));
        return $"{who}: its own weights{(said.Length > 0 ? $", {said}" : "")} (in brackets for all accounts).{curves}";
    }

    private static string Curves(PooledUnit unit, FactorCatalog catalog) =>
        unit.OwnCurves.IsEmpty
            ? ""
            : $" Its own curve for {string.Join(", ", unit.OwnCurves.Select(key => FactorTitles.Of(key, catalog)))}.";

    /// <summary>Whether it needs a formula of its own, with the number.</summary>
    private static string Advice(SegmentAdvice? advice) =>
        advice is null ? ""
        : advice.NeedsItsOwn
            ? $" Held out, its own formula saves {Figures.Metric(advice.Saved)} of log-loss a row (standard error "
                + $"{Figures.Metric(advice.Error)}): keep it."
        : $" Held out, its own formula saves {Figures.Metric(advice.Saved)} of log-loss a row (standard error "
            + $"{Figures.Metric(advice.Error)}), no more than chance: it could be merged with the others.";

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
