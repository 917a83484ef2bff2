using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Comparison;

/// <summary>A limit that the new model's configuration sets, and how the model stands to it.</summary>
/// <param name="Id">As the configuration spells it.</param>
/// <param name="On">Which rows: <c>held_out</c> or <c>given_rows</c>.</param>
/// <param name="Value">What was found.</param>
/// <param name="Limit">The most that is allowed.</param>
public sealed record Gate(string Id, string On, double Value, double Limit)
{
    public const string MaxAucGap = "max_auc_gap";
    public const string MaxAucDrop = "max_auc_drop";

    /// <summary>The limit was missed at training and taken on purpose; metrics.json says so.</summary>
    public bool IsAccepted { get; init; }

    public bool IsMissed => Value > Limit;

    public bool Fails => IsMissed && !IsAccepted;

    /// <summary>
    /// How far the formula falls behind the challenger on held-out rows; null where no limit is set or there is no
    /// challenger.
    /// </summary>
    public static Gate? AtTraining(ScoringRules rules, MetricsDocument heldOut) =>
        rules.MaxAucGap is { } limit && heldOut.Challenger?.Auc - heldOut.Formula.Auc is { } gap
            ? new Gate(MaxAucGap, "held_out", gap, limit) { IsAccepted = heldOut.Accepted.Contains(MaxAucGap) }
            : null;

    /// <summary>Every gate that is set and can be judged by what is known.</summary>
    public static ImmutableArray<Gate> Of(ComparedModel @new, PairedMetrics? metrics)
    {
        var gates = ImmutableArray.CreateBuilder<Gate>();
        if (AtTraining(@new.Model.Rules, @new.HeldOut) is { } heldOut)
        {
            gates.Add(heldOut);
        }

        if (@new.Model.Rules.MaxAucGap is { } gap && metrics?.NewChallenger?.Auc - metrics?.New.Auc is { } onRows)
        {
            gates.Add(new Gate(MaxAucGap, "given_rows", onRows, gap));
        }

        if (@new.Model.Rules.MaxAucDrop is { } drop && metrics?.Auc is { } difference)
        {
            gates.Add(new Gate(MaxAucDrop, "given_rows", -difference.Difference, drop));
        }

        return gates.ToImmutable();
    }
}
