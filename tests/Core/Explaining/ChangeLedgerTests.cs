using FsCheck.Xunit;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining.Changes;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Core.Tests.Explaining;

public class ChangeLedgerTests
{
    /// <summary>Tenure and plan as in <see cref="SampleModel"/> at twice the worth of contract's.</summary>
    private static readonly HealthFormula Late = new(
        [
            SampleModel
                .Formula.Factors[0]
                .With(
                    new PointsTable([0, 240_000_000, 600_000_000], 360_000_000, MissingLearned: false, 0, 360_000_000)
                ),
            SampleModel
                .Formula.Factors[1]
                .With(
                    new PointsTable(
                        [160_000_000, 80_000_000, 0],
                        20_000_000,
                        MissingLearned: true,
                        60_000_000,
                        60_000_000
                    )
                ),
            SampleModel
                .Formula.Factors[2]
                .With(new PointsTable([48_000_000, 240_000_000], 0, MissingLearned: true, 90_000_000, 90_000_000)),
        ],
        intercept: 2,
        slope: 0.05,
        new BandThresholds(yellowFrom: 310_000_000, greenFrom: 620_000_000)
    )
    {
        Stage = "late",
    };

    private static readonly Snapshot March = new()
    {
        Account = "A-1",
        AsOf = new DateOnly(2026, 3, 31),
        Values = [3, 2, 0, 0],
    };

    /// <summary>
    /// 20 + 30 + 4 = 54 in March. Tenure 3 to 20: + 30; plan basic to gold: + 16; contract goes missing: 5 - 30 = - 25.
    /// </summary>
    [Fact]
    public void Values_that_moved_and_values_that_went_missing_are_told_apart()
    {
        var june = March with { AsOf = new DateOnly(2026, 6, 30), Values = [20, double.NaN, 0, 2] };

        var ledger = ChangeLedger.Between(March, june, SampleModel.Model);

        Assert.Equal((540_000_000, 750_000_000), (ledger.Before.HealthPoints!.Value, ledger.After.HealthPoints!.Value));
        Assert.Equal(
            [
                new LedgerLine(ChangeCause.DataMoved, "tenure", "Tenure", "3 months", "20 months", 300_000_000),
                new LedgerLine(ChangeCause.DataMoved, "plan", "Plan", "basic", "gold", 160_000_000),
                new LedgerLine(
                    ChangeCause.DataMissing,
                    "contract",
                    "Contract",
                    "Two year",
                    "not measured",
                    -250_000_000
                ),
            ],
            ledger.Lines
        );
        Assert.Equal(210_000_000, ledger.Difference);
    }

    /// <summary>
    /// Tenure moves under the old stage's formula (+ 30), then the stage: tenure 60 - 50, contract 16 - 30,
    /// plan 4.8 - 4.
    /// </summary>
    [Fact]
    public void A_change_of_stage_comes_after_the_data_and_is_counted_by_itself()
    {
        var model = SampleModel.With(SampleModel.Formula, Late);

        var ledger = ChangeLedger.Between(March, March with { Stage = "late", Values = [20, 2, 0, 0] }, model);

        Assert.Equal(300_000_000, ledger.Of(ChangeCause.DataMoved));
        Assert.Equal(100_000_000 - 140_000_000 + 8_000_000, ledger.Of(ChangeCause.StageChanged));
        Assert.Equal(["contract", "tenure", "plan"], ledger.Lines.Skip(1).Select(line => line.Factor));
        Assert.Equal(0, ledger.Of(ChangeCause.DataMissing) + ledger.Of(ChangeCause.FormulaChanged));
        Assert.Equal(268_000_000, ledger.Difference);
    }

    /// <summary>24 - 20, 16 - 30 and 4.8 - 4 points.</summary>
    [Fact]
    public void Another_model_changes_the_formula_and_nothing_else()
    {
        var other = SampleModel.With(new HealthFormula(Late.Factors, 1, 0.04, Late.Bands));

        var ledger = ChangeLedger.Between(new(March, SampleModel.Model), new(March, other), March);

        Assert.Equal(-92_000_000, ledger.Of(ChangeCause.FormulaChanged));
        Assert.Equal(-92_000_000, ledger.Difference);
    }

    [Fact]
    public void Without_a_score_there_is_no_difference()
    {
        var ledger = ChangeLedger.Between(March, March with { Notice = March.AsOf }, SampleModel.Model);

        Assert.Null(ledger.Difference);
        Assert.Empty(ledger.Lines);
    }

    [Property(MaxTest = 200)]
    public void The_lines_sum_to_the_difference_exactly(int seed)
    {
        var random = new Random(seed);
        var (old, now) = (RandomStages.Model(seed), Retrained(seed));
        var (before, after) = (RandomStages.Snapshot(old, random), RandomStages.Snapshot(old, random));

        var ledger = ChangeLedger.Between(new(before, old), new(after, now), after);
        var sameModel = ChangeLedger.Between(before, after, old);

        Assert.Equal(ledger.Difference, ledger.Lines.Sum(line => line.Points));
        Assert.Equal(ledger.Difference, Enum.GetValues<ChangeCause>().Sum(ledger.Of));
        Assert.Equal(sameModel.Difference, sameModel.Lines.Sum(line => line.Points));
        Assert.Equal(0, sameModel.Of(ChangeCause.FormulaChanged));
    }

    [Property(MaxTest = 100)]
    public void A_pair_of_which_one_value_moved_and_the_other_went_missing_is_in_both_parts(int seed)
    {
        var random = new Random(seed);
        var model = RandomStages.Model(seed);
        var before = RandomStages.Snapshot(model, random);
        var after = RandomStages.Snapshot(model, random) with { Segment = before.Segment, Stage = before.Stage };
        double[] moved = [.. before.Values.Zip(after.Values, (a, b) => IsKnown(a) && IsKnown(b) ? b : a)];

        var step = ChangeLedger.Between(before, before with { Values = moved }, model);
        var whole = ChangeLedger.Between(before, before with { Values = after.Values }, model);

        Assert.Equal(step.Difference, whole.Of(ChangeCause.DataMoved));
        Assert.Equal(whole.Difference - step.Difference, whole.Of(ChangeCause.DataMissing));
    }

    private static bool IsKnown(double value) => value >= 0;

    /// <summary>The same catalog and bins with other points.</summary>
    private static HealthModel Retrained(int seed)
    {
        var model = RandomStages.Model(seed);
        var formulas = model
            .Formulas.Reverse()
            .Select(
                (f, k) =>
                    new HealthFormula(f.Factors, f.Intercept, f.Slope, f.Bands)
                    {
                        Segment = model.Formulas[k].Segment,
                        Stage = model.Formulas[k].Stage,
                    }
            );
        return model with
        {
            Formulas = [.. formulas],
            FormulaHashes = [.. formulas.Select(f => FormulaJson.HashOf(f, model.Catalog))],
        };
    }
}
