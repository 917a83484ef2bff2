namespace HealthScore.Cli.Printing;

/// <summary>What is known of the two output streams.</summary>
/// <param name="Columns">Null where standard output is no terminal and COLUMNS is not set.</param>
/// <param name="OutputColour">Whether tables may be coloured.</param>
/// <param name="LiveProgress">Whether standard error may be redrawn in place.</param>
internal sealed record TerminalTraits(int? Columns, bool OutputColour, bool LiveProgress)
{
    /// <summary>Columns of standard error; null where it is no terminal, and sentences stay whole.</summary>
    public int? ErrorColumns { get; init; }

    public static TerminalTraits OfProcess()
    {
        var plain =
            !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            || Environment.GetEnvironmentVariable("TERM") == "dumb";
        var outputIsTerminal = !Console.IsOutputRedirected;
        return new TerminalTraits(
            ColumnsOf(outputIsTerminal),
            OutputColour: outputIsTerminal && !plain,
            LiveProgress: !Console.IsErrorRedirected && !plain
        )
        {
            ErrorColumns = Console.IsErrorRedirected ? null : ColumnsOf(isTerminal: true),
        };
    }

    private static int? ColumnsOf(bool isTerminal)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0)
        {
            return columns;
        }

        return isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : null;
    }
}
