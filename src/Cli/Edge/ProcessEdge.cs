using System.CommandLine;
using System.CommandLine.Help;
using HealthScore.Cli.Printing;
using HealthScore.Cli.Verbs;

namespace HealthScore.Cli.Edge;

/// <summary>The one place where errors become a sentence and an exit code.</summary>
internal static class ProcessEdge
{
    public static async Task<int> Run(string[] args, Terminal terminal)
    {
        var root = Program(terminal);
        try
        {
            var parsed = root.Parse(args);
            if (args.Length == 0)
            {
                new VerbHelp(terminal).Invoke(parsed);
                return ExitCode.Usage;
            }

            if (parsed.Errors.Count > 0 && parsed.Action is not VerbHelp)
            {
                throw UsageErrors.Explain(parsed, root);
            }

            var settings = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(settings);
        }
        catch (Exception exception) when (Failures.Explain(exception) is { } refusal)
        {
            Print(refusal, terminal);
            return refusal.ExitCode;
        }
    }

    internal static RootCommand Program(Terminal terminal)
    {
        var root = new RootCommand(
            "HealthScore learns a customer health score from what customers did and who left, as a formula anyone can "
                + "check by hand, and serves it. Higher is healthier."
        )
        {
            DemoVerb.Create(terminal),
            InitVerb.Create(terminal),
            CheckVerb.Create(terminal),
            TrainVerb.Create(terminal),
            CrossValVerb.Create(terminal),
            EvaluateVerb.Create(terminal),
            ScoreVerb.Create(terminal),
            ExplainVerb.Create(terminal),
            CompareVerb.Create(terminal),
            ReportVerb.Create(terminal),
            ExportVerb.Create(terminal),
            ServeVerb.Create(terminal),
            GenerateVerb.Create(terminal),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new VerbHelp(terminal);
        }

        return root;
    }

    private static void Print(Refusal refusal, Terminal terminal)
    {
        terminal.Remark($"healthscore: {refusal.Message}");
        foreach (var hint in refusal.Hints)
        {
            terminal.Remark($"  {hint}");
        }
    }
}
