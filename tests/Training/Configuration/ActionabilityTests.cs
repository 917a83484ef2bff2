using HealthScore.Training.Configuration;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Configuration;

public class ActionabilityTests
{
    [Fact]
    public void A_factor_says_whether_it_can_be_acted_on_at_what_effort_and_after_how_long()
    {
        var read = Parse(
            "{ key: a, column: A, kind: numeric, effort: 5, lead_months: 2 }",
            "{ key: b, column: B, kind: numeric, actionable: false }",
            "{ key: c, column: C, kind: numeric }"
        );

        Assert.Equal(
            [(true, 5, 2), (false, 1, 0), (true, 1, 0)],
            read.Factors.Select(rule => (rule.Factor.IsActionable, rule.Factor.Effort, rule.Factor.LeadMonths))
        );
    }

    [Fact]
    public void What_is_read_is_written_and_what_is_usual_is_not()
    {
        var read = Parse(
            "{ key: a, column: A, kind: numeric, effort: 5, lead_months: 2 }",
            "{ key: b, column: B, kind: numeric, actionable: false }",
            "{ key: c, column: C, kind: numeric, effort: 1 }"
        );

        var written = ConfigurationWriter.Write(read);

        Assert.Contains("direction: learn, effort: 5, lead_months: 2 }", written, StringComparison.Ordinal);
        Assert.Contains("direction: learn, actionable: false }", written, StringComparison.Ordinal);
        Assert.Contains("kind: numeric, direction: learn }", written, StringComparison.Ordinal);
        Assert.Equal(written, ConfigurationWriter.Write(ConfigurationReader.Parse(written, "h.yaml")));
    }

    [Theory]
    [InlineData("efort: 2", "unknown key 'efort' in factor 'a'; did you mean 'effort'?")]
    [InlineData("effort: 0", "'effort' of factor 'a' is \"0\"; expected a whole number from 1 to 1000.")]
    [InlineData("effort: 1001", "'effort' of factor 'a' is \"1001\"; expected a whole number from 1 to 1000.")]
    [InlineData("lead_months: 121", "'lead_months' of factor 'a' is \"121\"; expected a whole number from 0 to 120.")]
    [InlineData(
        "actionable: fals",
        "'actionable' of factor 'a' is \"fals\"; expected true, false; did you mean 'false'?"
    )]
    [InlineData("actionable: false, effort: 2", "factor 'a' is not actionable and has no 'effort' or 'lead_months'.")]
    public void What_cannot_be_used_is_told_with_what_was_expected(string field, string sentence)
    {
        var e = Assert.Throws<DataException>(() => Parse($"{{ key: a, column: A, kind: numeric, {field} }}"));

        Assert.EndsWith(sentence, e.Sentences.Single(), StringComparison.Ordinal);
    }

    private static HealthConfiguration Parse(params string[] factors) =>
        ConfigurationReader.Parse(
            "version: 1\noutcome: { column: Churn, churned: Yes }\nfactors:\n"
                + string.Concat(factors.Select(factor => $"  - {factor}\n")),
            "h.yaml"
        );
}
