using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Trees;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Evaluation;

/// <summary>Nothing of a fold enters its own models: not its outcomes, not its values, not its levels.</summary>
public class CrossValidationTests
{
    [Fact]
    public void Permuted_outcomes_of_the_test_rows_leave_every_model_and_every_score_bit_for_bit_as_they_were()
    {
        var table = Planted(700, seed: 80);
        var plan = FirstFold(table);
        var outcomes = table.Outcomes.ToArray();
        var permuted = plan.Parts[0].Test.ToArray();
        new Random(81).Shuffle(permuted);
        for (var i = 0; i < permuted.Length; i++)
        {
            outcomes[plan.Parts[0].Test[i]] = table.Outcomes[permuted[i]];
        }

        var before = Run(table, plan, WithChallenger(table)).Folds[0];
        var after = Run(table with { Outcomes = outcomes }, plan, WithChallenger(table)).Folds[0];

        Assert.NotEqual(table.Outcomes, outcomes);
        AssertSameModels(before, after);
        Assert.Equal(before.Probabilities, after.Probabilities);
        Assert.Equal(before.Challenger, after.Challenger);
        Assert.Equal(before.EqualWeights, after.EqualWeights);
        Assert.Equal(before.WouldBeWithheld, after.WouldBeWithheld);
    }

    [Fact]
    public void Other_values_of_the_test_rows_leave_every_model_as_it_was()
    {
        var table = Planted(700, seed: 82);
        var plan = FirstFold(table);
        var values = Array.ConvertAll(table.Values, column => (double[])column.Clone());
        foreach (var row in plan.Parts[0].Test)
        {
            (values[0][row], values[1][row], values[2][row]) = (1e6 + row, double.NaN, 0);
            (values[3][row], values[4][row], values[5][row]) = (-row, 0.5, 0);
        }

        var before = Run(table, plan, WithChallenger(table)).Folds[0];
        var after = Run(table with { Values = values }, plan, WithChallenger(table)).Folds[0];

        AssertSameModels(before, after);
    }

    /// <summary>
    /// A level a row, in the order of the outcomes: whoever saw the test fold's levels would know all.
    /// </summary>
    [Fact]
    public void A_category_that_names_every_row_tells_nothing()
    {
        var table = Noise(900, seed: 83);
        var byOutcome = SmallRows.All(table).OrderBy(row => table.Outcomes[row]).ToArray();
        var codes = new double[table.RowCount];
        for (var rank = 0; rank < byOutcome.Length; rank++)
        {
            codes[byOutcome[rank]] = rank;
        }

        var id = Tables.Categorical("name", [.. Enumerable.Range(0, table.RowCount).Select(k => $"{k:D5}")]);
        var trap = SmallRows.With(table, id, codes);

        AssertGuesses(Run(trap, FoldPlan.ByAccount(trap, seed: 1), WithChallenger(trap)).Metrics);
    }

    [Fact]
    public void Rows_sorted_by_outcome_tell_nothing()
    {
        var table = Noise(900, seed: 84);
        var sorted = table.Take([.. SmallRows.All(table).OrderBy(row => table.Outcomes[row])]) with
        {
            RowNumbers = [.. Enumerable.Range(1, table.RowCount)],
            Accounts = null,
        };

        AssertGuesses(Run(sorted, FoldPlan.ByAccount(sorted, seed: 1), WithChallenger(sorted)).Metrics);
    }

    [Fact]
    public void A_level_that_one_fold_alone_holds_is_unknown_to_its_model()
    {
        var table = SmallRows.Make(800, seed: 85);
        var plan = FoldPlan.ByAccount(table, seed: 1);
        var foldOf = new double[table.RowCount];
        foreach (var (f, fold) in plan.Parts.Index())
        {
            Array.ForEach(fold.Test, row => foldOf[row] = f);
        }

        var region = Tables.Categorical("region", "0", "1", "2", "3", "4");
        var trap = SmallRows.With(table, region, foldOf);

        var scored = Run(trap, plan, WithoutChallenger(trap));

        Assert.All(
            scored.Folds.Index(),
            fold =>
            {
                Assert.DoesNotContain($"{fold.Index}", fold.Item.Table.Catalog[5].Levels);
                Assert.All(
                    fold.Item.Fold.Test,
                    row => Assert.Equal(FactorCatalog.UnknownLevel, fold.Item.Table.Values[5][row])
                );
            }
        );
    }

    [Fact]
    [Trait("Requirement", "004-02")]
    public void On_customers_it_has_not_seen_a_formula_foretells_who_leaves()
    {
        var table = SmallRows.Make(1500, seed: 86);

        var metrics = Run(table, FoldPlan.ByAccount(table, seed: 1), WithoutChallenger(table)).Metrics;

        Assert.Equal("out_of_fold", metrics.Basis);
        Assert.Equal(1500, metrics.Rows);
        Assert.Equal(table.Outcomes.Count(o => o == Outcome.Churned), metrics.Churned);
        Assert.True(metrics.Formula.Auc > 0.75, $"{metrics.Formula.Auc}");
        Assert.True(metrics.Formula.LogLoss < metrics.PriorLogLoss - 0.05);
        Assert.InRange(metrics.Formula.CalibrationSlope!.Value, 0.8, 1.25);
        Assert.Null(metrics.Challenger);
    }

