namespace HealthScore.Training.Configuration;

/// <summary>Reads <c>bands</c>.</summary>
internal static class BandFields
{
    private enum RuleWord
    {
        Cost,
        Fixed,
        Capacity,
        MissedChurn,
    }

    public static BandRule Read(YamlNode? node, ConfigurationProblems problems)
    {
        if (node is null)
        {
            return BandRule.Usual;
        }

        var word = node.Entries.FirstOrDefault(e => e.Key == "rule").Value?.Text;
        var fields = new YamlFields(
            node,
            "'bands'",
            problems,
            word switch
            {
                "fixed" => ["rule", "by", "red_from", "yellow_from"],
                "missed_churn" => ["rule", "by", "most", "yellow"],
                _ => ["rule", "by", "red", "yellow"],
            }
        );
        if (fields.Node("rule") is null)
        {
            problems.Add(fields.Line, "'bands' needs 'rule': cost, fixed, capacity or missed_churn.");
        }

        var rule = fields.Choice(
            "rule",
            RuleWord.Cost,
            ("cost", RuleWord.Cost),
            ("fixed", RuleWord.Fixed),
            ("capacity", RuleWord.Capacity),
            ("missed_churn", RuleWord.MissedChurn)
        );
        return rule switch
        {
            RuleWord.Fixed => new BandRule { By = fields.Text("by"), Fixed = Fixed(fields, problems) },
            RuleWord.Capacity => new BandRule { By = fields.Text("by"), Capacity = Capacity(fields, problems) },
            RuleWord.MissedChurn => new BandRule { By = fields.Text("by"), MissedChurn = Missed(fields, problems) },
            _ => new BandRule { By = fields.Text("by"), Cost = Cost(fields, problems) },
        };
    }

    private static CostRule Cost(YamlFields fields, ConfigurationProblems problems) =>
        new(
            Action(fields, "red", BandRule.Usual.Cost!.Red, problems),
            Action(fields, "yellow", BandRule.Usual.Cost!.Yellow, problems)
        );

    private static ActionCost Action(YamlFields bands, string band, ActionCost usual, ConfigurationProblems problems)
    {
        var fields = new YamlFields(bands.Node(band), $"'{band}'", problems, "acceptance", "offer", "contact");
        return new ActionCost(
            fields.Number("acceptance", "a share above 0, at most 1", x => x is > 0 and <= 1) ?? usual.Acceptance,
            Cost("offer", usual.Offer),
            Cost("contact", usual.Contact)
        );

        double Cost(string key, double otherwise) =>
            fields.Number(key, "a share of the yearly value, 0 or more", x => x >= 0) ?? otherwise;
    }

    private static FixedRule Fixed(YamlFields fields, ConfigurationProblems problems)
    {
        var red = Probability("red_from");
        var yellow = Probability("yellow_from");
        if (yellow > red)
        {
            problems.Add(
                fields.LineOf("yellow_from"),
                $"'yellow_from' ({yellow}) is above 'red_from' ({red}); red is the likelier churn."
            );
        }

        return new FixedRule(red, yellow);

        double Probability(string key)
        {
            if (fields.Node(key) is null)
            {
                problems.Add(fields.Line, $"the fixed rule of 'bands' needs '{key}'.");
            }

            return fields.Number(key, "a probability above 0 and below 1", x => x is > 0 and < 1) ?? 0;
        }
    }

    private static MissedChurnRule Missed(YamlFields fields, ConfigurationProblems problems)
    {
        if (fields.Node("most") is null)
        {
            problems.Add(fields.Line, "the missed_churn rule of 'bands' needs 'most', a share of churned accounts.");
        }

        return new MissedChurnRule(
            fields.Number("most", "a share above 0 and below 1", x => x is > 0 and < 1) ?? 0.5,
            Action(fields, "yellow", BandRule.Usual.Cost!.Yellow, problems)
        );
    }

    private static CapacityRule Capacity(YamlFields fields, ConfigurationProblems problems)
    {
        return new CapacityRule(Count("red"), Count("yellow"));

        int Count(string key)
        {
            if (fields.Node(key) is null)
            {
                problems.Add(fields.Line, $"the capacity rule of 'bands' needs '{key}', a number of accounts.");
            }

            return fields.Whole(key, from: 0) ?? 0;
        }
    }
}
