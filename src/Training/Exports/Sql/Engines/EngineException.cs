namespace HealthScore.Training.Exports.Sql.Engines;

/// <summary>Why an engine could not be asked.</summary>
public enum EngineProblem
{
    /// <summary>The text that says where it is cannot be read.</summary>
    Connection,

    /// <summary>The file is not there.</summary>
    NotFound,

    /// <summary>It does not answer, lets nobody in, or refuses what it is asked.</summary>
    Failed,
}

/// <summary>An engine that is not there, or says no.</summary>
public sealed class EngineException(EngineProblem problem, string sentence) : Exception(sentence)
{
    public EngineProblem Problem { get; } = problem;

    /// <summary>What an engine said, in one line without what is secret.</summary>
    internal static EngineException Of(string title, Exception said) => Of(title, FirstLine(said.Message));

    /// <summary>A sentence, whether or not the engine ended it.</summary>
    internal static EngineException Of(string title, string said) =>
        new(EngineProblem.Failed, $"{title}: {said}{(said.EndsWith('.') ? "" : ".")}");

    internal static string FirstLine(string text)
    {
        var line = text.Split('\n', 2)[0].Trim();
        return line.Length > 300 ? $"{line[..300]}…" : line;
    }
}
