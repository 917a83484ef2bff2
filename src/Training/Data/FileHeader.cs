using System.Collections.Immutable;
using HealthScore.Training.Configuration;

namespace HealthScore.Training.Data;

/// <summary>The column names of a file, checked once.</summary>
internal static class FileHeader
{
    /// <exception cref="DataException">A name stands twice.</exception>
    public static ImmutableArray<string> Check(string file, IEnumerable<string> names, char? separator)
    {
        ImmutableArray<string> header = [.. names.Select(name => name.Trim())];
        var twice = header
            .GroupBy(name => name, StringComparer.Ordinal)
            .Where(g => g.Skip(1).Any())
            .Select(g => DataSentences.HeaderTwice(file, g.Key, g.Count()))
            .ToArray();
        if (twice.Length > 0)
        {
            throw new DataException(DataProblem.Invalid, twice);
        }

        return separator is { } expected && header is [var only] && LooksSeparatedBy(only, expected) is { } found
            ? throw new DataException(DataProblem.Invalid, DataSentences.OtherSeparator(file, only, expected, found))
            : header;
    }

    /// <summary>Where the columns of a schema stand in the file.</summary>
    /// <exception cref="DataException">Columns are not there; all of them are named.</exception>
    public static void RequireColumns(
        string file,
        ImmutableArray<string> header,
        IEnumerable<(string Column, string Use)> wanted
    )
    {
        var absent = wanted
            .Where(w => !header.Contains(w.Column, StringComparer.Ordinal))
            .Select(w => DataSentences.NoColumn(file, w.Column, w.Use, NearestName.SuggestionFor(w.Column, header)))
            .ToArray();
        if (absent.Length > 0)
        {
            throw new DataException(DataProblem.Invalid, absent);
        }
    }

    private static char? LooksSeparatedBy(string only, char expected)
    {
        foreach (var candidate in ";\t|,")
        {
            if (candidate != expected && only.Contains(candidate, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return null;
    }
}
