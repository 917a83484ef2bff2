using System.CommandLine.Parsing;
using System.Globalization;

namespace HealthScore.Cli.Edge;

/// <summary>Dates of the command line: year-month-day and nothing else.</summary>
internal static class Dates
{
    public static DateOnly? Parse(ArgumentResult given)
    {
        var text = given.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        given.AddError($"'{text}' is no date; expected year-month-day, such as 2026-03-31.");
        return null;
    }
}
