using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Bands;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Bands;

public class BandEvidenceTests
{
    private static TrainingTable Table { get; } = SmallRows.Make(1500, seed: 94);

    private static TrainingOutcome Usual { get; } = Train(new FixedRule(RedFrom: 0.45, YellowFrom: 0.12));

    /// <summary>Two cuts a hair apart: no rows could tell where the one ends and the other begins.</summary>
    private static TrainingOutcome Narrow { get; } = Train(new FixedRule(RedFrom: 0.30, YellowFrom: 0.29));

    [Fact]
    [Trait("Requirement", "000-19")]
    public void Each_threshold_has_a_card_with_its_interval_and_the_rows_behind_it()
    {
        var evidence = Usual.Metrics.Evidence!;

        Assert.Equal([Band.Yellow, Band.Green], evidence.Cards.Select(card => card.Starts));
        Assert.Equal([0.45, 0.12], evidence.Cards.Select(card => card.Cut));
        Assert.All(
            evidence.Cards,
            card =>
            {
                Assert.True(card.Low < card.Health && card.Health < card.High);
                Assert.Equal((1500, Table.Outcomes.Count(o => o == Outcome.Churned)), (card.Rows, card.Churned));
            }
        );
        var served = Usual.Contents!.Model.Formulas[0].Bands;
        Assert.Equal(evidence.Cards[0].Health!.Value, served.YellowFrom!.Value / 1e7, 1e-6);
        Assert.Equal(evidence.Cards[1].Health!.Value, served.GreenFrom!.Value / 1e7, 1e-6);
    }

    [Fact]
    [Trait("Requirement", "000-20")]
    [Trait("Requirement", "001-03")]
    public void Held_out_churn_rises_from_green_to_yellow_to_red_and_every_row_is_counted()
    {
        var evidence = Usual.Metrics.Evidence!;

        Assert.Empty(evidence.Findings);
        Assert.Equal(1500, evidence.Bands.Sum(band => band.Rows));
        Assert.True(evidence.Bands[0].ChurnedShare > evidence.Bands[1].ChurnedShare);
        Assert.True(evidence.Bands[1].ChurnedShare > evidence.Bands[2].ChurnedShare);
    }

    [Fact]
    public void Bands_whose_thresholds_cannot_be_told_apart_are_two_with_the_reason()
    {
        var evidence = Narrow.Metrics.Evidence!;
        var served = Narrow.Contents!.Model.Formulas[0].Bands;

        Assert.StartsWith(
            "Red and yellow cannot be told apart on these rows: red ends at health",
            evidence.Findings[0]
        );
        Assert.Equal(new BandCuts(0.30, 0.30), evidence.Cuts);
        Assert.Equal(served.YellowFrom, served.GreenFrom);
        Assert.Equal(0, evidence.Bands[(int)Band.Yellow].Rows);
        Assert.Equal(0, Narrow.Bands[(int)Band.Yellow].Rows);
    }

    [Fact]
    public void Churn_that_falls_towards_red_is_a_finding()
    {
        var formula = FormulaTrainer.Fit(Table, SmallRows.All(Table), SmallRows.Quick);
        var turned = Usual.HeldOut with
        {
            Folds =
            [
                .. Usual.HeldOut.Folds.Select(fold =>
                    fold with
                    {
                        Probabilities = Array.ConvertAll(fold.Probabilities, p => 1 - p),
                    }
                ),
            ],
        };

        var evidence = BandEvidence.Of(new BandCuts(0.45, 0.12), formula, turned, asOf: null);

        Assert.StartsWith(
            "Held out, churn does not rise from green to yellow to red:",
            Assert.Single(evidence.Findings)
        );
    }

    [Fact]
    public void Segments_are_counted_apart()
    {
        var table = Table with
        {
            Segments = [.. Enumerable.Range(0, Table.RowCount).Select(i => i % 3 == 0 ? "Enterprise" : "SMB")],
        };

        var evidence = Train(new FixedRule(0.45, 0.12), table).Metrics.Evidence!;

        Assert.Equal(["Enterprise", "SMB"], evidence.Segments.Select(segment => segment.Segment));
        Assert.Equal([500, 1000], evidence.Segments.Select(segment => segment.Bands.Sum(band => band.Rows)));
    }

    [Fact]
    public void The_evidence_and_the_weights_read_back_from_metrics_json()
    {
        var metrics = MetricsJson.Read(Usual.Contents!.Extra[ModelFileNames.Metrics]);

        Assert.Equal(Usual.Metrics.Evidence!.Cards, metrics.Evidence!.Cards);
        Assert.Equal(Usual.Metrics.Evidence.Bands, metrics.Evidence.Bands);
        Assert.Equal(
            Usual.Metrics.Weights.Select(w => (w.Factor, w.Low)),
            metrics.Weights.Select(w => (w.Factor, w.Low))
        );
        Assert.Equal(Usual.Metrics.Weights[0].PointErrors, metrics.Weights[0].PointErrors);
    }

    [Fact]
    public void Every_weight_lies_in_its_interval_and_every_factor_has_errors_of_its_points()
    {
        Assert.NotEmpty(Usual.Metrics.Weights);
        Assert.All(
            Usual.Metrics.Weights,
            weight =>
            {
                Assert.InRange(weight.Weight, weight.Low, weight.High);
                Assert.True(weight.High > weight.Low);
                Assert.Contains(weight.PointErrors, error => error > 0);
            }
        );
    }

    [Fact]
    public void A_trained_model_carries_replicates_of_its_formula()
    {
        var loaded = ModelBytes.Read(ModelBytes.Write(Usual.Contents!));

        Assert.Equal(loaded.Model.Formulas.Length, loaded.Model.Replicates.Length);
        Assert.Contains(loaded.Model.Replicates[0].Points[0], change => change != 0);
    }

    private static TrainingOutcome Train(FixedRule cuts, TrainingTable? table = null) =>
        TrainingRun.Train(
            table ?? Table,
            SmallRows.Configuration(Table.Catalog) with
            {
                Challenger = ChallengerTrainerKind.None,
                Bands = new BandRule { Fixed = cuts },
            },
            SmallRows.Quick,
            accepted: [],
            programVersion: "test"
        );
}
