using HealthScore.Core.ModelFiles;
using HealthScore.Serving;
using HealthScore.Training.Data;

namespace HealthScore.Cli.Edge;

/// <summary>Which exit code and sentence an exception deserves; one it does not know is our own mistake.</summary>
internal static class Failures
{
    private const int MostSentences = 20;

    public static Refusal Explain(Exception exception) =>
        exception switch
        {
            Refusal refusal => refusal,
            DataException data => OfData(data),
            ModelException model => Refusal.DataInvalid(model.Message),
            ServerException server => new Refusal(ExitCode.Failure, server.Message),
            FileNotFoundException or DirectoryNotFoundException => Refusal.NotFound(exception.Message),
            OperationCanceledException => new Refusal(ExitCode.Failure, "stopped."),
            UnauthorizedAccessException or IOException => new Refusal(ExitCode.Failure, exception.Message),
            OutOfMemoryException => new Refusal(ExitCode.Failure, "there is not enough memory for this file."),
            _ => Unexpected(exception),
        };

    private static Refusal OfData(DataException exception)
    {
        var exitCode = exception.Problem switch
        {
            DataProblem.NotFound => ExitCode.NotFound,
            DataProblem.Usage => ExitCode.Usage,
            _ => ExitCode.DataInvalid,
        };
        var sentences = exception.Sentences;
        var rest = sentences.Length > MostSentences ? $"and {sentences.Length - MostSentences:N0} more" : null;
        return new Refusal(exitCode, sentences[0])
        {
            Hints = [.. sentences.Skip(1).Take(MostSentences - 1), .. rest is null ? (string[])[] : [rest]],
        };
    }

    private static Refusal Unexpected(Exception exception)
    {
        var first = exception.Message.Split('\n')[0].Trim();
        return new Refusal(ExitCode.Failure, $"unexpected {exception.GetType().Name}: {first}")
        {
            Hints =
                Environment.GetEnvironmentVariable("HEALTHSCORE_TRACE") == "1"
                    ? [exception.ToString()]
                    : ["This is a mistake in healthscore, not in your data; HEALTHSCORE_TRACE=1 prints where it is."],
        };
    }
}
