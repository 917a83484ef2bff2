using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Invocation;
using HealthScore.Cli.Printing;

namespace HealthScore.Cli.Edge;

/// <summary>What <c>--help</c> prints: purpose, usage, options in the order they matter, examples to copy.</summary>
internal sealed class VerbHelp(Terminal terminal) : SynchronousCommandLineAction
{
    private const int Indent = 2;
    private const int WidestLabel = 36;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var lines = command is VerbCommand verb ? OfVerb(verb) : OfProgram(command);
        foreach (var line in lines)
        {
            terminal.Out.WriteLine(line);
        }

        return ExitCode.Ok;
    }

    internal IEnumerable<string> OfProgram(Command root)
    {
        var verbs = root.Subcommands.Select(c => (c.Name, c.Description ?? ""));
        return
        [
            .. Wrap(root.Description ?? "", 0),
            "",
            "Usage: healthscore VERB [options]     healthscore VERB --help",
            "",
            "Verbs",
            .. Columns(verbs),
            "",
            "Start here",
            "  # the whole tour in one command, on made-up accounts",
            "  healthscore demo",
            "  # the same on your own file",
            "  healthscore demo --data customers.csv --label Churn --churned Yes",
            "",
            .. Wrap(
                "Exit codes: 0 done, 1 failure, 2 command line wrong, 3 data, configuration or model invalid, "
                    + "4 nothing could be learned or a gate failed, 5 not found.",
                0
            ),
            .. Wrap("Results go to standard output, everything else to standard error. NO_COLOR is respected.", 0),
        ];
    }

    internal IEnumerable<string> OfVerb(VerbCommand verb) =>
        [
            .. Wrap(verb.Description ?? "", 0),
            "",
            .. Wrap(Usage(verb), "Usage: healthscore ".Length + verb.Name.Length + 1, firstIndent: 0),
            "",
            "Options",
            .. Columns(verb.Options.Where(o => !o.Hidden).Select(o => (Label(o), Description(o)))),
            .. verb.Notes.SelectMany(note => Wrap(note, 0).Prepend("")),
            "",
            "Examples",
            .. verb.Examples.SelectMany(e => ShellLines(e.Line).Prepend($"  # {e.Does}")),
        ];

    private static string Usage(Command verb)
    {
        var required = verb.Options.Where(o => o.Required).Select(Label);
        return $"Usage: healthscore {verb.Name} {string.Join(' ', required)}".TrimEnd() + " [options]";
    }

    private static string Label(Option option) =>
        option.ValueType == typeof(bool) || option.HelpName is null ? option.Name : $"{option.Name} {option.HelpName}";

    private static string Description(Option option) =>
        option.Required ? $"{option.Description} (required)" : option.Description ?? "";

    private IEnumerable<string> Columns(IEnumerable<(string Label, string Text)> rows)
    {
        ImmutableArray<(string Label, string Text)> all = [.. rows];
        var wide = Math.Min(WidestLabel, all.Select(r => r.Label.Length).DefaultIfEmpty().Max());
        foreach (var (label, text) in all)
        {
            var first = label.Length > wide;
            if (first)
            {
                yield return new string(' ', Indent) + label;
            }

            var left = Indent + wide + 2;
            var wrapped = Wrap(text, left).ToArray();
            if (!first)
            {
                wrapped[0] = new string(' ', Indent) + label.PadRight(wide + 2) + wrapped[0].TrimStart();
            }

            foreach (var line in wrapped)
            {
                yield return line.TrimEnd();
            }
        }
    }

    /// <summary>
    /// Long command lines go on after a backslash, so that they can be copied; an option stays beside its value.
    /// </summary>
    private IEnumerable<string> ShellLines(string line)
    {
        var pairs = line.Split(" --").Select((part, k) => (k == 0 ? part : "--" + part).Replace(' ', Wrapping.Glue));
        string[] lines = [.. Wrapping.Lines(string.Join(' ', pairs), terminal.Width - 2, 3 * Indent, Indent)];
        return lines.Select((text, k) => text + (k < lines.Length - 1 ? " \\" : ""));
    }

    private IEnumerable<string> Wrap(string text, int indent) => Wrap(text, indent, indent);

    private IEnumerable<string> Wrap(string text, int indent, int firstIndent) =>
        Wrapping.Lines(text, terminal.Width, indent, firstIndent);
}
