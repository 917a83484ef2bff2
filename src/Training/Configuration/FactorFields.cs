using HealthScore.Core.Factors;

namespace HealthScore.Training.Configuration;

/// <summary>Reads one entry of <c>factors</c>.</summary>
internal static class FactorFields
{
    /// <summary>The words of the file for directions; one place for reading and writing.</summary>
    public static (string Word, FactorDirection Value)[] Directions { get; } =
    [
        ("learn", FactorDirection.Learn),
        ("higher_is_better", FactorDirection.HigherIsBetter),
        ("lower_is_better", FactorDirection.LowerIsBetter),
        ("middle_is_better", FactorDirection.MiddleIsBetter),
    ];

    /// <inheritdoc cref="Directions"/>
    public static (string Word, FactorKind Value)[] Kinds { get; } =
    [("numeric", FactorKind.Numeric), ("ordinal", FactorKind.Ordinal), ("categorical", FactorKind.Categorical)];

    private static string[] Known { get; } =
    [
        "key",
        "column",
        "title",
        "pillar",
        "unit",
        "kind",
        "direction",
        "range",
        "max_age_days",
        "age_column",
        "detail_column",
        "source",
        "owner",
        "rubric",
        "playbook",
        "actionable",
        "effort",
        "lead_months",
        "levels",
        "missing",
    ];

    public static FactorRule Read(YamlNode node, ConfigurationProblems problems)
    {
        var name = node.Entries.FirstOrDefault(e => e.Key == "key").Value?.Text;
        var fields = new YamlFields(node, name is null ? "a factor" : $"factor '{name}'", problems, Known);
        var key = fields.RequiredText("key");
        var column = fields.RequiredText("column");
        var kind = fields.Choice("kind", FactorKind.Numeric, Kinds);
        if (fields.Node("kind") is null)
        {
            problems.Add(fields.Line, $"factor '{key}' needs 'kind': numeric, ordinal or categorical.");
        }

        var (from, to) = fields.Range("range");
        var factor = new Factor(
            key,
            fields.Text("title") ?? column,
            fields.Text("pillar") ?? "unassigned",
            kind,
            fields.Choice("direction", FactorDirection.Learn, Directions)
        )
        {
            Unit = fields.Text("unit"),
            RangeFrom = from,
            RangeTo = to,
            MaxAgeDays = fields.Whole("max_age_days", from: 0),
            Source = fields.Text("source"),
            Owner = fields.Text("owner"),
            Rubric = fields.Text("rubric"),
            Playbook = fields.Text("playbook"),
            IsActionable = fields.Choice("actionable", fallback: true, ("true", true), ("false", false)),
            Effort = fields.Whole("effort", from: 1, Factor.MostEffort) ?? 1,
            LeadMonths = fields.Whole("lead_months", from: 0, Factor.MostLeadMonths) ?? 0,
            Levels = fields.Texts("levels") ?? [],
        };
        CheckKind(factor, fields, problems);
        return new FactorRule(factor, column.Trim())
        {
            Missing = fields.Texts("missing") ?? [],
            AgeColumn = fields.Text("age_column"),
            DetailColumn = fields.Text("detail_column"),
        };
    }

    private static void CheckKind(Factor factor, YamlFields fields, ConfigurationProblems problems)
    {
        if (!FactorKeys.IsKey(factor.Key))
        {
            problems.Add(
                fields.LineOf("key"),
                $"key '{factor.Key}' is not a key; expected a small letter, "
                    + $"then at most 47 small letters, digits or _; such as '{FactorKeys.FromColumn(factor.Key)}'."
            );
        }

        if (factor.Kind == FactorKind.Ordinal && factor.Levels.Length < 2)
        {
            problems.Add(fields.Line, $"ordinal factor '{factor.Key}' needs 'levels', at least two, in their order.");
        }

        if (factor.Kind == FactorKind.Numeric && !factor.Levels.IsEmpty)
        {
            problems.Add(
                fields.LineOf("levels"),
                $"numeric factor '{factor.Key}' has no 'levels'; did you mean kind: ordinal?"
            );
        }

        if (factor.Kind != FactorKind.Numeric && (factor.RangeFrom ?? factor.RangeTo) is not null)
        {
            problems.Add(fields.LineOf("range"), $"factor '{factor.Key}' is not numeric and has no 'range'.");
        }

        if (factor.Kind == FactorKind.Categorical && factor.Direction != FactorDirection.Learn)
        {
            problems.Add(
                fields.LineOf("direction"),
                $"categorical factor '{factor.Key}' has no order, so its direction must be learn."
            );
        }

        if (!factor.IsActionable && (fields.Node("effort") ?? fields.Node("lead_months")) is { } node)
        {
            problems.Add(node.Line, $"factor '{factor.Key}' is not actionable and has no 'effort' or 'lead_months'.");
        }

        foreach (var twice in factor.Levels.GroupBy(l => l, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            problems.Add(fields.LineOf("levels"), $"level \"{twice.Key}\" of factor '{factor.Key}' stands twice.");
        }
    }
}
