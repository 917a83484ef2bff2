namespace HealthScore.Cli.Tests.BadInput;

/// <summary>All cases, each run once; the tests look at what came.</summary>
public sealed class BadInputAnswers : IAsyncLifetime
{
    private readonly Dictionary<string, Answer> answers = new(StringComparer.Ordinal);

    public Answer this[BadInputCase bad] => answers[bad.Name];

    public async ValueTask InitializeAsync()
    {
        foreach (var bad in BadInputTests.All)
        {
            using var place = new Workplace();
            answers.Add(bad.Name, await bad.Run(place));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class BadInputTests(BadInputAnswers answers) : IClassFixture<BadInputAnswers>
{
    private static readonly char[] EndsOfSentences = ['.', '?', '!'];

    public static IReadOnlyList<BadInputCase> All { get; } =
    [
        .. FileCases.All,
        .. TrainingCases.All,
        .. ModelCases.All,
        .. CommandCases.All,
        .. ReportCases.All,
        .. ExportCases.All,
        .. CallCases.All,
    ];

    public static TheoryData<string> Names => [.. All.Select(bad => bad.Name)];

    [Fact]
    public void There_are_at_least_forty_cases_and_no_two_are_called_the_same()
    {
        Assert.True(All.Count >= 40, $"{All.Count} cases");
        Assert.Equal(All.Count, All.DistinctBy(bad => bad.Name).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bad_input_ends_as_declared_with_one_clear_sentence_and_no_output(string name)
    {
        var bad = All.Single(b => b.Name == name);

        var answer = answers[bad];

        Assert.Equal(bad.Ending, answer.Ending);
        Assert.False(answer.Sentence.StartsWith("unexpected ", StringComparison.Ordinal), answer.Sentence);
        Assert.DoesNotContain('\n', answer.Sentence);
        Assert.True(bad.Ending[0] != 'e' || EndsOfSentences.Contains(answer.Sentence[^1]), answer.Sentence);
        Assert.Empty(answer.Out);
        Assert.All(answer.Written, file => Assert.EndsWith(".rejected.csv", file, StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_of_errors_is_what_the_program_says()
    {
        var text = ErrorsDocument.Of(All.Select(bad => (bad, answers[bad])));

        ErrorsDocument.UpdateWhereAsked(text);

        Assert.Equal(text, File.ReadAllText(ErrorsDocument.Path));
    }
}
