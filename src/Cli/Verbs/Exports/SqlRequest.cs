using System.CommandLine;
using HealthScore.Cli.Edge;
using HealthScore.Training.Exports.Sql;
using HealthScore.Training.Exports.Sql.Dialects;
using HealthScore.Training.Exports.Sql.Verifying;

namespace HealthScore.Cli.Verbs.Exports;

/// <summary>What is asked of an export to SQL.</summary>
internal sealed record SqlRequest(ISqlDialect Dialect, SqlSource Source)
{
    /// <summary>Where the engine is that the query is tried in; null where it is not tried.</summary>
    public string? Connection { get; init; }

    public int RandomRows { get; init; }

    public int Seed { get; init; }
}

/// <summary>The options of <see cref="SqlRequest"/>.</summary>
internal sealed class SqlOptions
{
    private const string UsualTable = "accounts";

    private static readonly string[] Words = [.. SqlDialects.All.Select(dialect => dialect.Word)];

    private readonly Option<string> dialect = Choices.Optional("--dialect", "D", string.Join(", ", Words));

    private readonly Option<string> table = Choices.Optional(
        "--table",
        "NAME",
        $"table or view to read, such as sales.accounts ({UsualTable} if not given)"
    );

    private readonly Option<string[]> keep = Choices.Many("--keep", "COL,COL", "columns of the table to begin with");

    private readonly Option<bool> withoutBlends = Choices.Flag(
        "--without-blends",
        "give no score within 60 days of a change of stage, in place of a formula a day"
    );

    private readonly Option<string> verify = Choices.Optional(
        "--verify",
        "CONNECTION",
        "try it first: a file or :memory:, \"Host=…;Username=…\" of PostgreSQL, http://… of ClickHouse"
    );

    private readonly Option<int> rows = new("--rows")
    {
        Description = $"random rows of a trial, beside every edge ({SqlVerification.UsualRows} if not given)",
        HelpName = "N",
        DefaultValueFactory = _ => SqlVerification.UsualRows,
        CustomParser = given => Numbers.AtLeast(given, least: 1),
    };

    private readonly Option<int> seed = new("--seed")
    {
        Description = "seed of the random rows (1 if not given)",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = given => Numbers.AtLeast(given, least: 0),
    };

    public Option[] All => [dialect, table, keep, withoutBlends, verify, rows, seed];

    public SqlRequest Of(ParseResult parsed)
    {
        var word = parsed.GetValue(dialect) ?? throw Refusal.Usage($"--format sql needs --dialect: {Listed}.");
        var chosen =
            SqlDialects.Of(word)
            ?? throw Refusal.Usage($"--dialect is '{word}'; expected {Listed}.{Suggestion.Sentence(word, Words)}");
        return new SqlRequest(
            chosen,
            new SqlSource(parsed.GetValue(table) ?? UsualTable)
            {
                Keep = [.. Choices.Names(parsed.GetValue(keep))],
                Blends = parsed.GetValue(withoutBlends) ? StageBlends.Withheld : StageBlends.Written,
            }
        )
        {
            Connection = parsed.GetValue(verify),
            RandomRows = parsed.GetValue(rows),
            Seed = parsed.GetValue(seed),
        };
    }

    private static string Listed => $"{string.Join(", ", Words[..^1])} or {Words[^1]}";
}
