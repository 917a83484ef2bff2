namespace HealthScore.Cli.Edge;

/// <summary>Which exit code and sentence an exception deserves; one it does not know is our own mistake.</summary>
internal static class Failures
{
    public static Refusal Explain(Exception exception) =>
        exception switch
        {
            Refusal refusal => refusal,
            FileNotFoundException or DirectoryNotFoundException => Refusal.NotFound(exception.Message),
            OperationCanceledException => new Refusal(ExitCode.Failure, "stopped."),
            UnauthorizedAccessException or IOException => new Refusal(ExitCode.Failure, exception.Message),
            OutOfMemoryException => new Refusal(ExitCode.Failure, "there is not enough memory for this file."),
            _ => Unexpected(exception),
        };

    private static Refusal Unexpected(Exception exception)
    {
        var first = exception.Message.Split('\n')[0].Trim();
        return new Refusal(ExitCode.Failure, $"unexpected {exception.GetType().Name}: {first}")
        {
            Hints =
                Environment.GetEnvironmentVariable("HEALTHSCORE_TRACE") == "1"
                    ? [exception.ToString()]
                    :
                    [
                        "This is a mistake in healthscore, not in your data; HEALTHSCORE_TRACE=1 prints where it happened.",
                    ],
        };
    }
}
