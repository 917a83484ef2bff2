namespace HealthScore.Cli.Tests.BadInput;

/// <summary>Something wrong that a person or a program may hand over, and how the answer must end.</summary>
/// <param name="Chapter">Heading of the table it stands in.</param>
/// <param name="Name">What is wrong, in words.</param>
/// <param name="Command">The command line after <c>healthscore</c>, with file names of the workplace; or the
/// call.</param>
/// <param name="Ending"><c>exit 3</c>, or a gRPC status or an HTTP code.</param>
/// <param name="Run">Arranges it, does it and returns what came.</param>
public sealed record BadInputCase(
    string Chapter,
    string Name,
    string Command,
    string Ending,
    Func<Workplace, Task<Answer>> Run
)
{
    public override string ToString() => Name;

    /// <summary>A case of the command line: files are written first, then the command is run.</summary>
    internal static BadInputCase Line(
        string chapter,
        string name,
        string command,
        int exitCode,
        Action<Workplace> arrange
    ) => new(chapter, name, $"healthscore {command}", $"exit {exitCode}", place => place.Run(command, arrange));
}

/// <summary>What came back.</summary>
/// <param name="Ending">As <see cref="BadInputCase.Ending"/>.</param>
/// <param name="Sentence">The one sentence that says why.</param>
public sealed record Answer(string Ending, string Sentence)
{
    /// <summary>Standard output; must be empty.</summary>
    public string Out { get; init; } = "";

    /// <summary>Files and folders that are there now and were not before.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];
}
