using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.ModelFiles;

/// <summary>One made-up account of golden.jsonl, with what the model must answer.</summary>
/// <param name="Values">In catalog order; NaN where missing, -1 for a level never seen.</param>
/// <param name="Segment">The formula's own, "all" for any.</param>
/// <param name="Stage">Likewise.</param>
/// <param name="Expect">What scoring it gives.</param>
public sealed record GoldenRow(double[] Values, string Segment, string Stage, GoldenExpectation Expect)
{
    /// <summary>Context by name; empty but where thresholds differ by it.</summary>
    public ImmutableDictionary<string, string> Context { get; init; } = ImmutableDictionary<string, string>.Empty;

    public Snapshot ToSnapshot() =>
        new()
        {
            Account = "golden",
            Segment = Segment,
            Stage = Stage,
            Context = Context,
            Values = Values,
        };
}

/// <summary>The answer of a model to one golden row.</summary>
public sealed record GoldenExpectation
{
    /// <summary>Points in 10^-7 by factor of the formula; empty where the score is withheld.</summary>
    public required ImmutableArray<KeyValuePair<string, int>> Points { get; init; }

    public required int? HealthPoints { get; init; }

    public required double? Probability { get; init; }

    public required string? Band { get; init; }

    public required string Status { get; init; }

    public required double Coverage { get; init; }

    /// <summary>The challenger's raw score as ML.NET computed it; null where there is no challenger.</summary>
    public double? ChallengerRaw { get; init; }

    /// <summary>The challenger's calibrated probability.</summary>
    public double? ChallengerProbability { get; init; }

    /// <summary>What the formula answered; the challenger's part is left open.</summary>
    public static GoldenExpectation From(AccountHealth answer) =>
        new()
        {
            Points = [.. answer.Contributions.Select(c => KeyValuePair.Create(c.Factor, c.Points))],
            HealthPoints = answer.HealthPoints,
            Probability = answer.ChurnProbability,
            Band = answer.Band is { } band ? ScoreWords.Of(band) : null,
            Status = ScoreWords.Of(answer.Status),
            Coverage = answer.Coverage,
        };
}
