using HealthScore.Core.Formula;

namespace HealthScore.Core.Scoring;

/// <summary>How sure one score is, given what the training rows can tell of the formula.</summary>
/// <param name="Low">Lower end of the 95 % interval of the churn probability.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Red">Probability that the account's true churn probability lies in the red band.</param>
/// <param name="Yellow">The same for yellow.</param>
/// <param name="Green">The same for green; the three sum to 1.</param>
/// <param name="ContainsThreshold">Whether the interval holds a probability at which a band begins.</param>
/// <remarks>
/// It covers what other training rows would have made of the formula's points and intercept. It does not cover bins
/// and factors chosen otherwise, a future unlike the past, or whether this one account leaves.
/// </remarks>
public readonly record struct ChurnInterval(
    double Low,
    double High,
    double Red,
    double Yellow,
    double Green,
    bool ContainsThreshold
)
{
    /// <summary>A band less probable than this is uncertain where the interval holds a threshold.</summary>
    public const double CertainFrom = 0.8;

    /// <summary>
    /// Student's t with 49 degrees of freedom, two-sided 95 %: the spread is itself estimated from 50 groups.
    /// </summary>
    public const double Deviate95 = 2.0095752371292397;

    public double ProbabilityOf(Band band) =>
        band switch
        {
            Band.Red => Red,
            Band.Yellow => Yellow,
            _ => Green,
        };

    /// <summary>The band stays what health says it is; this says that it could well be another.</summary>
    public bool IsUncertain(Band band) => ContainsThreshold && ProbabilityOf(band) < CertainFrom;

    /// <param name="entries">The entry of each of the formula's factors.</param>
    /// <param name="healthPoints">The account's health, in 10^-7 points.</param>
    /// <param name="formula">The formula that scored it.</param>
    /// <param name="bands">The thresholds that hold for the account.</param>
    /// <param name="replicates">Of that formula.</param>
    public static ChurnInterval Of(
        ReadOnlySpan<int> entries,
        int healthPoints,
        HealthFormula formula,
        BandThresholds bands,
        FormulaReplicates replicates
    )
    {
        Span<double> changes = stackalloc double[FormulaReplicates.Count];
        replicates.LogOddsChanges(entries, formula.Slope, changes);
        var squares = 0.0;
        foreach (var change in changes)
        {
            squares += change * change;
        }

        var deviation = Math.Sqrt(squares / changes.Length);
        var logOdds = HealthScorer.LogOdds(healthPoints, formula);
        var (low, high) = (logOdds - (Deviate95 * deviation), logOdds + (Deviate95 * deviation));
        var yellowOrBetter = ProbabilityOfReaching(bands.YellowFrom, healthPoints, formula, deviation);
        var green = ProbabilityOfReaching(bands.GreenFrom, healthPoints, formula, deviation);
        return new ChurnInterval(
            Logistic.Sigmoid(low),
            Logistic.Sigmoid(high),
            Red: 1 - yellowOrBetter,
            Yellow: yellowOrBetter - green,
            Green: green,
            Holds(bands.YellowFrom) || Holds(bands.GreenFrom)
        );

        bool Holds(int? threshold) =>
            threshold is > 0 && HealthScorer.LogOdds(threshold.Value, formula) is var at && low <= at && at <= high;
    }

    /// <summary>
    /// That the log-odds lie at or under those of a threshold, were they normal about the score's own.
    /// </summary>
    private static double ProbabilityOfReaching(int? from, int health, HealthFormula formula, double deviation) =>
        from switch
        {
            null => 0,
            0 => 1,
            _ when deviation <= 0 => health >= from ? 1 : 0,
            _ => NormalCurve.Below(
                (HealthScorer.LogOdds(from.Value, formula) - HealthScorer.LogOdds(health, formula)) / deviation
            ),
        };
}
