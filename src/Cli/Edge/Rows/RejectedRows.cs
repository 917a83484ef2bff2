using HealthScore.Cli.Printing;
using HealthScore.Training.Data;

namespace HealthScore.Cli.Edge.Rows;

/// <summary>
/// Rows that could not be used: the first on standard error, counts by column, all of them in a file.
/// </summary>
internal static class RejectedRows
{
    private const int MostShown = 20;

    /// <summary>Shown where there is more than one column, shared among them.</summary>
    private const int MostOfSeveral = 10;

    /// <summary><c>OUT.rejected.csv</c> beside the output, unless the user named a file.</summary>
    public static string ListFor(string output, string? given) =>
        given ?? Path.TrimEndingDirectorySeparator(output) + ".rejected.csv";

    /// <summary>Where there is no output: in the current folder, called after the data.</summary>
    public static string ListForData(string data, string? given) => given ?? Path.GetFileName(data) + ".rejected.csv";

    /// <summary>Lists them and goes on.</summary>
    public static void Report(Terminal terminal, IReadOnlyCollection<RowError> errors, string list)
    {
        foreach (var line in Told(errors, list))
        {
            terminal.Remark(line);
        }
    }

    /// <summary>Lists them and stops.</summary>
    public static Refusal Refuse(IReadOnlyCollection<RowError> errors, string list)
    {
        string[] told = [.. Told(errors, list)];
        return Refusal.DataInvalid(told[0], [.. told[1..]]);
    }

    private static IEnumerable<string> Told(IReadOnlyCollection<RowError> errors, string list)
    {
        RejectedList.Write(list, errors);
        RowError[] shown = [.. FirstOfEach(errors)];
        foreach (var error in shown)
        {
            yield return error.Sentence;
        }

        if (errors.Count > shown.Length)
        {
            yield return $"and {Figures.Count(errors.Count - shown.Length)} more; by column:";
            foreach (
                var column in errors.CountBy(e => e.Column, StringComparer.Ordinal).OrderByDescending(c => c.Value)
            )
            {
                yield return $"  {(column.Key.Length == 0 ? "whole rows" : column.Key)}: {Figures.Count(column.Value)}";
            }
        }

        yield return $"{Figures.Of(errors.Count, "rejected value")} listed in {list}.";
    }

    /// <summary>In the order of the rows; no column takes the places of the others.</summary>
    private static IEnumerable<RowError> FirstOfEach(IReadOnlyCollection<RowError> errors)
    {
        if (errors.Count <= MostShown)
        {
            return errors;
        }

        var columns = errors.Select(error => error.Column).Distinct(StringComparer.Ordinal).Count();
        var each = columns == 1 ? MostShown : Math.Max(1, MostOfSeveral / columns);
        var told = new Dictionary<string, int>(StringComparer.Ordinal);
        return errors
            .Where(error => (told[error.Column] = told.GetValueOrDefault(error.Column) + 1) <= each)
            .Take(MostShown);
    }
}
