using System.Text.Json;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Comparison;
using HealthScore.Training.Comparison.Drifting;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Comparison;

/// <summary>Two models of the same kind of customers; in the second year logins say nothing any more.</summary>
public sealed class ModelComparisonTests : IClassFixture<ModelComparisonTests.TwoYears>
{
    private readonly TwoYears years;

    public ModelComparisonTests(TwoYears years) => this.years = years;

    [Fact]
    [Trait("Requirement", "000-21")]
    public void Training_on_new_data_gives_new_weights_and_shows_what_changed()
    {
        var comparison = ModelComparison.Of(years.First, years.Second, rows: null);

        var formula = Assert.Single(comparison.Formulas);
        var logins = formula.Weights.Single(w => w.Factor == "logins");
        Assert.NotEqual(years.First.Model.Version, years.Second.Model.Version);
        Assert.True(logins.Old > 0.2, $"{logins.Old}");
        Assert.True(logins.New < 0.15, $"{logins.New}");
        Assert.Equal(logins.New - logins.Old, logins.Difference);
        Assert.Equal(0, formula.Weights.Sum(w => w.Difference), 1e-9);
        Assert.InRange(formula.RankCorrelation!.Value, -1, 0.99);
        Assert.Equal("logins", formula.Weights.MaxBy(w => Math.Abs(w.Difference))!.Factor);
    }

    [Fact]
    public void A_model_beside_itself_shows_no_change_at_all()
    {
        var comparison = ModelComparison.Of(years.First, years.First, years.Rows(years.First, years.First));

        Assert.All(comparison.Formulas.Single().Weights, w => Assert.Equal(0, w.Difference));
        Assert.Equal((0.0, 0.0), (comparison.Metrics!.Auc!.Difference, comparison.Metrics.LogLoss.Difference));
        Assert.Empty(comparison.Bands!.Changed);
        Assert.All(comparison.Drift, drift => Assert.Equal(0, drift.TrainingRows!.Index, 1e-12));
        Assert.Equal(1, comparison.Formulas.Single().RankCorrelation!.Value, 1e-12);
    }

    [Fact]
    public void On_rows_of_the_new_world_the_new_model_is_clearly_better_and_bands_move()
    {
        var comparison = ModelComparison.Of(years.First, years.Second, years.Rows(years.First, years.Second));

        var metrics = comparison.Metrics!;
        Assert.True(metrics.Auc!.IsClear && metrics.Auc.Difference > 0);
        Assert.True(metrics.LogLoss.IsClear && metrics.LogLoss.Difference < 0);
        Assert.Equal(metrics.New.LogLoss, metrics.LogLoss.Second, 1e-12);
        Assert.Equal((false, false), (metrics.OldLearnedFromThem, metrics.NewLearnedFromThem));
        var bands = comparison.Bands!;
        Assert.Equal(1500, bands.Accounts);
        Assert.Equal(1500, bands.Cells.Sum(cell => cell.Accounts));
        Assert.Equal(bands.Changed.Length, bands.Cells.Where(cell => cell.Old != cell.New).Sum(cell => cell.Accounts));
        Assert.Equal(bands.Changed.Length, bands.Moving(1).Accounts + bands.Moving(-1).Accounts);
        Assert.NotEmpty(bands.Changed);
    }

    [Fact]
    public void Rows_that_a_model_learned_from_are_known_again()
    {
        var rows = new ComparedRows(years.SecondTable, years.SecondTable);

        var metrics = PairedMetrics.Of(years.First, years.Second, rows)!;

        Assert.Equal((false, true), (metrics.OldLearnedFromThem, metrics.NewLearnedFromThem));
    }

    /// <summary>The worth of an account is its amount; accounts are told the most valuable first.</summary>
    [Fact]
    public void The_value_that_moves_is_counted()
    {
        var rows = years.Rows(years.First, years.Second);
        double[] amounts = [.. Enumerable.Range(0, rows.New.RowCount).Select(i => (double)(i + 1))];
        var valued = new ComparedRows(rows.Old, rows.New with { Amounts = amounts });

        var bands = BandMoves.Of(years.First.Model, years.Second.Model, valued);

        Assert.Equal((decimal)amounts.Sum(), bands.Cells.Sum(cell => cell.Value));
        Assert.Equal(bands.Changed.Select(a => a.Value).OrderDescending(), bands.Changed.Select(a => a.Value));
        Assert.Equal(bands.Changed.Where(a => a.Steps > 0).Sum(a => a.Value), bands.Moving(1).Value);
    }

    [Fact]
    public void Dated_rows_are_banded_on_their_newest_day_alone()
    {
        var rows = years.Rows(years.First, years.Second);
        DateOnly[] days = [.. Enumerable.Range(0, rows.Old.RowCount).Select(i => new DateOnly(2026, 1, 1 + (i % 3)))];
        var dated = new ComparedRows(rows.Old with { AsOf = days }, rows.New with { AsOf = days });

        var bands = BandMoves.Of(years.First.Model, years.Second.Model, dated);

        Assert.Equal((new DateOnly(2026, 1, 3), 500), (bands.AsOf!.Value, bands.Accounts));
    }

