using System.CommandLine;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;

namespace HealthScore.Cli.Edge;

/// <summary>What train and crossval have in common: the rows to learn from, what is accepted, and the seed.</summary>
internal sealed record LearningRequest(string Config, string Data)
{
    public RowFilter? Where { get; init; }

    public string[] Accept { get; init; } = [];

    /// <summary>Where rejected rows are listed; null stands for the usual place.</summary>
    public string? Rejected { get; init; }

    public FitSettings Settings { get; init; } = FitSettings.Default;

    public bool Json { get; init; }
}

/// <summary>The options of <see cref="LearningRequest"/>.</summary>
internal sealed class LearningOptions
{
    public Option<string> Config { get; } = Choices.Config();

    public Option<string> Data { get; } = Choices.Data();

    public Option<ulong> Seed { get; } = Choices.Seed();

    public Option<int> Threads { get; } = Choices.Threads();

    public Option<string[]> Where { get; } = Choices.Where();

    public Option<string[]> Accept { get; } = Choices.Accept();

    public Option<string> Rejected { get; } = Choices.Rejected();

    public Option<bool> Json { get; } = Choices.Json();

    public LearningRequest Of(ParseResult parsed) =>
        new(parsed.GetValue(Config)!, parsed.GetValue(Data)!)
        {
            Where = RowFilters.Of(parsed.GetValue(Where)),
            Accept = Choices.Names(parsed.GetValue(Accept)),
            Rejected = parsed.GetValue(Rejected),
            Settings = FitSettings.Default with { Seed = parsed.GetValue(Seed), Threads = parsed.GetValue(Threads) },
            Json = parsed.GetValue(Json),
        };
}
