using System.Collections.Frozen;
using System.Collections.Immutable;
using HealthScore.Core.Formula.Blends;

namespace HealthScore.Core.Formula;

/// <summary>A factor that earned no place in the formula, with the reason in a word or two.</summary>
public sealed record LeftOutFactor(string Factor, string Reason);

/// <summary>
/// Health = sum of points; log-odds of churn = Intercept - Slope x (points / 1e7), by definition.
/// Invariant: the best entries of all factors, pairs among them, sum to exactly 10^9.
/// </summary>
public sealed class HealthFormula
{
    /// <summary>100 points in units of 10^-7.</summary>
    public const int FullHealth = 1_000_000_000;

    /// <summary>
    /// The flattest formula: below it two neighbouring scores would be nearer in log-odds than exp is exact, and more
    /// health could by a rounding mean more probability.
    /// </summary>
    public const double LeastSlope = 1e-6;

    /// <summary>Units of 10^-7 in one point.</summary>
    public const double UnitsPerPoint = 1e7;

    private readonly Lazy<FrozenDictionary<string, HealthFormula>>? byContext;

    /// <exception cref="ArgumentException">
    /// Best points do not sum to 10^9, or a number is not finite, or the slope is under <see cref="LeastSlope"/>, or
    /// factors are not in their order, each once.
    /// </exception>
    public HealthFormula(ImmutableArray<FormulaFactor> factors, double intercept, double slope, BandThresholds bands)
    {
        var best = factors.Sum(f => (long)f.Table.Best);
        if (best != FullHealth)
        {
            throw new ArgumentException($"best points sum to {best}; expected {FullHealth}", nameof(factors));
        }

        if (!double.IsFinite(intercept) || !double.IsFinite(slope) || slope < LeastSlope)
        {
            throw new ArgumentException(
                $"log-odds {intercept} - {slope} x health: expected finite, slope {LeastSlope} or more"
            );
        }

        for (var k = 1; k < factors.Length; k++)
        {
            if (factors[k - 1].CompareTo(factors[k]) >= 0)
            {
                throw new ArgumentException(
                    $"'{factors[k].Key}' stands after '{factors[k - 1].Key}'; expected each factor once, in catalog "
                        + "order, then pairs in theirs",
                    nameof(factors)
                );
            }
        }

        Factors = factors;
        SingleCount = factors.Count(f => !f.IsPair);
        Pairs = [.. factors.Skip(SingleCount).Select(pair => new PairCells(pair, factors.AsSpan(0, SingleCount)))];
        Intercept = intercept;
        Slope = slope;
        Bands = bands;
    }

    /// <summary>The same formula with the thresholds of one context value.</summary>
    private HealthFormula(HealthFormula like, ContextBands own)
        : this(like.Factors, like.Intercept, like.Slope, own.Bands)
    {
        Segment = like.Segment;
        Stage = like.Stage;
        Shares = like.Shares;
        BlendedFrom = like.BlendedFrom;
        LeftOut = like.LeftOut;
        BandsOf = own.Value;
    }

    public string Segment { get; init; } = "all";

    public string Stage { get; init; } = "all";

    /// <summary>Whether it is the formula of accounts of any segment and stage.</summary>
    public bool IsCommon => Segment == "all" && Stage == "all";

    /// <summary>What it shares with the formula of all accounts.</summary>
    public SharedParts Shares { get; init; } = SharedParts.None;

    /// <summary>Null where it is a stage's own formula and no blend.</summary>
    public BlendedFrom? BlendedFrom { get; init; }

    /// <summary>In catalog order; then pairs, in the order of their parts.</summary>
    public ImmutableArray<FormulaFactor> Factors { get; }

    public ImmutableArray<LeftOutFactor> LeftOut { get; init; } = [];

    public double Intercept { get; }

    /// <summary>Log-odds of churn lost by one point of health; <see cref="LeastSlope"/> or more.</summary>
    public double Slope { get; }

    public BandThresholds Bands { get; }

    /// <summary>
    /// Thresholds of accounts of one context value (<see cref="ScoringRules.BandsBy"/>), in the order of the values;
    /// an account of any other value has <see cref="Bands"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A value is empty, stands twice or is out of order.</exception>
    public ImmutableArray<ContextBands> BandsBy
    {
        get;
        init
        {
            for (var k = 0; k < value.Length; k++)
            {
                if (string.CompareOrdinal(k == 0 ? "" : value[k - 1].Value, value[k].Value) >= 0)
                {
                    throw new ArgumentException(
                        $"thresholds of '{value[k].Value}': expected each value once, in order, none empty"
                    );
                }
            }

            field = value;
            byContext = new(() =>
                field.ToFrozenDictionary(own => own.Value, own => new HealthFormula(this, own), StringComparer.Ordinal)
            );
        }
    } = [];

    /// <summary>The context value whose thresholds <see cref="Bands"/> are; null where they are everyone's.</summary>
    public string? BandsOf { get; }

    /// <summary>
    /// The same formula with the thresholds of a context value; itself where the value is null or has none.
    /// </summary>
    public HealthFormula For(string? contextValue) =>
        contextValue is not null && byContext is not null && byContext.Value.TryGetValue(contextValue, out var own)
            ? own
            : this;

    /// <summary>Factors that are no pairs: they stand first.</summary>
    internal int SingleCount { get; }

    /// <summary>By pair how its cell comes from the entries of the single factors.</summary>
    internal PairCells[] Pairs { get; }
}
