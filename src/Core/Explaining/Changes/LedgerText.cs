using System.Collections.Immutable;
using System.Globalization;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining.Changes;

/// <summary>A ledger in sentences.</summary>
public static class LedgerText
{
    /// <summary>What a cause is called in a table.</summary>
    public static string Of(ChangeCause cause) =>
        cause switch
        {
            ChangeCause.DataMoved => "values that moved",
            ChangeCause.DataMissing => "values gone missing, or back",
            ChangeCause.StageChanged => "another segment or stage",
            ChangeCause.FormulaChanged => "another formula",
            _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "not a cause of change"),
        };

    /// <summary>What a cause is called in documents.</summary>
    public static string WordOf(ChangeCause cause) =>
        cause switch
        {
            ChangeCause.DataMoved => "data_moved",
            ChangeCause.DataMissing => "data_missing",
            ChangeCause.StageChanged => "stage_changed",
            ChangeCause.FormulaChanged => "formula_changed",
            _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "not a cause of change"),
        };

    /// <summary>"2026-03-31 to 2026-06-30", "model a1b2 to model c3d4", or both.</summary>
    public static string Between(ChangeLedger ledger)
    {
        var (before, after) = (ledger.Before, ledger.After);
        var days = before.AsOf == after.AsOf ? Day(after) : $"{Day(before)} to {Day(after)}";
        var models = before.ModelVersion == after.ModelVersion ? "" : $"{Model(before)} to {Model(after)}";
        return string.Join(", ", ((string[])[days, models]).Where(words => words.Length > 0));
    }

    /// <summary>How much health changed and what did most of it.</summary>
    public static string Summary(ChangeLedger ledger) =>
        ledger.Difference switch
        {
            null => "There is no difference to explain: "
                + (ledger.Before.HealthPoints is null ? "the first" : "the last")
                + " time there was no score.",
            0 when ledger.Lines.IsEmpty => "Nothing changed that counts.",
            0 => "Health did not change: what was gained was lost again.",
            var points =>
                $"Health {(points > 0 ? "rose" : "fell")} by {PointsText.Fixed(Math.Abs(points.Value), 2)} points. "
                    + $"What did most for it: {Foremost(ledger, Math.Sign(points.Value))}."
                    + Against(ledger, points.Value),
        };

    /// <summary>What a reader of the table has to know.</summary>
    public static ImmutableArray<string> Notes(ChangeLedger ledger)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        var (before, after) = (ledger.Before, ledger.After);
        if (ledger.Lines.Any(line => line.Cause is ChangeCause.StageChanged or ChangeCause.FormulaChanged))
        {
            notes.Add(
                "Two formulas weigh the same values differently, so a point is not worth the same in both: compare the "
                    + $"churn probability, {Percent.Of(before.ChurnProbability!.Value)} before and "
                    + $"{Percent.Of(after.ChurnProbability!.Value)} now."
            );
        }

        if (before.Stage != after.Stage || before.Segment != after.Segment)
        {
            notes.Add(
                $"Before: segment {before.Segment}, stage {before.Stage}. "
                    + $"Now: segment {after.Segment}, stage {after.Stage}."
            );
        }

        notes.Add(
            "Counted in this order: values move and go missing under the old formula, then segment and stage change, "
                + "then the formula. The points sum exactly; they are rounded here to be read."
        );
        return notes.ToImmutable();
    }

    /// <summary>The line that did most the other way, if there is one.</summary>
    private static string Against(ChangeLedger ledger, int difference)
    {
        var sign = -Math.Sign(difference);
        return ledger.Lines.Any(line => sign * (long)line.Points > 0)
            ? $" What did most against it: {Foremost(ledger, sign)}."
            : "";
    }

    /// <param name="ledger">What changed.</param>
    /// <param name="sign">1 for what raised health most, -1 for what lowered it most.</param>
    private static string Foremost(ChangeLedger ledger, int sign)
    {
        var most = ledger.Lines.MaxBy(line => sign * (long)line.Points)!;
        var signed = Signed(most.Points);
        return most.Cause switch
        {
            ChangeCause.DataMoved or ChangeCause.DataMissing =>
                $"{most.Title} went from {most.From} to {most.To} ({signed})",
            ChangeCause.StageChanged =>
                $"the formula of another segment or stage weighs {most.Title} differently ({signed})",
            _ => $"the other model's formula weighs {most.Title} differently ({signed})",
        };
    }

    private static string Signed(int points) =>
        PointsText.AsDecimal(points).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    private static string Day(AccountHealth health) => health.AsOf?.ToString("yyyy-MM-dd") ?? "";

    private static string Model(AccountHealth health) =>
        health.ModelVersion.Length == 0 ? "a model not saved" : $"model {health.ModelVersion}";
}
