using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Configuration;

public sealed class ConfigurationReaderTests
{
    private const string Whole = """
        version: 1
        reviewed: 2026-03-31
        review_every_days: 120
        columns:
          account: customerID
          as_of: month_end
          segment: segment
          stage: stage
          value: arr
          previous_stage: old_stage
          stage_since: since
          notice: null
          context: { owner: csm, industry: branch }
          ignore: [fold, oot]
        outcome: { column: Churn, churned: Yes, expanded: More }
        horizon_days: 90
        lead_days: 14
        embargo_days: 28
        missing: ["", NA, "null"]
        required_pillars: [usage]
        coverage: { low_below: 0.5, withhold_below: 0.2 }
        formula: { pairs: 0 }
        challenger: { trainer: none }
        quality: { max_auc_gap: 0.02, max_auc_drop: 0.01 }
        bands:
          by: industry
          rule: cost
          red: { acceptance: 0.4, offer: 0.06, contact: 0.006 }
          yellow: { acceptance: 0.2, offer: 0.01, contact: 0.007 }
        factors:
          - { key: seats, column: Seats, title: Seats in use, pillar: usage, unit: seats, kind: numeric,
              direction: higher_is_better, range: [0, null], max_age_days: 40, age_column: seats_age,
              detail_column: seats_note,
              source: billing, owner: finance, rubric: R1, playbook: PB19, missing: ["-1"] }
          - { key: tier, column: Tier, kind: ordinal, direction: learn, levels: [Basic, Plus, Pro] }
          - { key: contract, column: Contract, pillar: commercial, kind: categorical }
        left_out:
          - { column: gender_code, reason: constant }
        """;

