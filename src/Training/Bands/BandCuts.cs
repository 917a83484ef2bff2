using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;

namespace HealthScore.Training.Bands;

/// <summary>
/// Churn probabilities from which an account is red or yellow: p = p* itself is still the worse band.
/// </summary>
/// <param name="RedFrom">At and above it an account is red.</param>
/// <param name="YellowFrom">At and above it, below <paramref name="RedFrom"/>, an account is yellow.</param>
public sealed record BandCuts(double RedFrom, double YellowFrom)
{
    /// <summary>What the values of a context tell beside the formula; null where thresholds are everyone's.</summary>
    public ContextOffsets? Offsets { get; init; }

    /// <summary>Churn that the red cut misses; null where it was not cut by that.</summary>
    public MissedShare? Missed { get; init; }

    /// <param name="rule">How the configuration wants the bands cut.</param>
    /// <param name="probabilities">
    /// Churn probabilities of the newest as-of date (undated: of all rows): what a capacity is counted on.
    /// </param>
    /// <param name="share">Part of all accounts that <paramref name="probabilities"/> are: a capacity shrinks with
    /// it.</param>
    public static BandCuts Of(BandRule rule, ReadOnlySpan<double> probabilities, double share) =>
        rule switch
        {
            { Fixed: { } cut } => new BandCuts(cut.RedFrom, cut.YellowFrom),
            { Capacity: { } capacity } => Riskiest(capacity, probabilities, share),
            { Cost: { } cost } => new BandCuts(WorthActing(cost.Red), WorthActing(cost.Yellow)),
            _ => throw new ArgumentException(
                "a band rule is cost, fixed or capacity; missed churn is cut by churned rows",
                nameof(rule)
            ),
        };

    public Band BandOf(double churnProbability) =>
        churnProbability >= RedFrom ? Band.Red
        : churnProbability >= YellowFrom ? Band.Yellow
        : Band.Green;

    /// <summary>The band of a row of a table, by what its context value tells beside the formula.</summary>
    public Band BandOf(double churnProbability, TrainingTable table, int row) =>
        BandOf(Shifted(churnProbability, Offsets, table, row));

    /// <summary>The probability with the offset of the row's context value.</summary>
    public static double Shifted(double churnProbability, ContextOffsets? offsets, TrainingTable table, int row) =>
        offsets?.Of(table, row) is { } offset and not 0
            ? Logistic.Sigmoid(Logistic.Logit(churnProbability) + offset)
            : churnProbability;

    /// <summary>Health thresholds of one formula for the context values that have their own.</summary>
    public ImmutableArray<ContextBands> ByContext(FittedFormula formula) =>
        Offsets is { } offsets
            ?
            [
                .. offsets.Values.Select(own => new ContextBands(
                    own.Value,
                    On(formula with { Intercept = formula.Intercept + own.Offset })
                )),
            ]
            : [];

    /// <summary>The cuts as health thresholds of one formula.</summary>
    public BandThresholds On(FittedFormula formula) =>
        new(yellowFrom: HealthBelow(RedFrom, formula), greenFrom: HealthBelow(YellowFrom, formula));

    /// <summary>
    /// The probability at which acting begins to pay: p* = (d + f) / (g (1 - d) + d), with acceptance g, offer d and
    /// contact f in shares of the account's value.
    /// </summary>
    /// <remarks>
    /// Verbraken, Verbeke and Baesens (2013): profit = (g (1 - d) - f) for a churner acted upon, -(d + f) for one who
    /// would have stayed; p* is where p times the first and (1 - p) times the second cancel. With g .3, d .05, f .005:
    /// .164.
    /// </remarks>
    public static double WorthActing(ActionCost cost) =>
        (cost.Offer + cost.Contact) / ((cost.Acceptance * (1 - cost.Offer)) + cost.Offer);

    /// <summary>
    /// The smallest whole health whose churn probability is below <paramref name="cut"/>; null where none is.
    /// </summary>
    private static int? HealthBelow(double cut, FittedFormula formula)
    {
        var (low, high) = (0, HealthFormula.FullHealth);
        if (formula.ProbabilityAt(high) >= cut)
        {
            return null;
        }

        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = formula.ProbabilityAt(middle) < cut ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static BandCuts Riskiest(CapacityRule capacity, ReadOnlySpan<double> probabilities, double share)
    {
        var sorted = probabilities.ToArray();
        Array.Sort(sorted);
        return new BandCuts(At(capacity.Red), At(capacity.Red + capacity.Yellow));

        double At(int accounts)
        {
            var rank = (int)Math.Ceiling(accounts * share);
            return rank <= 0 ? double.PositiveInfinity
                : rank > sorted.Length ? 0
                : sorted[^rank];
        }
    }
}
