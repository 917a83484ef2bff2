namespace HealthScore.Training.Configuration;

/// <summary>What must hold between the parts of a configuration.</summary>
internal static class ConfigurationRules
{
    public static void Check(HealthConfiguration configuration, YamlNode? root, ConfigurationProblems problems)
    {
        var line = LineOf(root, "factors");
        if (configuration.Factors.IsEmpty)
        {
            problems.Add(line, "there are no factors; a score needs at least one.");
        }

        foreach (var twice in configuration.Factors.GroupBy(f => f.Factor.Key, StringComparer.Ordinal).Where(IsTwice))
        {
            problems.Add(line, $"factor '{twice.Key}' stands twice.");
        }

        foreach (var twice in configuration.Factors.GroupBy(f => f.Column, StringComparer.Ordinal).Where(IsTwice))
        {
            problems.Add(line, $"column '{twice.Key}' is read by {Names(twice)}; a column is one factor.");
        }

        foreach (var factor in configuration.Factors.Where(f => f.Column == configuration.Outcome.Column))
        {
            problems.Add(line, $"factor '{factor.Factor.Key}' is the outcome itself.");
        }

        if (configuration.Outcome.Expanded == configuration.Outcome.Churned && configuration.Outcome.Churned != "")
        {
            problems.Add(LineOf(root, "outcome"), "'expanded' is the same value as 'churned'.");
        }

        CheckPillars(configuration, root, problems);
        CheckStages(configuration, root, problems);
    }

    private static void CheckPillars(HealthConfiguration configuration, YamlNode? root, ConfigurationProblems problems)
    {
        string[] pillars = [.. configuration.Factors.Select(f => f.Factor.Pillar).Distinct(StringComparer.Ordinal)];
        foreach (var pillar in configuration.Rules.RequiredPillars.Except(pillars, StringComparer.Ordinal))
        {
            problems.Add(LineOf(root, "required_pillars"),
                $"no factor has the required pillar '{pillar}'{NearestName.SuggestionFor(pillar, pillars)}");
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
            problems.Add(LineOf(root, "bands"),
                $"'by' of 'bands' is \"{by}\", no name in 'context'{NearestName.SuggestionFor(by, columns.Context.Keys)}");
        }
    }

    private static bool IsTwice(IGrouping<string, FactorRule> group) => group.Key != "" && group.Skip(1).Any();

    private static string Names(IEnumerable<FactorRule> factors) =>
        string.Join(" and ", factors.Select(f => $"'{f.Factor.Key}'"));

    private static int LineOf(YamlNode? root, string key) =>
        root?.Entries.FirstOrDefault(e => e.Key == key) is { Line: > 0 } entry ? entry.Line : 1;
}
