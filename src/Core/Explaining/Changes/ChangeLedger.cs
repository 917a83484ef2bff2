using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining.Changes;

/// <summary>Why health changed, in the order in which changes are attributed.</summary>
public enum ChangeCause
{
    /// <summary>A value that was measured both times is another now.</summary>
    DataMoved,

    /// <summary>A value was measured at one time only.</summary>
    DataMissing,

    /// <summary>The account is in another segment or lifecycle stage, or further on in the blend between two.</summary>
    StageChanged,

    /// <summary>The model has another formula.</summary>
    FormulaChanged,
}

/// <summary>One account as one model saw it at one time.</summary>
/// <param name="Snapshot">Its values in the model's catalog order.</param>
/// <param name="Model">The model that scored it.</param>
public sealed record ChangePoint(Snapshot Snapshot, HealthModel Model);

/// <summary>What one factor or pair added to a change by one cause.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Factor">Key of the factor or pair.</param>
/// <param name="Title">What people call it.</param>
/// <param name="From">The value before, in words.</param>
/// <param name="To">The value after, in words.</param>
/// <param name="Points">Points gained or lost, in 10^-7.</param>
public sealed record LedgerLine(ChangeCause Cause, string Factor, string Title, string From, string To, int Points);

/// <summary>
/// Why an account's health changed between two days or two models. The lines sum to the difference exactly, in whole
/// 10^-7 points, because every step replaces one thing and leaves the rest:
/// 1. values that were measured both times move, under the old formula;
/// 2. values go missing, or come back, under the old formula;
/// 3. the account's segment and stage become the new ones, in the old model;
/// 4. the new model's formula takes the old one's place.
/// </summary>
public sealed record ChangeLedger
{
    public required AccountHealth Before { get; init; }

    public required AccountHealth After { get; init; }

    /// <summary>Causes in their order, within each the largest first; nothing that is 0.</summary>
    public required ImmutableArray<LedgerLine> Lines { get; init; }

    /// <summary>Health after less health before, in 10^-7 points; null where either was not given.</summary>
    public int? Difference => After.HealthPoints - Before.HealthPoints;

    /// <summary>Points gained or lost by one cause, in 10^-7.</summary>
    public int Of(ChangeCause cause) => Lines.Where(line => line.Cause == cause).Sum(line => line.Points);

    /// <param name="before">The account as it was scored first.</param>
    /// <param name="now">
    /// The same account as it was scored last. Where its model is another, <paramref name="nowAsBefore"/> is the same
    /// snapshot read with the first model's catalog.
    /// </param>
    /// <param name="nowAsBefore">The last snapshot in the first model's terms.</param>
    public static ChangeLedger Between(ChangePoint before, ChangePoint now, Snapshot nowAsBefore)
    {
        var ledger = new ChangeLedger
        {
            Before = HealthScorer.Score(before.Snapshot, before.Model),
            After = HealthScorer.Score(now.Snapshot, now.Model),
            Lines = [],
        };
        return ledger.Difference is null
            ? ledger
            : ledger with
            {
                Lines = [.. Steps(before, now, nowAsBefore).OrderBy(line => line.Cause).ThenByDescending(Size)],
            };
    }

    /// <inheritdoc cref="Between(ChangePoint, ChangePoint, Snapshot)"/>
    public static ChangeLedger Between(Snapshot before, Snapshot now, HealthModel model) =>
        Between(new ChangePoint(before, model), new ChangePoint(now, model), now);

    private static long Size(LedgerLine line) => Math.Abs((long)line.Points);

    private static IEnumerable<LedgerLine> Steps(ChangePoint before, ChangePoint now, Snapshot nowAsBefore)
    {
        var (oldModel, newModel) = (before.Model, now.Model);
        var first = before.Snapshot.Values;
        var last = nowAsBefore.Values;
        var moved = MovedOnly(first, last, oldModel.Catalog);
        var started = oldModel.FormulaOf(before.Snapshot).Formula;
        var staged = oldModel.FormulaOf(nowAsBefore).Formula;
        var ended = newModel.FormulaOf(now.Snapshot).Formula;
        return
        [
            .. ByValue(ChangeCause.DataMoved, started, first, moved, oldModel.Catalog),
            .. ByValue(ChangeCause.DataMissing, started, moved, last, oldModel.Catalog),
            .. ByFormula(
                ChangeCause.StageChanged,
                new Reading(started, last, oldModel.Catalog),
                new Reading(staged, last, oldModel.Catalog)
            ),
            .. ByFormula(
                ChangeCause.FormulaChanged,
                new Reading(staged, last, oldModel.Catalog),
                new Reading(ended, now.Snapshot.Values, newModel.Catalog)
            ),
        ];
    }

    /// <summary>The last values where both were measured, else the first.</summary>
    private static double[] MovedOnly(double[] first, double[] last, FactorCatalog catalog) =>
        [
            .. catalog.Factors.Select(
                (factor, j) => IsMeasured(factor, first[j]) && IsMeasured(factor, last[j]) ? last[j] : first[j]
            ),
        ];

    /// <summary>A number may well be -1; an index of a level that is negative is a level never seen.</summary>
    private static bool IsMeasured(Factor factor, double value) =>
        factor.Kind == FactorKind.Numeric ? !double.IsNaN(value) : value >= 0;

    private static IEnumerable<LedgerLine> ByValue(
        ChangeCause cause,
        HealthFormula formula,
        double[] from,
        double[] to,
        FactorCatalog catalog
    ) =>
        formula
            .Factors.Select(part => new LedgerLine(
                cause,
                part.Key,
                FactorTitles.Of(part, catalog),
                ValueText.Of(part, from, catalog),
                ValueText.Of(part, to, catalog),
                part.PointsOf(part.EntryOf(to)) - part.PointsOf(part.EntryOf(from))
            ))
            .Where(line => line.Points != 0);

    /// <summary>Factors of either formula; one that is in only one of them has no points in the other.</summary>
    private static IEnumerable<LedgerLine> ByFormula(ChangeCause cause, Reading from, Reading to)
    {
        if (from.Formula == to.Formula)
        {
            return [];
        }

        var kept = to.Formula.Factors.Select(part => part.Key).ToHashSet(StringComparer.Ordinal);
        return to
            .Formula.Factors.Select(part => (Part: part, In: to))
            .Concat(from.Formula.Factors.Where(part => !kept.Contains(part.Key)).Select(part => (Part: part, In: from)))
            .Select(at =>
            {
                var value = ValueText.Of(at.Part, at.In.Values, at.In.Catalog);
                return new LedgerLine(
                    cause,
                    at.Part.Key,
                    FactorTitles.Of(at.Part, at.In.Catalog),
                    value,
                    value,
                    to.PointsOf(at.Part.Key) - from.PointsOf(at.Part.Key)
                );
            })
            .Where(line => line.Points != 0);
    }

    /// <summary>Values and the formula they are read with.</summary>
    private sealed record Reading(HealthFormula Formula, double[] Values, FactorCatalog Catalog)
    {
        public int PointsOf(string key) =>
            Formula.Factors.FirstOrDefault(part => part.Key == key) is { } part
                ? part.PointsOf(part.EntryOf(Values))
                : 0;
    }
}
