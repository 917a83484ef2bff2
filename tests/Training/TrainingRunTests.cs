using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests;

public class TrainingRunTests
{
    /// <summary>A gain of 1.645 standard errors is asked, which noise has by chance in one of twenty tables.</summary>
    [Fact]
    public void Noise_gives_no_model_and_a_sentence_that_says_why()
    {
        var outcomes = Enumerable.Range(90, 6).Select(Noise).Select(table => Train(table, Plain(table))).ToArray();

        var refused = outcomes.Where(outcome => outcome.Contents is null).ToArray();
        Assert.InRange(refused.Length, 5, 6);
        Assert.All(outcomes, outcome => Assert.Equal(outcome.Formula.IsEmpty, outcome.Contents is null));
        Assert.All(refused, outcome => Assert.Empty(outcome.Bands));
        Assert.All(
            refused,
            outcome =>
                Assert.Matches(
                    @"^no factor earned a weight: log-loss 0\.\d{4} against prior 0\.\d{4}\.$",
                    outcome.Refusal
                )
        );
    }

    /// <summary>Invariant 8: every file of the model directory.</summary>
    [Fact]
    public void Threads_and_the_order_of_rows_do_not_change_a_byte_of_any_file()
    {
        var table = SmallRows.Make(700, seed: 92);
        var configuration = SmallRows.Configuration(table.Catalog);
        var shuffled = table.Take(SmallRows.Shuffled(table.RowCount, seed: 93));

        var one = Train(table, configuration).Contents!;
        var two = Train(shuffled, configuration, SmallRows.Quick with { Threads = 2 }).Contents!;

        Assert.Equal(FormulaJson.Write(one.Model), FormulaJson.Write(two.Model));
        Assert.Equal(one.Extra.Keys, two.Extra.Keys);
        Assert.All(one.Extra, file => Assert.True(file.Value.SequenceEqual(two.Extra[file.Key]), file.Key));
        Assert.Contains(ModelFileNames.Challenger, one.Extra.Keys);
        Assert.Equal(one.Created, two.Created);
    }

    [Fact]
    public void Bands_count_every_training_row_once_and_the_worse_band_churns_more()
    {
        var table = SmallRows.Make(1500, seed: 94);

        var outcome = Train(table, Plain(table));

        Assert.Equal(1500, outcome.Bands.Sum(band => band.Rows));
        Assert.Equal(table.Outcomes.Count(o => o == Outcome.Churned), outcome.Bands.Sum(band => band.Churned));
        Assert.Equal([Band.Red, Band.Yellow, Band.Green], outcome.Bands.Select(band => band.Band));
        Assert.True(outcome.Bands[0].ChurnedShare > outcome.Bands[1].ChurnedShare);
        Assert.True(outcome.Bands[0].ChurnedShare > 0.055 / 0.335);
    }

    [Fact]
    public void A_capacity_is_the_number_of_red_rows()
    {
        var table = SmallRows.Make(1000, seed: 95);
        var configuration = Plain(table) with
        {
            Bands = new BandRule { Capacity = new CapacityRule(Red: 100, Yellow: 200) },
        };

        var bands = Train(table, configuration).Bands;

        // Rows of the same probability are in the same band.
        Assert.InRange(bands[0].Rows, 100, 110);
        Assert.InRange(bands[0].Rows + bands[1].Rows, 300, 315);
    }

    [Fact]
    public void Customers_who_had_given_notice_teach_nothing()
    {
        var table = SmallRows.Make(1000, seed: 96) with { AsOf = Dates(1000) };
        DateOnly?[] notices = [.. table.AsOf!.Select((day, i) => i % 4 > 1 ? (DateOnly?)null : day.AddDays(i % 4))];
        var configuration = Plain(table) with { HorizonDays = 30 };

        var with = Train(table with { Notices = notices }, configuration);
        var without = Train(table.Take([.. SmallRows.All(table).Where(i => i % 4 != 0)]), configuration);

        Assert.Equal(750, with.Formula.Rows);
        Assert.Equal(FormulaJson.Write(without.Contents!.Model), FormulaJson.Write(with.Contents!.Model));
    }

    [Fact]
    public void Dated_rows_are_evaluated_out_of_time_and_undated_ones_out_of_fold()
    {
        var table = SmallRows.Make(1000, seed: 97);
        var configuration = Plain(table) with { HorizonDays = 30 };

        var dated = Train(table with { AsOf = Dates(1000) }, configuration);

        Assert.Equal("out_of_time", dated.Metrics.Basis);
        Assert.Equal("out_of_fold", Train(table, configuration).Metrics.Basis);
        Assert.All(
            dated.HeldOut.Folds,
            fold =>
                Assert.True(
                    fold.Fold.Train.Max(row => Dates(1000)[row]).AddDays(30)
                        < fold.Fold.Test.Min(row => Dates(1000)[row])
                )
        );
    }

    [Fact]
    public void What_was_accepted_is_recorded()
    {
        var table = SmallRows.Make(700, seed: 98);

        var outcome = TrainingRun.Train(table, Plain(table), SmallRows.Quick, ["Q11:logins"], "9.9.9");

        Assert.Equal(["Q11:logins"], outcome.Metrics.Accepted);
        Assert.Equal("9.9.9", outcome.Contents!.Created.ProgramVersion);
        Assert.Equal(700, outcome.Contents.Created.Rows);
        Assert.Equal(DataHash.Of(table), outcome.Contents.Created.DataHash);
    }

    [Fact]
    public void Progress_ends_where_all_is_done()
    {
        var table = SmallRows.Make(500, seed: 99);
        var told = new Told();

        TrainingRun.Train(table, Plain(table), SmallRows.Quick, [], "1", told);

        Assert.Equal("evaluating on held-out rows", told.Steps[0].Step);
        Assert.Contains(told.Steps, step => step.Step == "evaluated 3 of 7 held-out parts" || step.Done == 3);
        Assert.All(told.Steps, step => Assert.InRange(step.Done, 0, step.All));
    }

    private static TrainingOutcome Train(
        TrainingTable table,
        HealthConfiguration configuration,
        FitSettings? settings = null
    ) => TrainingRun.Train(table, configuration, settings ?? SmallRows.Quick, accepted: [], programVersion: "1.0.0");

    private static HealthConfiguration Plain(TrainingTable table) =>
        SmallRows.Configuration(table.Catalog) with
        {
            Challenger = ChallengerTrainerKind.None,
        };

    private static TrainingTable Noise(int seed)
    {
        var random = new Random(seed + 1000);
        var made = SmallRows.Make(500, seed);
        return made with
        {
            Outcomes = Array.ConvertAll(made.Outcomes, _ => random.Next(4) == 0 ? Outcome.Churned : Outcome.Retained),
        };
    }

    private static DateOnly[] Dates(int rows) =>
        [.. Enumerable.Range(0, rows).Select(i => new DateOnly(2024, 1, 1).AddMonths(i % 18))];

    private sealed class Told : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Steps { get; } = [];

        public void Report(TrainingProgress value) => Steps.Add(value);
    }
}
