namespace HealthScore.Training.Configuration;

/// <summary>What must hold between the parts of a configuration.</summary>
internal static class ConfigurationRules
{
    public static void Check(HealthConfiguration configuration, YamlNode? root, ConfigurationProblems problems)
    {
        if (configuration.Factors.IsEmpty)
        {
            problems.Add(LineOf(root, "factors"), "there are no factors; a score needs at least one.");
        }

        CheckFactors(configuration, root, problems);

        if (configuration.Outcome.Expanded == configuration.Outcome.Churned && configuration.Outcome.Churned != "")
        {
            problems.Add(LineOf(root, "outcome"), "'expanded' is the same value as 'churned'.");
        }

        CheckPillars(configuration, root, problems);
        CheckStages(configuration, root, problems);
    }

    private static void CheckFactors(HealthConfiguration configuration, YamlNode? root, ConfigurationProblems problems)
    {
        var lines = root
            ?.Entries.FirstOrDefault(e => e.Key == "factors")
            .Value?.Items.Select(item => item.Line)
            .ToArray();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var readers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, rule) in configuration.Factors.Index())
        {
            var (key, column, line) = (rule.Factor.Key, rule.Column, lines![index]);
            if (!keys.Add(key) && key != "")
            {
                problems.Add(line, $"factor '{key}' stands twice.");
            }

            if (!readers.TryAdd(column, key) && column != "")
            {
                problems.Add(
                    line,
                    $"column '{column}' is already read by factor '{readers[column]}'; a column is one factor."
                );
            }

            if (column == configuration.Outcome.Column && column != "")
            {
                problems.Add(line, $"factor '{key}' is the outcome itself.");
            }
        }
    }

    private static void CheckPillars(HealthConfiguration configuration, YamlNode? root, ConfigurationProblems problems)
    {
        string[] pillars = [.. configuration.Factors.Select(f => f.Factor.Pillar).Distinct(StringComparer.Ordinal)];
        foreach (var pillar in configuration.Rules.RequiredPillars.Except(pillars, StringComparer.Ordinal))
        {
            problems.Add(
                LineOf(root, "required_pillars"),
                $"no factor has the required pillar '{pillar}'{NearestName.SuggestionFor(pillar, pillars)}"
            );
        }
    }

    private static void CheckStages(HealthConfiguration configuration, YamlNode? root, ConfigurationProblems problems)
    {
        var columns = configuration.Columns;
        if ((columns.PreviousStage is null) != (columns.StageSince is null))
        {
            problems.Add(LineOf(root, "columns"), "'previous_stage' and 'stage_since' go together; one is missing.");
        }

        if (configuration.Bands.By is { } by && !columns.Context.ContainsKey(by))
        {
            problems.Add(
                LineOf(root, "bands"),
                $"'by' of 'bands' is \"{by}\", no name in 'context'"
                    + NearestName.SuggestionFor(by, columns.Context.Keys)
            );
        }
    }

    private static int LineOf(YamlNode? root, string key) =>
        root?.Entries.FirstOrDefault(e => e.Key == key) is { Line: > 0 } entry ? entry.Line : 1;
}
