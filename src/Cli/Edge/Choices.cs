using System.CommandLine;

namespace HealthScore.Cli.Edge;

/// <summary>The options that several verbs share, each spelled and explained once.</summary>
internal static class Choices
{
    public static Option<string> Config() =>
        Text("--config", "FILE", "configuration of columns and factors, as init writes it");

    public static Option<string> Data(string description = "rows to read: .csv or .parquet") =>
        Text("--data", "FILE", description);

    public static Option<string> Model(string description = "model directory") =>
        Text("--model", "DIR", $"{description}, as train writes it");

    public static Option<string> Out(string helpName, string description) => Text("--out", helpName, description);

    public static Option<ulong> Seed(string description = "seed of folds, bags and trees") =>
        new("--seed")
        {
            Description = $"{description} (1 if not given)",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            CustomParser = Numbers.Seed,
        };

    public static Option<int> Threads() =>
        new("--threads")
        {
            Description = "threads to use (all processors if not given); never changes a result",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            CustomParser = given => Numbers.AtLeast(given, least: 1),
        };

    public static Option<string[]> Where() =>
        Many("--where", "COLUMN=VALUE", "only rows where this column, even an ignored one, is this value");

    public static Option<string[]> Accept() =>
        Many(
            "--accept",
            "ID",
            "a check whose rows are left out (Q04) or whose column is kept (Q11:COLUMN); may be repeated"
        );

    public static Option<string> Rejected(string usually = "OUT.rejected.csv beside the output") =>
        Optional("--rejected", "FILE", $"where rejected rows are listed ({usually} if not given)");

    public static Option<int> Whole(string name, string description, int from) =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            Required = true,
            CustomParser = given => Numbers.AtLeast(given, from),
        };

    public static Option<bool> Json() => Flag("--json", "print one JSON document instead of tables");

    public static Option<string[]> Keep() => Many("--keep", "COL,COL", "input columns to copy after account_id");

    public static Option<bool> Replace(string what) => Flag("--replace", $"replace {what} that exists");

    public static Option<DateOnly?> AsOf(string description) => Date("--as-of", description);

    public static Option<int> Months(int usual, string description) =>
        new("--months")
        {
            Description = $"{description} ({usual} if not given)",
            HelpName = "N",
            DefaultValueFactory = _ => usual,
            CustomParser = given => Numbers.AtLeast(given, least: 1),
        };

    public static Option<DateOnly?> Date(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "DATE",
            CustomParser = Dates.Parse,
        };

    public static Option<string> Text(string name, string helpName, string description) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            Required = true,
        };

    public static Option<string> Optional(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<string[]> Many(string name, string helpName, string description) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => [],
        };

    /// <summary>"a,b" and repeated options alike.</summary>
    public static string[] Names(string[]? given) =>
        [
            .. (given ?? []).SelectMany(g =>
                g.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ),
        ];
}
