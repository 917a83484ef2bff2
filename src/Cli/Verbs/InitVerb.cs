using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;
using HealthScore.Core.Factors;
using HealthScore.Training.Configuration;
using HealthScore.Training.Exports;

namespace HealthScore.Cli.Verbs;

/// <summary><c>healthscore init</c>: infers a configuration.</summary>
internal static class InitVerb
{
    public static Command Create(Terminal terminal)
    {
        var data = Choices.Data();
        var label = Choices.Text("--label", "COL", "the column that says who left");
        var output = Choices.Out("FILE", "configuration to write, such as healthscore.yaml");
        var churned = Choices.Optional(
            "--churned",
            "VALUE",
            "the value of the label that means left (found if it is yes, true, 1, churned, lost or cancelled)"
        );
        var id = Choices.Optional("--id", "COL", "account id (found if exactly one column looks like it)");
        var asOf = Choices.Optional("--as-of", "COL", "day the row was true");
        var segment = Choices.Optional("--segment", "COL", "segment");
        var stage = Choices.Optional("--stage", "COL", "lifecycle stage");
        var value = Choices.Optional("--value", "COL", "annual value of the account");
        var exclude = Choices.Many("--exclude", "COL,COL", "columns that must not be used");
        var replace = Choices.Replace("a configuration");
        return new VerbCommand(
            "init",
            "Reads a file and writes a configuration: which column is what, and which are left out and why.",
            data,
            label,
            output,
            churned,
            id,
            asOf,
            segment,
            stage,
            value,
            exclude,
            replace
        )
        {
            Examples =
            [
                new("infer everything", "healthscore init --data customers.csv --label Churn --out healthscore.yaml"),
                new(
                    "say what cannot be guessed",
                    "healthscore init --data customers.csv --label status --churned lost --id customer_no "
                        + "--exclude notes,fold --out healthscore.yaml"
                ),
            ],
            Notes = ["Nothing is asked: read the file it writes, its comments say what to look at."],
        }.Does(parsed =>
        {
            var options = new InferenceOptions(parsed.GetValue(label)!)
            {
                Churned = parsed.GetValue(churned),
                Id = parsed.GetValue(id),
                AsOf = parsed.GetValue(asOf),
                Segment = parsed.GetValue(segment),
                Stage = parsed.GetValue(stage),
                Value = parsed.GetValue(value),
                Exclude = [.. Choices.Names(parsed.GetValue(exclude))],
            };
            var existing = parsed.GetValue(replace) ? ExistingFile.Replace : ExistingFile.Refuse;
            var (rows, written) = (parsed.GetValue(data)!, parsed.GetValue(output)!);
            var ended = Run(terminal, rows, options, written, existing);
            PrintNext(terminal, Layout.Quoted(rows), Layout.Quoted(written));
            return ended;
        });
    }

    internal static int Run(
        Terminal terminal,
        string data,
        InferenceOptions options,
        string output,
        ExistingFile existing
    )
    {
        Outputs.RequireNew(output, existing == ExistingFile.Replace ? "" : "--replace replaces it.");
        var inferred = ConfigurationInference.Infer(data, options);
        var yaml = ConfigurationWriter.Write(inferred.Configuration);
        AtomicFile.Write(output, existing, stream => stream.Write(Encoding.UTF8.GetBytes(yaml)));
        Print(terminal, inferred, data, output);
        return ExitCode.Ok;
    }

    private static void Print(Terminal terminal, InferredConfiguration inferred, string data, string output)
    {
        var configuration = inferred.Configuration;
        Layout.Heading(terminal, $"Configuration of {Path.GetFileName(data)}, written to {output}");
        var kinds = configuration.Factors.CountBy(f => f.Factor.Kind).Select(k => $"{k.Value} {FactorWords.Of(k.Key)}");
        var unknown = inferred.Unknown == 0 ? "" : $", {Figures.Count(inferred.Unknown)} not known yet";
        Layout.Paragraph(
            terminal,
            $"{Figures.Of(inferred.Rows, "row")}: {Figures.Count(inferred.Churned)} left "
                + $"({configuration.Outcome.Column} = {configuration.Outcome.Churned}){unknown}."
        );
        Layout.Paragraph(
            terminal,
            $"{Figures.Of(configuration.Factors.Length, "factor")}: {string.Join(", ", kinds)}. "
                + (
                    configuration.Columns.Account is { } account
                        ? $"The account is {account}."
                        : "There is no account column: the row's number stands for it."
                )
        );
        foreach (var left in configuration.LeftOut.Where(left => !IsTold(left, inferred.Warnings)))
        {
            Layout.Paragraph(terminal, $"left out: {left.Column} ({left.Reason})", Palette.MutedStyle);
        }

        foreach (var warning in inferred.Warnings)
        {
            Layout.Warning(terminal, warning);
        }
    }

    private static void PrintNext(Terminal terminal, string data, string configuration)
    {
        Layout.Heading(terminal, "Next: read the configuration, then");
        Layout.Next(
            terminal,
            ("is the data fit to learn from?", $"healthscore check --config {configuration} --data {data}"),
            ("learn", $"healthscore train --config {configuration} --data {data} --out model")
        );
    }

    /// <summary>Leaks and twins have a warning that says that they are left out.</summary>
    private static bool IsTold(LeftOutColumn left, ImmutableArray<string> warnings) =>
        warnings.Any(warning => warning.Contains($"'{left.Column}'", StringComparison.Ordinal));
}
