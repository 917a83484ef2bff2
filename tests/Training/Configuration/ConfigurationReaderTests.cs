using HealthScore.Training.Configuration;

namespace HealthScore.Training.Tests.Configuration;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void A_wrong_key_is_refused_with_its_line_and_the_near_name()
    {
        const string text = """
            version: 1
            outcome: { column: Churn, churned: "Yes" }
            factors:
              - { key: a, colum: A, kind: numeric }
            """;

        var e = Assert.Throws<HealthScore.Training.Data.DataException>(() => ConfigurationReader.Parse(text, "healthscore.yaml"));

        Assert.Contains("healthscore.yaml:4: unknown key 'colum' in factor 'a'; did you mean 'column'?", e.Sentences);
    }
}
