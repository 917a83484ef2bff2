using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using YamlDotNet.Core;

namespace HealthScore.Training.Configuration;

/// <summary>
/// Reads <c>healthscore.yaml</c>. Nothing is guessed: an unknown key is an error, and all problems are told at once.
/// </summary>
public static class ConfigurationReader
{
    /// <exception cref="DataException">
    /// The file is not there, is not YAML, or says something that cannot be used.
    /// </exception>
    public static HealthConfiguration Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new DataException(DataProblem.NotFound, $"{path}: there is no such file; `init` writes one.");
        }

        return Parse(File.ReadAllText(path), Path.GetFileName(path));
    }

    /// <param name="text">The YAML.</param>
    /// <param name="file">What sentences call it.</param>
    /// <exception cref="DataException">The text is not YAML, or says something that cannot be used.</exception>
    public static HealthConfiguration Parse(string text, string file)
    {
        YamlNode? root;
        try
        {
            root = YamlTree.Parse(text);
        }
        catch (YamlException e)
        {
            throw new DataException(DataProblem.Invalid, $"{file}:{e.Start.Line}: this is not YAML: {e.Message}");
        }

        var problems = new ConfigurationProblems(file);
        var configuration = Build(root, problems);
        ConfigurationRules.Check(configuration, root, problems);
        return problems.None ? configuration : throw new DataException(DataProblem.Invalid, problems.Sentences);
    }

    private static HealthConfiguration Build(YamlNode? root, ConfigurationProblems problems)
    {
        var top = new YamlFields(
            root,
            "the file",
            problems,
            "version",
            "reviewed",
            "review_every_days",
            "columns",
            "outcome",
            "horizon_days",
            "lead_days",
            "embargo_days",
            "missing",
            "required_pillars",
            "coverage",
            "formula",
            "challenger",
            "quality",
            "bands",
            "factors",
            "left_out"
        );
        if (top.Number("version") is not 1)
        {
            problems.Add(top.LineOf("version"), "'version' of the file must be 1, the only one there is.");
        }

        var quality = new YamlFields(top.Node("quality"), "'quality'", problems, "max_auc_gap", "max_auc_drop");
        var formula = new YamlFields(top.Node("formula"), "'formula'", problems, "pairs");
        var challenger = new YamlFields(top.Node("challenger"), "'challenger'", problems, "trainer");
        return new HealthConfiguration
        {
            Review = new DefinitionReview(
                top.Date("reviewed"),
                top.Whole("review_every_days", from: 1) ?? DefinitionReview.None.EveryDays
            ),
            Columns = Columns(top.Node("columns"), problems),
            Outcome = Outcome(top, problems),
            HorizonDays = top.Whole("horizon_days", from: 1) ?? 180,
            LeadDays = top.Whole("lead_days", from: 0) ?? 0,
            EmbargoDays = top.Whole("embargo_days", from: 0) ?? 0,
            Missing = top.Texts("missing") ?? HealthConfiguration.UsualMissingWords,
            Rules = Coverage(top, problems) with
            {
                MaxAucGap = quality.Number("max_auc_gap", "a number from 0 to 1", x => x is >= 0 and <= 1),
                MaxAucDrop = quality.Number("max_auc_drop", "a number from 0 to 1", x => x is >= 0 and <= 1),
            },
            MostPairs = formula.Whole("pairs", from: 0, to: FitSettings.MostPairsEver),
            Challenger = challenger.Choice(
                "trainer",
                ChallengerTrainerKind.FastTree,
                ("fast_tree", ChallengerTrainerKind.FastTree),
                ("none", ChallengerTrainerKind.None)
            ),
            Bands = BandFields.Read(top.Node("bands"), problems),
            Factors = [.. top.Items("factors").Select(node => FactorFields.Read(node, problems))],
            LeftOut = [.. top.Items("left_out").Select(node => LeftOut(node, problems))],
        };
    }

    private static ColumnRoles Columns(YamlNode? node, ConfigurationProblems problems)
    {
        var fields = new YamlFields(
            node,
            "'columns'",
            problems,
            "account",
            "as_of",
            "segment",
            "stage",
            "value",
            "previous_stage",
            "stage_since",
            "notice",
            "context",
            "ignore"
        );
        var context = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (fields.Node("context") is { } contextNode)
        {
            string[] names = [.. contextNode.Entries.Select(e => e.Key)];
            var contextFields = new YamlFields(contextNode, "'context'", problems, names);
            foreach (var name in names)
            {
                context[name] = contextFields.RequiredText(name);
            }
        }

        return new ColumnRoles
        {
            Account = fields.Text("account"),
            AsOf = fields.Text("as_of"),
            Segment = fields.Text("segment"),
            Stage = fields.Text("stage"),
            Value = fields.Text("value"),
            PreviousStage = fields.Text("previous_stage"),
            StageSince = fields.Text("stage_since"),
            Notice = fields.Text("notice"),
            Context = context.ToImmutable(),
            Ignore = fields.Texts("ignore") ?? [],
        };
    }

    private static OutcomeRule Outcome(YamlFields top, ConfigurationProblems problems)
    {
        if (top.Node("outcome") is not { } node)
        {
            problems.Add(top.Line, "the file needs 'outcome': { column: …, churned: … }.");
            return new OutcomeRule("", "");
        }

        var fields = new YamlFields(node, "'outcome'", problems, "column", "churned", "expanded");
        return new OutcomeRule(
            fields.RequiredText("column"),
            fields.RequiredText("churned").Trim(),
            fields.Text("expanded")?.Trim()
        );
    }

    private static ScoringRules Coverage(YamlFields top, ConfigurationProblems problems)
    {
        var fields = new YamlFields(top.Node("coverage"), "'coverage'", problems, "low_below", "withhold_below");
        var low = Share("low_below", ScoringRules.Default.LowBelow);
        var withhold = Share("withhold_below", ScoringRules.Default.WithholdBelow);
        if (withhold > low)
        {
            problems.Add(fields.Line, $"'withhold_below' ({withhold}) is above 'low_below' ({low}).");
        }

        return new ScoringRules(low, withhold, top.Texts("required_pillars") ?? []);

        double Share(string key, double usual) =>
            fields.Number(key, "a share from 0 to 1", x => x is >= 0 and <= 1) ?? usual;
    }

    private static LeftOutColumn LeftOut(YamlNode node, ConfigurationProblems problems)
    {
        var fields = new YamlFields(node, "a column left out", problems, "column", "reason");
        return new LeftOutColumn(fields.RequiredText("column"), fields.Text("reason") ?? "");
    }
}