    [Fact]
    public void A_factor_that_shifted_is_found_and_stands_first()
    {
        var rows = years.Rows(years.First, years.Second);
        double[][] shifted =
        [
            [.. rows.Old.Values[0].Select(v => v + 4)],
            .. rows.Old.Values[1..],
        ];
        var moved = new ComparedRows(rows.Old with { Values = shifted }, rows.New with { Values = shifted });

        var drift = FactorDrift.Of(years.First, years.Second, moved);

        Assert.Equal("logins", drift[0].Factor);
        Assert.True(drift[0].RowsToOld!.IsShifted && drift[0].RowsToNew!.IsShifted);
        Assert.False(drift[0].TrainingRows!.IsShifted);
        Assert.All(drift.Skip(1), other => Assert.False(other.IsShifted, other.Factor));
    }

    [Fact]
    public void Tables_of_other_rows_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ComparedRows(years.SecondTable, years.SecondTable.Take([1, 0])));

    [Fact]
    public void Standard_errors_of_weights_are_read_where_metrics_json_has_them()
    {
        var errors = WeightError.Read(
            """{ "weights": [ { "segment": "all", "stage": "all", "factor": "nps", "standard_error": 0.02 } ] }"""u8
        );

        Assert.Equal([new WeightError("all", "all", "nps", 0.02)], errors);
        Assert.Empty(WeightError.Read("{}"u8));
        Assert.Throws<JsonException>(() => WeightError.Read("""{ "weights": [ { } ] }"""u8));
    }

    /// <summary>Errors of 3 and 4 hundredths make 5 of the difference: twice that is 10.</summary>
    [Theory]
    [InlineData(0.30, 0.3999, false)]
    [InlineData(0.30, 0.4001, true)]
    [InlineData(0.40, 0.2999, true)]
    public void A_weight_moved_where_it_changed_by_more_than_two_standard_errors(double old, double @new, bool moved)
    {
        var change = new WeightChange("nps", "NPS", old, @new) { OldError = 0.03, NewError = 0.04 };

        Assert.Equal(0.05, change.DifferenceError!.Value, 1e-15);
        Assert.Equal(moved, change.IsMoved);
        Assert.Null((change with { NewError = null }).IsMoved);
    }

    /// <summary>Both edges: a gap of exactly the limit passes.</summary>
    [Theory]
    [InlineData(0.02, 0.02, false, false)]
    [InlineData(0.0201, 0.02, false, true)]
    [InlineData(0.0201, 0.02, true, false)]
    public void A_gate_fails_beyond_its_limit_unless_it_was_accepted(
        double value,
        double limit,
        bool accepted,
        bool fails
    )
    {
        var gate = new Gate(Gate.MaxAucGap, "held_out", value, limit) { IsAccepted = accepted };

        Assert.Equal(fails, gate.Fails);
    }

    [Fact]
    public void Gates_are_those_that_the_configuration_of_the_new_model_sets()
    {
        var rows = years.Rows(years.Second, years.First);
        var strict = years.First with
        {
            Model = years.First.Model with
            {
                Rules = years.First.Model.Rules with { MaxAucDrop = 0.001, MaxAucGap = 1 },
            },
        };

        var gates = ModelComparison.Of(years.Second, strict, rows).Gates;

        Assert.Empty(ModelComparison.Of(years.First, years.Second, rows: null).Gates);
        var gate = Assert.Single(gates);
        Assert.Equal((Gate.MaxAucDrop, true), (gate.Id, gate.Fails));
    }

    /// <summary>Trained once for all tests.</summary>
    public sealed class TwoYears
    {
        public TwoYears()
        {
            var first = SmallRows.Make(1500, seed: 301);
            SecondTable = WithoutLogins(SmallRows.Make(1500, seed: 302));
            Fresh = WithoutLogins(SmallRows.Make(1500, seed: 303));
            (First, Second) = (Train(first), Train(SecondTable));
        }

        public ComparedModel First { get; }

        public ComparedModel Second { get; }

        internal TrainingTable SecondTable { get; }

        private TrainingTable Fresh { get; }

        internal ComparedRows Rows(ComparedModel old, ComparedModel @new) =>
            new(Fresh with { Catalog = old.Model.Catalog }, Fresh with { Catalog = @new.Model.Catalog });

        /// <summary>The same logins, dealt out anew.</summary>
        private static TrainingTable WithoutLogins(TrainingTable table)
        {
            double[] dealt = [.. SmallRows.Shuffled(table.RowCount, seed: 304).Select(row => table.Values[0][row])];
            return table with { Values = [dealt, .. table.Values[1..]] };
        }

        private static ComparedModel Train(TrainingTable table)
        {
            var configuration = SmallRows.Configuration(table.Catalog) with { Challenger = ChallengerTrainerKind.None };
            var outcome = TrainingRun.Train(table, configuration, SmallRows.Quick, [], "0.1.0");
            return ComparedModel.Of(ModelBytes.Read(ModelBytes.Write(outcome.Contents!)));
        }
    }
}
