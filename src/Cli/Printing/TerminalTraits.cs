namespace HealthScore.Cli.Printing;

/// <summary>What is known of the two output streams.</summary>
/// <param name="Columns">Null where standard output is no terminal and COLUMNS is not set.</param>
/// <param name="OutputColour">Whether tables may be coloured.</param>
/// <param name="LiveProgress">Whether standard error may be redrawn in place.</param>
internal sealed record TerminalTraits(int? Columns, bool OutputColour, bool LiveProgress)
{
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
        );
    }

    private static int? ColumnsOf(bool outputIsTerminal)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0)
        {
            return columns;
        }

        return outputIsTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : null;
    }
}
