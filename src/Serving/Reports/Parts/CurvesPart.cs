using System.Collections.Immutable;
using System.Globalization;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles.Figures;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Charts;
using HealthScore.Serving.Charts.Kinds;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Reports.Parts;

/// <summary>What each value of a factor is worth: a picture a factor, the heaviest first.</summary>
public static class CurvesPart
{
    /// <summary>Of the formula of all accounts; pairs have tables instead.</summary>
    public static ImmutableArray<Chart> Of(ReportSource source) =>
        [.. ByFactor(source).Take(ReportLimits.Curves).Select(curve => curve.Chart)];

    /// <summary>All of them, with the factor's key.</summary>
    public static IEnumerable<(string Factor, Chart Chart)> ByFactor(ReportSource source) =>
        Titles
            .ByWeight(source.Common)
            .Where(factor => !factor.IsPair)
            .Select((factor, k) => (factor.Key, Of(factor, $"curve-{k + 1}", source)));

    private static Chart Of(FormulaFactor factor, string id, ReportSource source)
    {
        var entries = Entries(factor, source);
        var catalogued = source.Model.Catalog[factor.Index];
        return new Chart(
            id,
            Titles.WithUnit(catalogued),
            Description(entries),
            catalogued.Kind == FactorKind.Numeric
                ? Numbers(factor, Titles.WithUnit(catalogued), entries)
                : Levels(factor, catalogued.Kind, entries),
            new ChartTable(
                ["value", "points", "95 % interval", "accounts", "of them left"],
                [.. entries.Select(entry => entry.Cells)]
            )
        )
        {
            Note = $"weight {Percents.Of(factor.Weight)}, {Shown.Name(catalogued.Pillar)}{Declared(catalogued)}",
        };
    }

    private static Drawing Numbers(FormulaFactor factor, string across, Entry[] entries)
    {
        var bins = factor.Bins;
        return StepCurve.Draw(
            new StepCurveData
            {
                Steps = [.. entries.Take(bins.BinCount).Select(entry => entry.Step)],
                Edges = [.. bins.Edges.ToArray().Select(edge => edge.ToString(CultureInfo.InvariantCulture))],
                NotMeasured = factor.Table.MissingLearned ? entries[bins.MissingBin].Step : null,
                Mean = factor.Table.Mean / HealthFormula.UnitsPerPoint,
                Across = across,
            }
        );
    }

    /// <summary>Levels of an ordinal factor in their order, of others the best first; what training saw only.</summary>
    private static Drawing Levels(FormulaFactor factor, FactorKind kind, Entry[] entries)
    {
        var seen = entries.Where(entry => entry.IsLearned);
        return IntervalDots.Draw(
            [
                .. (kind == FactorKind.Ordinal ? seen : seen.OrderByDescending(entry => entry.Step.Value)).Select(
                    entry => new IntervalRow(
                        entry.Label,
                        entry.Step.Value,
                        entry.Step.Low,
                        entry.Step.High,
                        $"{Points(entry.Step.Value)} points"
                    )
                    {
                        Density = entry.Step.Density,
                    }
                ),
            ],
            points => points.ToString(CultureInfo.InvariantCulture),
            factor.Table.Mean / HealthFormula.UnitsPerPoint
        );
    }

    private static Entry[] Entries(FormulaFactor factor, ReportSource source)
    {
        var position = source.Common.Factors.IndexOf(factor);
        var replicates = source.Model.Replicates.ElementAtOrDefault(source.Model.Formulas.IndexOf(source.Common));
        var errors = replicates?.PointErrors(position);
        var rows = source.Figures.Curves.FirstOrDefault(curve => curve.Factor == factor.Key)?.Entries;
        var all = rows?.Sum(entry => entry.Rows) ?? 0;
        return [.. Enumerable.Range(0, factor.EntryCount).Select(Of)];

        Entry Of(int entry)
        {
            var points = factor.PointsOf(entry) / HealthFormula.UnitsPerPoint;
            var half = ChurnInterval.Deviate95 * errors?[entry];
            return new Entry(
                Titles.Entry(factor, source.Model, entry),
                entry < factor.Bins.BinCount || (entry == factor.Bins.MissingBin && factor.Table.MissingLearned),
                new Step(
                    points,
                    points - half is { } low ? Math.Max(0, low) : null,
                    points + half,
                    rows?[entry].Rows / (double)Math.Max(1, all)
                ),
                rows?[entry]
            );
        }
    }

    private static string Description(Entry[] entries)
    {
        var learned = entries.Where(entry => entry.IsLearned).ToArray();
        var (best, worst) = (learned.MaxBy(e => e.Step.Value)!, learned.MinBy(e => e.Step.Value)!);
        return $"Best: {best.Label}, {Points(best.Step.Value)} points. Worst: {worst.Label}, "
            + $"{Points(worst.Step.Value)} points.";
    }

    private static string Declared(Factor factor) =>
        factor.Direction switch
        {
            FactorDirection.HigherIsBetter => ", higher is better",
            FactorDirection.LowerIsBetter => ", lower is better",
            FactorDirection.MiddleIsBetter => ", the middle is best",
            _ => "",
        };

    private static string Points(double points) => points.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>One row of a factor's table.</summary>
    private sealed record Entry(string Label, bool IsLearned, Step Step, Outcomes? Rows)
    {
        public ImmutableArray<string> Cells =>
            [
                Label,
                Points(Step.Value),
                Step is { Low: { } low, High: { } high } ? $"{Points(low)} to {Points(high)}" : "not known",
                Rows is { } rows ? Counts.Of(rows.Rows) : "not known",
                Rows?.Share is { } share ? Percents.Of(share) : "",
            ];
    }
}
