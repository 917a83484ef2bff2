using System.Text;
using HealthScore.Training.Fitting;

namespace HealthScore.Training.Configuration;

/// <summary>
/// Writes <c>healthscore.yaml</c> for people: one line a factor, and a remark where a choice is theirs.
/// </summary>
public static class ConfigurationWriter
{
    public static string Write(HealthConfiguration configuration)
    {
        var text = new StringBuilder();
        text.Append(
            "# What the health score is made of. Edit it freely: an unknown key is an error, with a suggestion.\n"
        );
        text.Append("version: 1\n");
        Line(text, $"reviewed: {YamlText.Of(configuration.Review.On)}", "a date: the last review of this definition");
        Line(text, $"review_every_days: {configuration.Review.EveryDays}", "days after which a review is due");
        Columns(text, configuration.Columns);
        var outcome = configuration.Outcome;
        var words = YamlText.Group(
            ("column", YamlText.Of(outcome.Column)),
            ("churned", YamlText.Of(outcome.Churned)),
            ("expanded", outcome.Expanded is null ? null : YamlText.Of(outcome.Expanded))
        );
        Line(text, $"outcome: {words}", "the one other value is retained; empty is not yet known");
        Line(text, $"horizon_days: {configuration.HorizonDays}", "churned within this many days of the as-of date");
        Line(text, $"lead_days: {configuration.LeadDays}", "purge between training and test = lead + horizon");
        Line(text, $"embargo_days: {configuration.EmbargoDays}", "beside it: days that factors look back");
        Line(
            text,
            $"missing: {YamlText.Of(configuration.Missing)}",
            "words for \"not measured\"; a factor may add its own"
        );
        text.Append($"required_pillars: {YamlText.Of(configuration.Rules.RequiredPillars)}\n");
        var coverage = YamlText.Group(
            ("low_below", YamlText.Of(configuration.Rules.LowBelow)),
            ("withhold_below", YamlText.Of(configuration.Rules.WithholdBelow))
        );
        Line(text, $"coverage: {coverage}", "shares of the weight that must be measured");
        var pairs = configuration.MostPairs ?? FitSettings.Default.MostPairs;
        Line(text, $"formula: {YamlText.Group(("pairs", $"{pairs}"))}", "most pairs of factors; 0 for none");
        var trainer = configuration.Challenger == ChallengerTrainerKind.None ? "none" : "fast_tree";
        Line(text, $"challenger: {YamlText.Group(("trainer", trainer))}", "fast_tree or none");
        var quality = YamlText.Group(
            ("max_auc_gap", YamlText.Of(configuration.Rules.MaxAucGap)),
            ("max_auc_drop", YamlText.Of(configuration.Rules.MaxAucDrop))
        );
        Line(text, $"quality: {quality}", "AUC behind the challenger's; behind that of the model before");
        Bands(text, configuration.Bands);
        Factors(text, configuration);
        return text.ToString();
    }

    private static void Columns(StringBuilder text, ColumnRoles columns)
    {
        text.Append("columns:\n");
        Role("account", columns.Account, "the row's number in the file is the account");
        Role("as_of", columns.AsOf, "the data are undated");
        Role("segment", columns.Segment, "one segment, \"all\"");
        Role("stage", columns.Stage, "one stage, \"all\"");
        Role("value", columns.Value, "no money views");
        foreach (
            var (key, column) in new[]
            {
                ("previous_stage", columns.PreviousStage),
                ("stage_since", columns.StageSince),
                ("notice", columns.Notice),
            }
        )
        {
            if (column is not null)
            {
                text.Append($"  {key}: {YamlText.Of(column)}\n");
            }
        }

        if (!columns.Context.IsEmpty)
        {
            var context = YamlText.Group(
                columns.Context.Select(c => (YamlText.Of(c.Key), (string?)YamlText.Of(c.Value)))
            );
            Line(text, $"  context: {context}", "shown, filtered by, never fitted");
        }

        text.Append($"  ignore: {YamlText.Of(columns.Ignore)}\n");

        void Role(string key, string? column, string without) =>
            text.Append(column is null ? $"  # {key}: none; {without}\n" : $"  {key}: {YamlText.Of(column)}\n");
    }

