using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting;
using HealthScore.Training.Pooling;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Exports.MlNet;

/// <summary>
/// Made-up customers whose column names and categories are what breaks exporters: quotes, umlauts, backslashes, words
/// that mean missing elsewhere, names of our own columns; with pairs, segments, stages and thresholds by industry.
/// </summary>
internal static class HostileAccounts
{
    public static ImmutableArray<string> Segments { get; } = ["Größe \"L\"", "klein", "Klein"];

    public static ImmutableArray<string> Stages { get; } = ["onboarding", "reif,\nalt"];

    public static ImmutableArray<string> Industries { get; } = ["Bücher", "energy", "o'media"];

    /// <summary>Thirty categories, of which two differ by case only and one by a combining accent only.</summary>
    private static string[] Cities { get; } =
    [
        .. new[] { "Köln", "KÖLN", "Ko\u0308ln", "say \"hi\"", "back\\slash", "comma, semi;", "line\nbreak", "tab\tx" }
            .Concat(["東京", "🙂 emoji", "it's", "a}b{c", "x => y", "null pointer", "0", "-1", "1,5", "true"])
            .Concat(Enumerable.Range(0, 12).Select(k => $"city {k:00}"))
            .Order(StringComparer.Ordinal),
    ];

    public static FactorCatalog Catalog { get; } =
        new([
            SmallRows.Number("usage"),
            SmallRows.Number("calls"),
            SmallRows.Number("city") with
            {
                Kind = FactorKind.Categorical,
                Levels = [.. Cities],
            },
            SmallRows.Number("effort") with
            {
                Kind = FactorKind.Ordinal,
                Levels = ["very low", "low", "?", "high", "é \"very\" high"],
            },
            SmallRows.Number("tiny"),
            SmallRows.Number("noise"),
        ]);

    /// <summary>The column "Health" is one that the export writes too; "industry %" is a segment's as well.</summary>
    private static string[] Columns { get; } = ["Logins a month", "Anrufe (ü)", "Health", "step0", "Points.usage", "n"];

    public static HealthConfiguration Configuration(HostileParts parts) =>
        new()
        {
            Columns = new ColumnRoles
            {
                Account = "account",
                Segment = parts.HasFlag(HostileParts.Segments) ? "Kunden \"Segment\"" : null,
                Stage = parts.HasFlag(HostileParts.Stages) ? "stage" : null,
                Context = ImmutableSortedDictionary<string, string>.Empty.Add("industry", "Band"),
            },
            Outcome = new OutcomeRule("churned", "1"),
            Challenger = ChallengerTrainerKind.None,
            Bands = new BandRule
            {
                Fixed = new FixedRule(RedFrom: 0.5, YellowFrom: 0.3),
                By = parts.HasFlag(HostileParts.Industries) ? "industry" : null,
            },
            Factors =
            [
                .. Catalog.Factors.Select(
                    (f, j) =>
                        new FactorRule(f.Kind == FactorKind.Ordinal ? f : f with { Levels = [] }, Columns[j])
                        {
                            Missing = f.Key == "usage" ? ["-999", "1e3"] : [],
                        }
                ),
            ],
        };

    public static TrainingTable Make(int count, int seed)
    {
        var random = new Random(seed);
        double[][] values = [.. Catalog.Factors.Select(_ => new double[count])];
        string[] Picked(ImmutableArray<string> names) =>
            [.. Enumerable.Range(0, count).Select(_ => names[random.Next(names.Length)])];
        var (segments, stages, industries) = (Picked(Segments), Picked(Stages), Picked(Industries));
        var outcomes = new Outcome[count];
        for (var i = 0; i < count; i++)
        {
            values[0][i] = random.Next(12) == 0 ? double.NaN : random.Next(101) / 10d;
            values[1][i] = random.Next(20) == 0 ? double.NaN : random.Next(9);
            values[2][i] = random.Next(30) == 0 ? double.NaN : random.Next(Cities.Length);
            values[3][i] = random.Next(8) == 0 ? double.NaN : random.Next(5);
            values[4][i] = random.NextDouble() * 1e-31;
            values[5][i] = random.NextDouble() - 0.5;
            var (many, few) = (values[1][i] >= 5, values[0][i] < 5);
            var usage = double.IsNaN(values[0][i]) ? 0.4 : 0.15 * (5 - values[0][i]);
            var steeper = segments[i] == Segments[0] ? 2.5 : 1;
            var logOdds =
                -1
                + (usage * steeper * (stages[i] == Stages[0] ? 0.3 : 1.2))
                + (many ? 0.5 : -0.5)
                + (many && few ? 1.8 : 0)
                + (double.IsNaN(values[2][i]) ? 0.5 : 0.5 * ((values[2][i] % 5) - 2))
                + (double.IsNaN(values[3][i]) ? 0.3 : 0.35 * (values[3][i] - 2))
                + (1e31 * (values[4][i] - 0.5e-31) * (segments[i] == Segments[1] ? 2 : 0.3))
                + (industries[i] == Industries[1] ? 0.9 : -0.5);
            outcomes[i] = random.NextDouble() < Logistic.Sigmoid(logOdds) ? Outcome.Churned : Outcome.Retained;
        }

        return new TrainingTable
        {
            Catalog = Catalog,
            RowCount = count,
            Values = values,
            RowNumbers = [.. Enumerable.Range(1, count)],
            Accounts = [.. Enumerable.Range(0, count).Select(i => $"account-{i}")],
            Outcomes = outcomes,
            Segments = segments,
            Stages = stages,
            Texts = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["Band"] = industries },
        };
    }

    /// <summary>
    /// Curves, pairs, pooling and thresholds as training finds them; no challenger, nothing held out.
    /// </summary>
    public static HealthModel Train(HostileParts parts, int rows, int seed)
    {
        var made = Make(rows, seed);
        var table = made with
        {
            Segments = parts.HasFlag(HostileParts.Segments) ? made.Segments : null,
            Stages = parts.HasFlag(HostileParts.Stages) ? made.Stages : null,
        };
        var configuration = Configuration(parts);
        var settings = SmallRows.Quick with { MostPairs = parts.HasFlag(HostileParts.Pairs) ? 8 : 0 };
        int[] all = SmallRows.All(table);
        var common = FormulaTrainer.Fit(table, [.. all], settings);
        var formulas = SegmentPooling.Of(table, [.. all], common, settings);
        var cuts = CrossValidation.Cuts(configuration, table, all, [.. all], formulas, formulas, share: 1);
        return ModelAssembly.Of(configuration, table.Catalog, formulas, cuts, challenger: null);
    }
}

/// <summary>What a made-up model has beside curves.</summary>
[Flags]
public enum HostileParts
{
    None = 0,
    Pairs = 1,
    Segments = 2,
    Stages = 4,
    Industries = 8,
}
