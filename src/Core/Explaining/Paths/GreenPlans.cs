using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining.Paths;

/// <summary>The choices of a search as a plan that can be read.</summary>
internal static class GreenPlans
{
    public static GreenPlan Of(PlanChoice choice, Snapshot snapshot, HealthFormula formula, HealthModel model)
    {
        var after = After(choice, snapshot);
        return new GreenPlan(
            [
                .. formula
                    .Factors.Select(part => LineOf(part, choice, snapshot.Values, after.Values, model.Catalog))
                    .Where(line => line is not null)
                    .Select(line => line!)
                    .OrderBy(line => line.Effort is null)
                    .ThenByDescending(line => line.Points),
            ],
            choice.Effort,
            choice.Moves.Length,
            choice.Moves.Max(move => move.Months),
            HealthScorer.Score(after, model)
        );
    }

    /// <summary>The account with the values of a plan.</summary>
    public static Snapshot After(PlanChoice choice, Snapshot snapshot)
    {
        double[] values = [.. snapshot.Values];
        foreach (var move in choice.Moves)
        {
            values[move.Index] = move.Stop.Value;
        }

        return snapshot with
        {
            Values = values,
        };
    }

    /// <summary>Titles of factors that count and cannot be moved.</summary>
    public static ImmutableArray<string> Fixed(Snapshot snapshot, HealthFormula formula, FactorCatalog catalog) =>
        [
            .. Enumerable
                .Range(0, catalog.Count)
                .Select(j => new FactorStops(j, formula, catalog))
                .Where(stops => !stops.Parts.IsEmpty)
                .Where(stops => !stops.Factor.IsActionable || stops.PositionOf(snapshot.Values[stops.Index]) < 0)
                .Select(stops => stops.Factor.Title),
        ];

    private static PlanLine? LineOf(
        FormulaFactor part,
        PlanChoice choice,
        double[] before,
        double[] after,
        FactorCatalog catalog
    )
    {
        var (from, to) = (part.EntryOf(before), part.EntryOf(after));
        var move = part.IsPair ? null : choice.Moves.FirstOrDefault(move => move.Index == part.Index);
        return from == to
            ? null
            : new PlanLine(
                part.Key,
                FactorTitles.Of(part, catalog),
                ValueText.Of(part, before, catalog),
                BinLabels.Short(part, catalog, to),
                part.PointsOf(to) - part.PointsOf(from),
                move?.Effort,
                move?.Months
            );
    }
}
