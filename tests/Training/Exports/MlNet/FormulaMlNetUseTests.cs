using HealthScore.Core.Scoring;
using HealthScore.Training.Exports.MlNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Training.Tests.Exports.MlNet;

/// <summary>What a program of somebody else does with the zip of the small model: tenure .6, plan .4.</summary>
public class FormulaMlNetUseTests
{
    private static readonly MLContext Ml = new();

    private static readonly ITransformer Model = Ml.Model.Load(
        new MemoryStream(FormulaMlNet.Write(SmallModel.Model)),
        out _
    );

    /// <summary>Edges .5 and 12.5; basic 0, gold 40 points; missing 30 and 10; other 25.</summary>
    [Theory]
    [InlineData(0.49999999999999994, "basic", 0, 0, "red")]
    [InlineData(0.5, "gold", 212_345_678, 400_000_000, "yellow")]
    [InlineData(12.499999999999998, "gold", 212_345_678, 400_000_000, "yellow")]
    [InlineData(12.5, "gold", 600_000_000, 400_000_000, "green")]
    [InlineData(12.5, "Gold", 600_000_000, 250_000_000, "green")]
    [InlineData(12.5, null, 600_000_000, 100_000_000, "green")]
    [InlineData(double.NaN, "", 300_000_000, 100_000_000, "yellow")]
    [InlineData(double.PositiveInfinity, "basic", 600_000_000, 0, "yellow")]
    [InlineData(double.NegativeInfinity, "gold", 0, 400_000_000, "yellow")]
    public void One_account_at_a_time_has_its_points_health_and_band(
        double tenure,
        string? plan,
        long tenurePoints,
        long planPoints,
        string band
    )
    {
        using var engine = Ml.Model.CreatePredictionEngine<Account, Scored>(Model);

        var scored = engine.Predict(new Account { Tenure = tenure, Plan = plan });

        Assert.Equal((tenurePoints, planPoints), (scored.TenurePoints, scored.PlanPoints));
        Assert.Equal((tenurePoints + planPoints) / 1e7, scored.Health);
        Assert.Equal(band, scored.Band);
        var logOdds = 2 - (0.05 * scored.Health);
        Assert.Equal((float)logOdds, scored.Score);
        Assert.InRange(Ulps.Between(Logistic.Sigmoid(logOdds), scored.ChurnProbability), 0, 4);
        Assert.Equal((float)scored.ChurnProbability, scored.Probability);
        Assert.Equal(scored.ChurnProbability >= 0.5, scored.PredictedLabel);
    }

    [Fact]
    public void It_asks_for_the_columns_of_the_formula_alone()
    {
        Ml.Model.Load(new MemoryStream(FormulaMlNet.Write(SmallModel.Model)), out var input);

        Assert.Equal(["tenure", "plan"], input.Select(column => column.Name));
        Assert.Equal([NumberDataViewType.Double, TextDataViewType.Instance], input.Select(column => column.Type));
    }

    [Fact]
    public void ML_NET_evaluates_it_as_any_other_model()
    {
        Account[] accounts =
        [
            new()
            {
                Tenure = 0,
                Plan = "basic",
                Label = true,
            },
            new()
            {
                Tenure = 1,
                Plan = "basic",
                Label = true,
            },
            new() { Tenure = 20, Plan = "gold" },
            new() { Tenure = 5, Plan = "gold" },
        ];

        var metrics = Ml.BinaryClassification.Evaluate(Model.Transform(Ml.Data.LoadFromEnumerable(accounts)));

        Assert.Equal(1, metrics.AreaUnderRocCurve);
        Assert.Equal(1, metrics.Accuracy);
    }

    /// <summary>A column of floats is not widened in silence: 0.1f is another number than 0.1.</summary>
    [Fact]
    public void A_column_of_another_type_is_refused()
    {
        var floats = Ml.Data.LoadFromEnumerable([new FloatAccount { Tenure = 1, Plan = "gold" }]);

        var refused = Assert.ThrowsAny<Exception>(() => Model.Transform(floats).GetColumn<double>("Health").ToArray());

        var reason = refused.GetBaseException().Message;
        Assert.StartsWith("Invalid TValue: 'System.Double', expected type: 'System.Single'", reason);
    }

    [Fact]
    public void A_column_that_is_a_number_and_a_segment_is_asked_for_twice()
    {
        var model = ManyFormulas.WhoseSegmentIsANumber();

        var loaded = Ml.Model.Load(new MemoryStream(FormulaMlNet.Write(model)), out var input);
        var answers = loaded.Transform(
            Ml.Data.LoadFromEnumerable([
                new TenureAccount { Tenure = 0, Segment = "0" },
                new TenureAccount { Tenure = 0, Segment = "1" },
                new TenureAccount { Tenure = 1, Segment = "1" },
                new TenureAccount { Tenure = 1, Segment = null },
            ])
        );

        Assert.Equal(["tenure", "tenure.text"], input.Select(column => column.Name));
        Assert.Equal([1, 7, 5, 3], answers.GetColumn<long>("HealthPoints"));
        Assert.Equal(["red", "yellow", "yellow", "red"], answers.GetColumn<string>("Band"));
    }

    /// <summary>Log-odds from 3,000 to -7,000, where e^x is neither 0 nor infinite for us.</summary>
    [Fact]
    public void A_probability_next_to_0_or_1_is_the_scorers()
    {
        var steep = SmallModel.Model with { Formulas = [Steep()] };

        var answers = Ml
            .Model.Load(new MemoryStream(FormulaMlNet.Write(steep)), out _)
            .Transform(
                Ml.Data.LoadFromEnumerable([
                    new Account { Tenure = 0, Plan = "basic" },
                    new Account { Tenure = 0, Plan = "gold" },
                    new Account { Tenure = 20, Plan = "gold" },
                ])
            );

        var health = answers.GetColumn<long>("HealthPoints").ToArray();
        var found = answers.GetColumn<double>("ChurnProbability").ToArray();
        Assert.Equal([0, 400_000_000, 1_000_000_000], health);
        var expected = health.Select(h => HealthScorer.ChurnProbability((int)h, Steep())).ToArray();
        Assert.All(expected.Zip(found), pair => Assert.InRange(Ulps.Between(pair.First, pair.Second), 0, 4));
        Assert.True(found[0] == 1 && found[2] > 0 && found[2] < 1e-300);

        static Core.Formula.HealthFormula Steep() =>
            new(SmallModel.Model.Formulas[0].Factors, 3_000, 100, SmallModel.Model.Formulas[0].Bands);
    }

    private sealed class Account
    {
        [ColumnName("tenure")]
        public double Tenure { get; set; }

        [ColumnName("plan")]
        public string? Plan { get; set; }

        public bool Label { get; set; }
    }

    private sealed class FloatAccount
    {
        [ColumnName("tenure")]
        public float Tenure { get; set; }

        [ColumnName("plan")]
        public string? Plan { get; set; }
    }

    private sealed class TenureAccount
    {
        [ColumnName("tenure")]
        public double Tenure { get; set; }

        [ColumnName("tenure.text")]
        public string? Segment { get; set; }
    }

    private sealed class Scored
    {
        [ColumnName("Points.tenure")]
        public long TenurePoints { get; set; }

        [ColumnName("Points.plan")]
        public long PlanPoints { get; set; }

        public double Health { get; set; }

        public string Band { get; set; } = "";

        public double ChurnProbability { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