    [Fact]
    public void Rows_of_unknown_outcome_are_scored_and_not_counted()
    {
        var made = SmallRows.Make(900, seed: 87);
        var table = made with { Outcomes = [.. made.Outcomes.Select((o, i) => i % 3 == 0 ? Outcome.Unknown : o)] };

        var scored = Run(table, FoldPlan.ByAccount(table, seed: 1), WithoutChallenger(table));

        Assert.Equal(900, scored.Folds.Sum(fold => fold.Probabilities.Length));
        Assert.Equal(600, scored.Metrics.Rows);
        Assert.All(scored.Folds, fold => Assert.All(fold.Probabilities, p => Assert.InRange(p, 0.001, 0.999)));
        Assert.Equal(600, scored.Metrics.Bands.Sum(band => band.Rows));
    }

    [Fact]
    public void Probabilities_are_those_of_the_folds_formula_and_its_model()
    {
        var table = SmallRows.Make(700, seed: 88);

        var fold = Run(table, FirstFold(table), WithoutChallenger(table)).Folds[0];

        var values = new double[table.Catalog.Count];
        foreach (var (i, row) in fold.Fold.Test.Index())
        {
            for (var j = 0; j < values.Length; j++)
            {
                values[j] = fold.Table.Values[j][row];
            }

            Assert.Equal(fold.Formula.ChurnProbability(values), fold.Probabilities[i]);
            Assert.Equal(
                fold.Cuts.BandOf(fold.Probabilities[i]),
                fold.Model!.Formulas[0].Bands.BandOf(fold.Formula.HealthOf(values))
            );
        }
    }

    [Fact]
    public void Progress_is_told_after_each_fold()
    {
        var table = SmallRows.Make(500, seed: 89);
        var told = new Told();

        CrossValidation.Run(table, WithoutChallenger(table), FoldPlan.ByAccount(table, 1), SmallRows.Quick, told);

        Assert.Equal([(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)], told.Steps);
    }

    private sealed class Told : IProgress<(int Done, int All)>
    {
        public List<(int, int)> Steps { get; } = [];

        public void Report((int Done, int All) value) => Steps.Add(value);
    }

    private static void AssertSameModels(ScoredFold before, ScoredFold after)
    {
        Assert.NotNull(before.Model);
        Assert.Equal(FormulaJson.Write(before.Model), FormulaJson.Write(after.Model!));
        Assert.Equal(
            ChallengerJson.Write(before.Model.Challenger!, before.Table.Catalog),
            ChallengerJson.Write(after.Model!.Challenger!, after.Table.Catalog)
        );
        Assert.Equal(before.Cuts, after.Cuts);
        Assert.Equal(before.TrainingBaseRate, after.TrainingBaseRate);
    }

    /// <summary>An AUC of a guess has here a standard error of about .02.</summary>
    private static void AssertGuesses(MetricsDocument metrics)
    {
        Assert.InRange(metrics.Formula.Auc ?? 0.5, 0.42, 0.58);
        Assert.InRange(metrics.Challenger!.Auc ?? 0.5, 0.42, 0.58);
        Assert.InRange(metrics.EqualWeights.Auc ?? 0.5, 0.42, 0.58);
        Assert.True(metrics.Formula.LogLoss > metrics.PriorLogLoss - 0.005);
    }

    private static CrossValidated Run(TrainingTable table, FoldPlan plan, HealthConfiguration configuration) =>
        CrossValidation.Run(table, configuration, plan, SmallRows.Quick);

    private static HealthConfiguration WithChallenger(TrainingTable table) =>
        SmallRows.Configuration(table.Catalog) with
        {
            Bands = new BandRule { Capacity = new CapacityRule(Red: 50, Yellow: 100) },
        };

    private static HealthConfiguration WithoutChallenger(TrainingTable table) =>
        SmallRows.Configuration(table.Catalog) with
        {
            Challenger = ChallengerTrainerKind.None,
        };

    private static FoldPlan FirstFold(TrainingTable table)
    {
        var plan = FoldPlan.ByAccount(table, seed: 1);
        return plan with { Parts = [plan.Parts[0]] };
    }

    /// <summary>
    /// With a category of 40 levels, some of them in few rows, whose order could be learned from outcomes.
    /// </summary>
    private static TrainingTable Planted(int count, int seed)
    {
        var random = new Random(seed);
        var city = Tables.Categorical("city", [.. Enumerable.Range(0, 40).Select(k => $"{k:D2}")]);
        double[] codes =
        [
            .. Enumerable.Range(0, count).Select(_ => (double)Math.Min(random.Next(40), random.Next(40))),
        ];
        return SmallRows.With(SmallRows.Make(count, seed), city, codes);
    }

    private static TrainingTable Noise(int count, int seed)
    {
        var random = new Random(seed + 1);
        var made = SmallRows.Make(count, seed);
        return made with
        {
            Outcomes = Array.ConvertAll(made.Outcomes, _ => random.Next(3) == 0 ? Outcome.Churned : Outcome.Retained),
        };
    }
}
