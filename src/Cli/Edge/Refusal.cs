using System.Collections.Immutable;

namespace HealthScore.Cli.Edge;

/// <summary>
/// A verb cannot go on, and this is why: thrown anywhere below a verb, printed only at the process edge.
/// </summary>
internal sealed class Refusal(int exitCode, string sentence) : Exception(sentence)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>What to do about it, one line each; printed after the sentence.</summary>
    public ImmutableArray<string> Hints { get; init; } = [];

    public static Refusal Usage(string sentence, params ImmutableArray<string> hints) =>
        new(Edge.ExitCode.Usage, sentence) { Hints = hints };

    public static Refusal NotFound(string sentence, params ImmutableArray<string> hints) =>
        new(Edge.ExitCode.NotFound, sentence) { Hints = hints };

    public static Refusal DataInvalid(string sentence, params ImmutableArray<string> hints) =>
        new(Edge.ExitCode.DataInvalid, sentence) { Hints = hints };
}
