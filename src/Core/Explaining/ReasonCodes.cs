using System.Collections.Immutable;

namespace HealthScore.Core.Explaining;

/// <summary>A kind of reason. Ids are stable: they may be counted, translated and built upon.</summary>
/// <param name="Id">R for a reason why a score is not higher, N for one why there is none.</param>
/// <param name="Sentence">With places for what is said of the account at hand.</param>
public sealed record ReasonCode(string Id, string Sentence)
{
    /// <summary>The names of the places, in their order.</summary>
    internal ImmutableArray<string> Places { get; } = [.. Sentence.Split('{', '}').Where((_, at) => at % 2 == 1)];
}

/// <summary>Every kind of reason there is; an id is never used again for another kind.</summary>
public static class ReasonCodes
{
    /// <summary>A value below the average, and a step that adds points.</summary>
    public static ReasonCode BelowAverage { get; } =
        new("R01", "{title} is {value}: {lost} points below the average customer; {next} would add {gain}.");

    /// <summary>A value below the average, of which no step adds points.</summary>
    public static ReasonCode BelowAverageForGood { get; } =
        new("R02", "{title} is {value}: {lost} points below the average customer.");

    /// <summary>Two values that together are below the average, beyond what each is by itself.</summary>
    public static ReasonCode PairBelowAverage { get; } =
        new("R03", "{both} gives {points} of {best} points: {lost} points below the average customer.");

    /// <summary>A pair of which a value was not measured, or has a level never seen.</summary>
    public static ReasonCode PairAtAverage { get; } =
        new("R08", "{both} gives {points} of {best} points: it counts as the average customer.");

    /// <summary>Not measured, which in training went with more churn.</summary>
    public static ReasonCode MissingBelowAverage { get; } =
        new("R04", "{title} was not measured: {lost} points below the average customer.");

    /// <summary>Not measured, and no worse for it.</summary>
    public static ReasonCode MissingAtAverage { get; } =
        new("R05", "{title} was not measured: it counts as the average customer.");

    /// <summary>A level never seen in training, in a combination below the average.</summary>
    public static ReasonCode UnknownBelowAverage { get; } =
        new("R06", "{title} has a level never seen in training: {lost} points below the average customer.");

    /// <summary>A level never seen in training.</summary>
    public static ReasonCode UnknownAtAverage { get; } =
        new("R07", "{title} has a level never seen in training: it counts as the average customer.");

    public static ReasonCode InNotice { get; } = new("N01", "No score: the customer has given notice.");

    public static ReasonCode LittleCoverage { get; } =
        new("N02", "No score: only {coverage} of the weight was measured; {least} is the least.");

    public static ReasonCode PillarNotMeasured { get; } =
        new("N03", "No score: nothing of the required pillar '{title}' was measured.");

    public static ReasonCode InvalidValue { get; } = new("N04", "No score: the value of {title} is not valid.");
}
