using System.CommandLine;

namespace HealthScore.Cli.Edge;

/// <summary>Turns what the parser could not read into one sentence with the word that was probably meant.</summary>
internal static class UsageErrors
{
    public static Refusal Explain(ParseResult parsed, RootCommand root)
    {
        var command = parsed.CommandResult.Command;
        var seeHelp = command is RootCommand ? "See: healthscore --help" : $"See: healthscore {command.Name} --help";
        return Refusal.Usage(Sentence(parsed, root), seeHelp);
    }

    private static string Sentence(ParseResult parsed, RootCommand root)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count > 0)
        {
            return Unmatched(parsed.UnmatchedTokens[0], command, root);
        }

        var missing = command
            .Options.Where(o => o.Required && parsed.GetResult(o) is null or { Implicit: true } or { Tokens.Count: 0 })
            .Select(o => o.Name)
            .ToArray();
        if (missing.Length > 0)
        {
            return $"{command.Name} needs {string.Join(" and ", missing)}.";
        }

        var message = parsed.Errors[0].Message;
        return message.EndsWith('.') ? message : message + ".";
    }

    private static string Unmatched(string token, Command command, RootCommand root)
    {
        if (token.StartsWith('-'))
        {
            var options = command.Options.Select(o => o.Name).Append("--help");
            var where = command is RootCommand ? "healthscore" : $"healthscore {command.Name}";
            return $"'{where}' has no option '{token}'.{Suggestion.Sentence(token, options)}";
        }

        return command is RootCommand
            ? $"there is no verb '{token}'.{Suggestion.Sentence(token, root.Subcommands.Select(c => c.Name))}"
            : $"'{token}' does not belong to 'healthscore {command.Name}'; values follow an option such as "
                + $"{command.Options[0].Name}.";
    }
}
