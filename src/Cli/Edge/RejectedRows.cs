using HealthScore.Cli.Printing;
using HealthScore.Training.Data;
using HealthScore.Training.Exports;

namespace HealthScore.Cli.Edge;

/// <summary>Rows that could not be used: the first on standard error, counts by column, all of them in a file.</summary>
internal static class RejectedRows
{
    private const int MostShown = 20;

    /// <summary><c>OUT.rejected.csv</c> beside the output, unless the user named a file.</summary>
    public static string ListFor(string output, string? given) =>
        given ?? Path.TrimEndingDirectorySeparator(output) + ".rejected.csv";

    public static void Report(Terminal terminal, IReadOnlyCollection<RowError> errors, string list)
    {
        AtomicFile.Write(list, ExistingFile.Replace, stream => RejectedFile.Write(stream, errors));
        foreach (var error in errors.Take(MostShown))
        {
            terminal.Remark(error.Sentence);
        }

        if (errors.Count > MostShown)
        {
            terminal.Remark($"and {Figures.Count(errors.Count - MostShown)} more:");
            foreach (
                var column in errors.CountBy(e => e.Column, StringComparer.Ordinal).OrderByDescending(c => c.Value)
            )
            {
                var where = column.Key.Length == 0 ? "whole rows" : $"column '{column.Key}'";
                terminal.Remark($"  {where}: {Figures.Count(column.Value)}");
            }
        }

        terminal.Remark($"All of them are listed in {list}.");
    }
}
