using System.Diagnostics;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Tests.Running;

/// <summary>What a run of the program left behind.</summary>
internal sealed record Ran(int ExitCode, string Out, string Error)
{
    public string[] OutLines => Out.TrimEnd('\n').Split('\n');

    public string FirstError => Error.Split('\n')[0];
}

/// <summary>Runs the program: as a child process, or in this one where only words and codes matter.</summary>
internal static class TheProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The built program beside the tests.</summary>
    public static string File =>
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "healthscore.exe" : "healthscore");

    public static Process Start(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(File, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task<Ran> RunChild(string folder, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["COLUMNS"] = "100" };
        using var process = Start(folder, environment, arguments);
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new Ran(process.ExitCode, await output, await error);
    }

    public static Task<Ran> Run(params string[] arguments) => RunAt(80, arguments);

    public static async Task<Ran> RunAt(int columns, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var traits = new TerminalTraits(columns, OutputColour: false, LiveProgress: false);
        var exitCode = await ProcessEdge.Run(arguments, new Terminal(output, error, traits));
        return new Ran(exitCode, output.ToString(), error.ToString());
    }
}
