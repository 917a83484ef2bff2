using System.Collections.Immutable;
using System.CommandLine;

namespace HealthScore.Cli.Edge;

/// <summary>A command line to copy, and what it does.</summary>
internal sealed record Example(string Does, string Line);

/// <summary>A verb with the examples its help shows. The order of options is the order of the help.</summary>
internal sealed class VerbCommand : Command
{
    public VerbCommand(string name, string description, params ImmutableArray<Option> options)
        : base(name, description)
    {
        foreach (var option in options)
        {
            Add(option);
        }
    }

    public required ImmutableArray<Example> Examples { get; init; }

    /// <summary>What the verb prints and how it may end, beyond what the options say.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    public VerbCommand Does(Func<ParseResult, CancellationToken, Task<int>> action)
    {
        SetAction(action);
        return this;
    }

    public VerbCommand Does(Func<ParseResult, int> action)
    {
        SetAction(action);
        return this;
    }
}
