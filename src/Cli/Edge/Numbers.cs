using System.CommandLine.Parsing;
using System.Globalization;

namespace HealthScore.Cli.Edge;

/// <summary>Whole numbers of the command line, refused in words.</summary>
internal static class Numbers
{
    public static ulong Seed(ArgumentResult given)
    {
        var text = given.Tokens[0].Value;
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            given.AddError($"{NameOf(given)} is '{text}'; expected a whole number, 0 or more.");
        }

        return seed;
    }

    public static int AtLeast(ArgumentResult given, int least)
    {
        var text = given.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least)
        {
            given.AddError($"{NameOf(given)} is '{text}'; expected a whole number, {least} or more.");
        }

        return number;
    }

    public static int Between(ArgumentResult given, int least, int most)
    {
        var text = given.Tokens[0].Value;
        var isWhole = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isWhole || number < least || number > most)
        {
            given.AddError($"{NameOf(given)} is '{text}'; expected a whole number from {least} to {most}.");
        }

        return number;
    }

    private static string NameOf(ArgumentResult given) =>
        given.Parent is OptionResult option ? option.Option.Name : "the number";
}
