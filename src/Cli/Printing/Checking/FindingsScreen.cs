using HealthScore.Training.Quality;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Checking;

/// <summary>What the checks found, blocks first, each with the rows to look at.</summary>
internal static class FindingsScreen
{
    /// <summary>Warnings of one check that are told; what blocks is told in full.</summary>
    private const int MostAlike = 4;

    public static void Print(Terminal terminal, string file, QualityReport report, QualityDecision decision)
    {
        Layout.Heading(terminal, $"Checked {file}: {Verdict(report, decision)}");
        Layout.Paragraph(terminal, Rows(report));
        if (!report.Findings.IsEmpty)
        {
            Layout.Blank(terminal);
            terminal.Console.Write(new Trimmed(new Padder(Findings(report, decision), new Padding(2, 0, 0, 0))));
        }

        if (!decision.Blocking.IsEmpty)
        {
            Layout.Blank(terminal);
            Layout.Paragraph(terminal, WhatToDo([.. decision.Blocking.Select(f => f.Id).Distinct()]));
        }
        else if (!report.Findings.IsEmpty)
        {
            Layout.Blank(terminal);
            Layout.Paragraph(terminal, "Nothing stops train; a warning is worth a look first.", Palette.MutedStyle);
        }
    }

    /// <summary>"passed", "passed with 2 warnings" or "stopped by 1 finding".</summary>
    internal static string Verdict(QualityReport report, QualityDecision decision)
    {
        var warnings = report.Findings.Count(f => f.Severity == Severity.Warning);
        return !decision.Blocking.IsEmpty ? $"FAILED, {Figures.Of(decision.Blocking.Length, "finding")} must be mended"
            : warnings > 0 ? $"passed with {Figures.Of(warnings, "warning")}"
            : "passed";
    }

    private static Grid Findings(QualityReport report, QualityDecision decision)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0) });
        var alike = report
            .Findings.OrderByDescending(f => f.Severity)
            .ThenBy(f => f.Id, StringComparer.Ordinal)
            .GroupBy(f => (f.Severity, f.Id));
        foreach (var group in alike)
        {
            var most = group.Key.Severity == Severity.Block ? int.MaxValue : MostAlike;
            foreach (var finding in group.Take(most))
            {
                var accepted = finding.Severity == Severity.Block && !decision.Blocking.Contains(finding);
                grid.AddRow(Word(finding.Severity, accepted), new Text(finding.Id, Palette.Heading), Said(finding));
            }

            if (group.Count() > most)
            {
                var more = $"and {group.Count() - most} more like these; --json lists them all.";
                grid.AddRow(new Text(""), new Text(""), new Text(more, Palette.MutedStyle));
            }
        }

        return grid;
    }

    private static Paragraph Said(QualityFinding finding)
    {
        var text = new Paragraph(finding.Sentence);
        if (!finding.SampleRows.IsEmpty)
        {
            var more = finding.Count > finding.SampleRows.Length ? ", …" : "";
            var rows = finding.SampleRows.Length == 1 ? "data row" : "data rows";
            text.Append($"\n{rows} {string.Join(", ", finding.SampleRows)}{more}", Palette.MutedStyle);
        }

        return text;
    }

    private static Text Word(Severity severity, bool accepted) =>
        (severity, accepted) switch
        {
            (Severity.Block, true) => new Text("✓ accepted", Palette.MutedStyle),
            (Severity.Block, false) => new Text("■ block", new Style(Palette.Red, decoration: Decoration.Bold)),
            (Severity.Warning, _) => new Text("▲ warning", new Style(Palette.Yellow)),
            _ => new Text("● info", Palette.MutedStyle),
        };

    private static string Rows(QualityReport report)
    {
        var rejected = report.Reading.InvalidCells.Select(cell => cell.Index).Distinct().Count();
        var parts = new List<string> { $"{Figures.Of(report.Table.RowCount, "row")} can be used" };
        if (rejected > 0)
        {
            parts.Add($"{Figures.Count(rejected)} could not be read");
        }

        if (report.RepeatedRows.Length > 0)
        {
            parts.Add(
                $"{Figures.Count(report.RepeatedRows.Length)} repeat an earlier row in every column and are dropped"
            );
        }

        return string.Join("; ", parts) + ".";
    }

    private static bool CanBeAccepted(string id) => id is not ("Q01" or "Q30");

    /// <summary>"Mend the file or the configuration; or --accept Q02 leaves the rows out."</summary>
    internal static string WhatToDo(string[] blocking)
    {
        string[] rows = [.. blocking.Where(id => CanBeAccepted(id) && id != "Q11").Select(id => $"--accept {id}")];
        var or =
            (rows.Length == 0 ? "" : $" Or leave such rows out: {string.Join(" ", rows)}.")
            + (
                blocking.Contains("Q11")
                    ? " Or leave such columns out: --accept Q11; --accept Q11:COLUMN keeps one all the same."
                    : ""
            );
        return $"What blocks stops train: mend the file or the configuration.{or}";
    }
}
