using HealthScore.Training.Configuration;
using HealthScore.Training.Tests.Data;

namespace HealthScore.Training.Tests.Configuration;

public sealed class InferenceOnRealDataTests
{
    public static bool Present => SharedData.Present;

    [Theory(Skip = SharedData.Reason, SkipUnless = nameof(Present))]
    [InlineData("bank_churners_card", "Attrition_Flag", "Attrited Customer", "CLIENTNUM", 19)]
    [InlineData("iranian_telecom", "Churn", "1", null, 13)]
    [InlineData("online_retail_uci", "churned", "1", null, 16, "oot")]
    [InlineData("saas_pysurvival", "churned", "1", null, 12, "months_active")]
    [InlineData("saas_ravenstack", "churned", "1", null, 20)]
    [InlineData("telco_ibm", "Churn", "Yes", "customerID", 19)]
    [InlineData("telecom_mlc5000", "churn", "yes", null, 15)]
    public void A_real_set_is_understood(
        string set,
        string label,
        string churned,
        string? account,
        int factors,
        params string[] exclude
    )
    {
        var options = new InferenceOptions(label) { Churned = churned, Exclude = ["fold", .. exclude] };

        var inferred = ConfigurationInference.Infer(SharedData.PathOf(set), options);

        var text = ConfigurationWriter.Write(inferred.Configuration);
        var again = ConfigurationReader.Parse(text, "healthscore.yaml");
        Assert.Equal(account, inferred.Configuration.Columns.Account);
        Assert.Equal(factors, inferred.Configuration.Factors.Length);
        Assert.Equal(WithoutRemarks(text), WithoutRemarks(ConfigurationWriter.Write(again)));
    }

    [Fact(Skip = SharedData.Reason, SkipUnless = nameof(Present))]
    public void The_naive_bayes_columns_of_bank_churners_are_caught_without_being_told()
    {
        var options = new InferenceOptions("Attrition_Flag") { Churned = "Attrited Customer", Exclude = ["fold"] };

        var inferred = ConfigurationInference.Infer(SharedData.PathOf("bank_churners_card"), options);

        Assert.Equal(2, inferred.Configuration.LeftOut.Length);
        Assert.All(
            inferred.Configuration.LeftOut,
            column =>
            {
                Assert.StartsWith("Naive_Bayes_Classifier", column.Column, StringComparison.Ordinal);
                Assert.StartsWith("leak: alone it tells who churned with AUC", column.Reason, StringComparison.Ordinal);
            }
        );
    }

    private static string WithoutRemarks(string yaml) =>
        yaml.Replace("   # measured at the end of life?", "", StringComparison.Ordinal);
}
