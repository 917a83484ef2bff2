using System.Collections.Immutable;
using System.Text;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Configuration;

namespace HealthScore.Training.Synthetic;

/// <summary>One file: its path below the output folder, with forward slashes, and its bytes.</summary>
public sealed record GeneratedFile(string Path, byte[] Bytes);

/// <summary>
/// A made-up business as files: <c>decisions.csv</c>, the <c>healthscore.yaml</c> that fits it, and the truth beside
/// them, in forms that the table readers do not take.
/// </summary>
public static class GeneratedFiles
{
    public const string Decisions = "decisions.csv";

    public const string ConfigurationName = "healthscore.yaml";

    private const string Outcome = "churned";

    private static readonly ImmutableArray<(string Column, Func<GeneratedDecision, string> Text)> Facts =
    [
        ("account_id", d => d.Account.Id),
        ("as_of", d => DateText(d.AsOf)),
        ("segment", d => d.Account.Segment),
        ("stage", d => d.Stage),
        ("arr", d => d.Account.Arr.ToString("0")),
        ("csm", d => d.Account.Csm),
        ("renews_on", d => DateText(d.RenewsOn)),
        ("region", d => d.Account.Region),
        ("industry", d => d.Account.Industry),
        ("product_line", d => d.Account.ProductLine),
        ("term_months", d => d.Account.TermMonths.ToString()),
        ("parent_account_id", d => d.Account.Parent ?? ""),
    ];

    /// <summary>All files; the same data give the same bytes.</summary>
    public static ImmutableArray<GeneratedFile> Of(GeneratedData data) =>
        [
            new(Decisions, Encoding.UTF8.GetBytes(Csv(data))),
            new(ConfigurationName, Encoding.UTF8.GetBytes(ConfigurationWriter.Write(Configuration))),
            new("truth/weights.json", TruthFiles.Weights(data.Settings)),
            new("truth/decisions.jsonl", TruthFiles.Decisions(data)),
        ];

    /// <summary>
    /// Writes all files into a folder, which is made where it is not there; files of these names are replaced.
    /// </summary>
    public static void Write(GeneratedData data, string folder)
    {
        foreach (var file in Of(data))
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes);
        }
    }

    /// <summary>
    /// The configuration of <see cref="Decisions"/>: all 35 factors with their declared directions. The horizon is the
    /// four months from an annual decision to its day.
    /// </summary>
    public static HealthConfiguration Configuration { get; } =
        new()
        {
            Columns = new ColumnRoles
            {
                Account = "account_id",
                AsOf = "as_of",
                Segment = "segment",
                Stage = "stage",
                Value = "arr",
                Context = ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal,
                    new Dictionary<string, string>
                    {
                        ["industry"] = "industry",
                        ["owner"] = "csm",
                        ["product_line"] = "product_line",
                        ["region"] = "region",
                        ["renewal_date"] = "renews_on",
                    }
                ),
                Ignore = ["term_months", "parent_account_id"],
            },
            Outcome = new OutcomeRule(Outcome, Churned: "yes"),
            HorizonDays = 123,
            Rules = ScoringRules.Default with { RequiredPillars = ["usage", "engagement", "support"] },
            Factors = [.. FactorRecipes.All.Select(recipe => new FactorRule(FactorOf(recipe), recipe.Key))],
        };

    internal static string DateText(DateOnly date) => date.ToString("yyyy-MM-dd");

    private static Factor FactorOf(FactorRecipe recipe) =>
        new(recipe.Key, recipe.Title, recipe.Pillar, FactorKind.Numeric, recipe.Direction)
        {
            Unit = recipe.Unit,
            RangeFrom = recipe.Range.From,
            RangeTo = recipe.Range.To,
            MaxAgeDays = recipe.Source.MaxAgeDays,
            Source = recipe.Source.System,
            Owner = recipe.Source.Owner,
            Rubric = recipe.Rubric,
            IsActionable = recipe.IsActionable,
        };

    private static string Csv(GeneratedData data)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Facts.Select(fact => fact.Column).Concat(TrueWeights.Factors).Append(Outcome))
            .Append('\n');
        foreach (var decision in data.Decisions)
        {
            foreach (var (_, fact) in Facts)
            {
                text.Append(fact(decision)).Append(',');
            }

            foreach (var value in decision.Values)
            {
                text.Append(double.IsNaN(value) ? "" : value.ToString("R")).Append(',');
            }

            text.Append(
                    decision.Churned switch
                    {
                        true => "yes",
                        false => "no",
                        null => "",
                    }
                )
                .Append('\n');
        }

        return text.ToString();
    }
}
