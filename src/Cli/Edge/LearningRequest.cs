using System.CommandLine;
using HealthScore.Cli.Edge.Rows;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Choosing;

namespace HealthScore.Cli.Edge;

/// <summary>What train and crossval have in common: the rows to learn from, what is accepted, and the seed.</summary>
internal sealed record LearningRequest(string Config, string Data)
{
    public RowFilter? Where { get; init; }

    public string[] Accept { get; init; } = [];

    /// <summary>Where rejected rows are listed; null stands for the usual place.</summary>
    public string? Rejected { get; init; }

    /// <summary>Most pairs of factors; null leaves it to the configuration.</summary>
    public int? MaxPairs { get; init; }

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

    public Option<int?> MaxFactors { get; } =
        new("--max-factors")
        {
            Description =
                "factors that the formula may have, a pair counting as one (all that earn a weight if not given)",
            HelpName = "N",
            CustomParser = given => Numbers.AtLeast(given, least: 1),
        };

    public Option<string[]> MustInclude { get; } =
        Choices.Many("--must-include", "K,K", "factors that have a place among them whatever they explain");

    public Option<int?> MaxPairs { get; } =
        new("--max-pairs")
        {
            Description = "pairs of factors that the formula may have, 0 for none (formula: { pairs: N } if not given)",
            HelpName = "N",
            CustomParser = given => Numbers.Between(given, least: 0, FitSettings.MostPairsEver),
        };

    public Option<bool> Json { get; } = Choices.Json();

    public LearningRequest Of(ParseResult parsed) =>
        new(parsed.GetValue(Config)!, parsed.GetValue(Data)!)
        {
            Where = RowFilters.Of(parsed.GetValue(Where)),
            Accept = Choices.Names(parsed.GetValue(Accept)),
            Rejected = parsed.GetValue(Rejected),
            MaxPairs = parsed.GetValue(MaxPairs),
            Settings = FitSettings.Default with
            {
                Seed = parsed.GetValue(Seed),
                Threads = parsed.GetValue(Threads),
                Limit = Limit(parsed.GetValue(MaxFactors), Choices.Names(parsed.GetValue(MustInclude))),
            },
            Json = parsed.GetValue(Json),
        };

    private static FactorLimit? Limit(int? most, string[] mustInclude) =>
        (most, mustInclude.Length) switch
        {
            (null, 0) => null,
            (null, _) => throw Refusal.Usage("--must-include says which of --max-factors N; it needs that option."),
            ({ } n, var named) when named > n => throw Refusal.Usage(
                $"--must-include names {named} factors, and --max-factors allows {n}."
            ),
            ({ } n, _) => new FactorLimit(n, [.. mustInclude]),
        };
}