    private static void Bands(StringBuilder text, BandRule bands)
    {
        text.Append("bands:\n");
        if (bands.By is { } by)
        {
            text.Append($"  by: {YamlText.Of(by)}\n");
        }

        if (bands.Cost is { } cost)
        {
            text.Append("  rule: cost                 # a band starts where acting on it begins to pay\n");
            text.Append($"  red: {Action(cost.Red)}\n  yellow: {Action(cost.Yellow)}\n");
        }
        else if (bands.Fixed is { } probabilities)
        {
            text.Append("  rule: fixed                # churn probabilities\n");
            text.Append($"  red_from: {probabilities.RedFrom}\n  yellow_from: {probabilities.YellowFrom}\n");
        }
        else if (bands.Capacity is { } capacity)
        {
            text.Append("  rule: capacity             # accounts that can be acted upon\n");
            text.Append($"  red: {capacity.Red}\n  yellow: {capacity.Yellow}\n");
        }
        else if (bands.MissedChurn is { } missed)
        {
            text.Append("  rule: missed_churn         # of churned accounts at most such a share is not red\n");
            text.Append($"  most: {YamlText.Of(missed.Most)}\n  yellow: {Action(missed.Yellow)}\n");
        }
    }

    private static string Action(ActionCost cost) =>
        YamlText.Group(
            ("acceptance", YamlText.Of(cost.Acceptance)),
            ("offer", YamlText.Of(cost.Offer)),
            ("contact", YamlText.Of(cost.Contact))
        );

    private static void Factors(StringBuilder text, HealthConfiguration configuration)
    {
        text.Append(
            "factors:                     # direction: learn, higher_is_better, lower_is_better, middle_is_better\n"
        );
        foreach (var rule in configuration.Factors)
        {
            var remark = rule.Comment is null ? "" : $"   # {rule.Comment}";
            text.Append($"  - {FactorLine(rule)}{remark}\n");
        }

        if (configuration.LeftOut.IsEmpty)
        {
            return;
        }

        text.Append("left_out:\n");
        foreach (var column in configuration.LeftOut)
        {
            var entry = YamlText.Group(("column", YamlText.Of(column.Column)), ("reason", YamlText.Of(column.Reason)));
            text.Append($"  - {entry}\n");
        }
    }

    private static string FactorLine(FactorRule rule)
    {
        var factor = rule.Factor;
        var range =
            factor.RangeFrom is null && factor.RangeTo is null
                ? null
                : $"[{YamlText.Of(factor.RangeFrom)}, {YamlText.Of(factor.RangeTo)}]";
        return YamlText.Group(
            ("key", factor.Key),
            ("column", YamlText.Of(rule.Column)),
            ("title", YamlText.Of(factor.Title)),
            ("pillar", YamlText.Of(factor.Pillar)),
            ("unit", Optional(factor.Unit)),
            ("kind", FactorFields.Kinds.First(k => k.Value == factor.Kind).Word),
            ("direction", FactorFields.Directions.First(d => d.Value == factor.Direction).Word),
            ("levels", factor.Levels.IsEmpty ? null : YamlText.Of(factor.Levels)),
            ("range", range),
            ("missing", rule.Missing.IsEmpty ? null : YamlText.Of(rule.Missing)),
            ("max_age_days", factor.MaxAgeDays is { } days ? $"{days}" : null),
            ("age_column", Optional(rule.AgeColumn)),
            ("detail_column", Optional(rule.DetailColumn)),
            ("source", Optional(factor.Source)),
            ("owner", Optional(factor.Owner)),
            ("rubric", Optional(factor.Rubric)),
            ("playbook", Optional(factor.Playbook)),
            ("actionable", factor.IsActionable ? null : "false"),
            ("effort", factor.Effort == 1 ? null : $"{factor.Effort}"),
            ("lead_months", factor.LeadMonths == 0 ? null : $"{factor.LeadMonths}")
        );
    }

    private static string? Optional(string? text) => text is null ? null : YamlText.Of(text);

    private static void Line(StringBuilder text, string yaml, string remark) =>
        text.Append($"{yaml, -28} # {remark}\n");
}