    [Fact]
    [Trait("Requirement", "003-03")]
    public void Every_key_of_the_file_is_read()
    {
        var c = ConfigurationReader.Parse(Whole, "healthscore.yaml");

        Assert.Equal(new DefinitionReview(new DateOnly(2026, 3, 31), EveryDays: 120), c.Review);
        Assert.Equal(
            ("customerID", "month_end", "old_stage", null),
            (c.Columns.Account, c.Columns.AsOf, c.Columns.PreviousStage, c.Columns.Notice)
        );
        Assert.Equal("branch", c.Columns.Context["industry"]);
        Assert.Equal(["fold", "oot"], c.Columns.Ignore);
        Assert.Equal(new OutcomeRule("Churn", "Yes", "More"), c.Outcome);
        Assert.Equal((90, 14, 28, 104), (c.HorizonDays, c.LeadDays, c.EmbargoDays, c.PurgeDays));
        Assert.Equal(["", "NA", "null"], c.Missing);
        Assert.Equal((0.5, 0.2), (c.Rules.LowBelow, c.Rules.WithholdBelow));
        Assert.Equal((ChallengerTrainerKind.None, 0.02, 0.01), (c.Challenger, c.Rules.MaxAucGap, c.Rules.MaxAucDrop));
        Assert.Equal(0, c.MostPairs);
        Assert.Equal(new CostRule(new(0.4, 0.06, 0.006), new(0.2, 0.01, 0.007)), c.Bands.Cost);
        var seats = c.Factors[0];
        Assert.Equal(
            (0, null, 40, "seats"),
            (seats.Factor.RangeFrom, seats.Factor.RangeTo, seats.Factor.MaxAgeDays, seats.Factor.Unit)
        );
        Assert.Equal(("seats_age", "seats_note", "R1"), (seats.AgeColumn, seats.DetailColumn, seats.Factor.Rubric));
        Assert.Equal(["-1"], seats.Missing);
        Assert.Equal(["Basic", "Plus", "Pro"], c.Factors[1].Factor.Levels);
        Assert.Equal(
            ("Contract", "commercial", FactorDirection.Learn),
            (c.Factors[2].Factor.Title, c.Factors[2].Factor.Pillar, c.Factors[2].Factor.Direction)
        );
        Assert.Equal([new LeftOutColumn("gender_code", "constant")], c.LeftOut);
        Assert.Equal(["Seats", "Tier", "Contract"], c.Input.FactorColumns);
        Assert.Equal(2, c.Catalog.IndexOf("contract"));
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        var written = ConfigurationWriter.Write(ConfigurationReader.Parse(Whole, "healthscore.yaml"));

        var again = ConfigurationWriter.Write(ConfigurationReader.Parse(written, "healthscore.yaml"));

        Assert.Equal(written, again);
        Assert.Contains("range: [0, null]", written, StringComparison.Ordinal);
        Assert.Contains("{ column: Churn, churned: \"Yes\", expanded: More }", written, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_of_pairs_is_left_to_the_fit_where_the_file_does_not_set_it()
    {
        Assert.Null(ConfigurationReader.Parse(Small("horizon_days: 90"), "y").MostPairs);
        Assert.Equal(32, ConfigurationReader.Parse(Small("formula: { pairs: 32 }"), "y").MostPairs);
    }

    [Theory]
    [InlineData("{ rule: fixed, red_from: 0.3, yellow_from: 0.1 }")]
    [InlineData("{ rule: capacity, red: 50, yellow: 200 }")]
    [InlineData("{ rule: missed_churn, most: 0.2 }")]
    public void The_other_band_rules_are_read_and_written(string bands)
    {
        var read = ConfigurationReader.Parse(Small($"bands: {bands}"), "y").Bands;

        var again = ConfigurationReader
            .Parse(ConfigurationWriter.Write(ConfigurationReader.Parse(Small($"bands: {bands}"), "y")), "y")
            .Bands;

        Assert.Equal(read, again);
        Assert.Null(read.Cost);
    }

    [Theory]
    [InlineData("colums: {}", "unknown key 'colums' in the file; did you mean 'columns'?")]
    [InlineData("columns: { acount: a }", "unknown key 'acount' in 'columns'; did you mean 'account'?")]
    [InlineData("zzz: 1", "unknown key 'zzz' in the file.")]
    [InlineData("columns: { account: a, account: b }", "key 'account' stands twice in 'columns' (first on line 6).")]
    [InlineData("horizon_days: soon", "'horizon_days' of the file is \"soon\"; expected a whole number, 1 or more.")]
    [InlineData("horizon_days: 0", "'horizon_days' of the file is \"0\"; expected a whole number, 1 or more.")]
    [InlineData("horizon_days: 1.5", "'horizon_days' of the file is \"1.5\"; expected a whole number, 1 or more.")]
    [InlineData("lead_days: -1", "'lead_days' of the file is \"-1\"; expected a whole number, 0 or more.")]
    [InlineData("reviewed: 31.3.2026", "'reviewed' of the file is \"31.3.2026\"; expected a date such as 2026-03-31.")]
    [InlineData("missing: NA", "'missing' of the file is \"NA\"; expected a list of words (\"null\" in quotes).")]
    [InlineData("missing: [null]", "'missing' of the file is a list; expected a list of words (\"null\" in quotes).")]
    [InlineData("columns: [a]", "'columns' is a list; expected a group of keys.")]
    [InlineData("coverage: { low_below: 2 }", "'low_below' of 'coverage' is \"2\"; expected a share from 0 to 1.")]
    [InlineData("coverage: { low_below: 0.1 }", "'withhold_below' (0.3) is above 'low_below' (0.1).")]
    [InlineData(
        "challenger: { trainer: fasttree }",
        "'trainer' of 'challenger' is \"fasttree\"; expected fast_tree, none; did you mean 'fast_tree'?"
    )]
    [InlineData("formula: { pairs: 33 }", "'pairs' of 'formula' is \"33\"; expected a whole number from 0 to 32.")]
    [InlineData("formula: { pairs: -1 }", "'pairs' of 'formula' is \"-1\"; expected a whole number from 0 to 32.")]
    [InlineData(
        "quality: { max_auc_gap: big }",
        "'max_auc_gap' of 'quality' is \"big\"; expected a number from 0 to 1."
    )]
    [InlineData("required_pillars: [usagee]", "no factor has the required pillar 'usagee'; did you mean 'usage'?")]
    [InlineData(
        "bands: { rule: costs }",
        "'rule' of 'bands' is \"costs\"; expected cost, fixed, capacity, missed_churn; did you mean 'cost'?"
    )]
    [InlineData("bands: { red: {} }", "'bands' needs 'rule': cost, fixed, capacity or missed_churn.")]
    [InlineData(
        "bands: { rule: cost, red: { acceptance: 0 } }",
        "'acceptance' of 'red' is \"0\"; expected a share above 0, at most 1."
    )]
    [InlineData(
        "bands: { rule: fixed, red_from: 0.1, yellow_from: 0.3 }",
        "'yellow_from' (0.3) is above 'red_from' (0.1); red is the likelier churn."
    )]
    [InlineData(
        "bands: { rule: missed_churn }",
        "the missed_churn rule of 'bands' needs 'most', a share of churned accounts."
    )]
    [InlineData(
        "bands: { rule: missed_churn, most: 0.2, yelow: {} }",
        "unknown key 'yelow' in 'bands'; did you mean 'yellow'?"
    )]
    [InlineData(
        "bands: { rule: missed_churn, most: 20 }",
        "'most' of 'bands' is \"20\"; expected a share above 0 and below 1."
    )]
    [InlineData("bands: { rule: fixed, red_from: 0.1 }", "the fixed rule of 'bands' needs 'yellow_from'.")]
    [InlineData(
        "bands: { rule: capacity, red: 1.5, yellow: 2 }",
        "'red' of 'bands' is \"1.5\"; expected a whole number, 0 or more."
    )]
    [InlineData("bands: { rule: cost, by: industry }", "'by' of 'bands' is \"industry\", no name in 'context'.")]
    [InlineData("columns: { stage_since: s }", "'previous_stage' and 'stage_since' go together; one is missing.")]
    [InlineData("left_out: [{ reason: x }]", "a column left out needs 'column'.")]
    public void What_cannot_be_used_is_told_with_its_line(string line, string sentence)
    {
        var e = Assert.Throws<DataException>(() => ConfigurationReader.Parse(Small(line), "healthscore.yaml"));

        Assert.Equal([$"healthscore.yaml:6: {sentence}"], e.Sentences);
    }

    [Theory]
    [InlineData(
        "{ key: a, column: A, kind: numerical }",
        "'kind' of factor 'a' is \"numerical\"; expected numeric, ordinal, categorical; did you mean 'numeric'?"
    )]
    [InlineData("{ key: a, column: A }", "factor 'a' needs 'kind': numeric, ordinal or categorical.")]
    [InlineData("{ key: a, kind: numeric }", "factor 'a' needs 'column'.")]
    [InlineData(
        "{ key: A b, column: A, kind: numeric }",
        "key 'A b' is not a key; expected a small letter, then at most 47 small letters, digits or _; such as 'a_b'."
    )]
    [InlineData(
        "{ key: a, column: A, kind: ordinal }",
        "ordinal factor 'a' needs 'levels', at least two, in their order."
    )]
    [InlineData("{ key: a, column: A, kind: ordinal, levels: [x, x] }", "level \"x\" of factor 'a' stands twice.")]
    [InlineData(
        "{ key: a, column: A, kind: numeric, levels: [x, y] }",
        "numeric factor 'a' has no 'levels'; did you mean kind: ordinal?"
    )]
    [InlineData(
        "{ key: a, column: A, kind: categorical, range: [0, 1] }",
        "factor 'a' is not numeric and has no 'range'."
    )]
    [InlineData(
        "{ key: a, column: A, kind: categorical, direction: higher_is_better }",
        "categorical factor 'a' has no order, so its direction must be learn."
    )]
    [InlineData(
        "{ key: a, column: A, kind: numeric, direction: up }",
        "'direction' of factor 'a' is \"up\"; expected learn, higher_is_better, lower_is_better, middle_is_better."
    )]
    [InlineData(
        "{ key: a, column: A, kind: numeric, range: [1, 0] }",
        "'range' of factor 'a' is a list; expected [lowest, highest], either of them null where there is no limit."
    )]
    [InlineData(
        "{ key: a, column: A, kind: numeric, max_age_days: x }",
        "'max_age_days' of factor 'a' is \"x\"; expected a whole number, 0 or more."
    )]
    public void A_factor_that_cannot_be_used_is_told_with_its_line(string factor, string sentence)
    {
        var e = Assert.Throws<DataException>(() =>
            ConfigurationReader.Parse(Small("lead_days: 1") + $"\n  - {factor}\n", "healthscore.yaml")
        );

        Assert.Contains($"healthscore.yaml:8: {sentence}", e.Sentences);
    }

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_their_lines()
    {
        const string text =
            "version: 2\nfactors:\n  - { key: seats, column: Seats, kind: numeric }\n"
            + "  - { key: seats, column: Seats, kind: numeric }\nhorizon: 3\n";

        var e = Assert.Throws<DataException>(() => ConfigurationReader.Parse(text, "y"));

        Assert.Equal(
            [
                "y:1: 'version' of the file must be 1, the only one there is.",
                "y:1: the file needs 'outcome': { column: …, churned: … }.",
                "y:4: factor 'seats' stands twice.",
                "y:4: column 'Seats' is already read by factor 'seats'; a column is one factor.",
                "y:5: unknown key 'horizon' in the file; did you mean 'horizon_days'?",
            ],
            e.Sentences
        );
    }

    [Theory]
    [InlineData("a: [", "y:2: this is not YAML: ")]
    [InlineData("a: &x 1\nb: *x", "y:2: this is not YAML: anchors and aliases are not used here")]
    [InlineData("a: 1\n---\nb: 1", "y:2: this is not YAML: a second document begins")]
    public void Text_that_is_not_plain_yaml_is_refused(string text, string beginning)
    {
        var e = Assert.Throws<DataException>(() => ConfigurationReader.Parse(text, "y"));

        Assert.StartsWith(beginning, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_found()
    {
        var e = Assert.Throws<DataException>(() => ConfigurationReader.Read("no-such.yaml"));

        Assert.Equal(DataProblem.NotFound, e.Problem);
    }

    /// <summary>Five lines that are right, then the given one; factors come last.</summary>
    private static string Small(string line) =>
        $$"""
            version: 1
            outcome:
              column: Churn
              churned: "Yes"
            # the next line is the one in question
            {{line}}
            """
        + (
            line == "lead_days: 1"
                ? "\nfactors:"
                : "\nfactors: [{ key: seats, column: Seats, pillar: usage, kind: numeric }]"
        );
}
