using HealthScore.Core.Accounts;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Evaluation;

public class FoldsTests
{
    [Fact]
    public void Folds_of_a_column_come_in_the_order_of_their_numbers()
    {
        var plan = FoldPlan.ByColumn(Named("10", "2", "2", "1", "10", "1"), "fold");

        Assert.Equal("user_folds", plan.Basis);
        Assert.Equal(["1", "2", "10"], plan.Parts.Select(fold => fold.Name));
        Assert.Equal([3, 5], plan.Parts[0].Test);
        Assert.Equal([0, 1, 2, 4], plan.Parts[0].Train);
    }

    [Fact]
    public void Folds_with_names_come_in_the_order_of_the_text() =>
        Assert.Equal(
            ["east", "north", "west"],
            FoldPlan.ByColumn(Named("west", "north", "north", "east", "west", "east"), "fold").Parts.Select(f => f.Name)
        );

    [Fact]
    public void An_empty_fold_is_refused_with_its_row()
    {
        var error = Assert.Throws<DataException>(() => FoldPlan.ByColumn(Named("1", "2", "", "1", "", "2"), "fold"));

        Assert.Equal(DataProblem.Invalid, error.Problem);
        Assert.Equal(["column 'fold' is empty in row 3; expected a fold."], error.Sentences);
    }

    [Fact]
    public void A_single_fold_is_refused() =>
        Assert.Equal(
            ["column 'fold' holds one fold only; expected two or more."],
            Assert.Throws<DataException>(() => FoldPlan.ByColumn(Named("1", "1", "1", "1", "1", "1"), "fold")).Sentences
        );

    [Fact]
    public void A_fold_of_one_outcome_is_refused() =>
        Assert.Equal(
            ["fold 'a': its 1 rows, or the 5 beside them, do not hold both churned and retained accounts."],
            Assert.Throws<DataException>(() => FoldPlan.ByColumn(Named("a", "b", "b", "b", "b", "b"), "fold")).Sentences
        );

    /// <summary>Invariant 11.</summary>
    [Fact]
    public void An_account_is_never_on_both_sides()
    {
        var made = SmallRows.Make(600, seed: 70);
        var table = made with { Accounts = [.. Enumerable.Range(0, 600).Select(i => $"a{i % 150}")] };

        var plan = FoldPlan.ByAccount(table, seed: 1);

        Assert.Equal("out_of_fold", plan.Basis);
        Assert.Equal(5, plan.Parts.Count);
        Assert.All(plan.Parts, fold => Assert.Empty(Accounts(table, fold.Train).Intersect(Accounts(table, fold.Test))));
        Assert.Equal(Enumerable.Range(0, 600), plan.Parts.SelectMany(fold => fold.Test).Order());
        Assert.All(plan.Parts, fold => Assert.Equal(600, fold.Train.Length + fold.Test.Length));
    }

    [Fact]
    public void Folds_by_account_do_not_depend_on_the_order_of_rows()
    {
        var table = SmallRows.Make(400, seed: 71);
        var shuffled = table.Take(SmallRows.Shuffled(400, seed: 72));

        var (plan, again) = (FoldPlan.ByAccount(table, seed: 1), FoldPlan.ByAccount(shuffled, seed: 1));

        Assert.All(
            plan.Parts.Zip(again.Parts),
            pair => Assert.Equal(Accounts(table, pair.First.Test).Order(), Accounts(shuffled, pair.Second.Test).Order())
        );
    }

    /// <summary>Invariant 11: what a model learned from had ended before its test rows began.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void Test_rows_are_later_than_training_rows_by_more_than_the_purge(int purgeDays)
    {
        var table = Dated(2000, days: 720);

        var plan = FoldPlan.ByTime(table, purgeDays, seed: 1);

        Assert.Equal("out_of_time", plan.Basis);
        Assert.InRange(plan.Parts.Count, 2, 5);
        foreach (var fold in plan.Parts)
        {
            var (last, first) = (fold.Train.Max(row => table.AsOf![row]), fold.Test.Min(row => table.AsOf![row]));
            Assert.True(last.AddDays(purgeDays) < first, $"{fold.Name}: {last} and {first}");
            Assert.Equal(first.ToString("yyyy-MM-dd"), fold.Name);
            var kept = SmallRows.All(table).Count(row => table.AsOf![row].AddDays(purgeDays) < first);
            Assert.Equal(kept, fold.Train.Length);
        }

        Assert.True(plan.Parts[^1].Test.Length >= 400, "the last block holds a fifth of the rows");
        Assert.Equal(table.AsOf!.Max(), plan.Parts[^1].Test.Max(row => table.AsOf![row]));
        Assert.Equal(
            plan.Parts.Sum(fold => fold.Test.Length),
            plan.Parts.SelectMany(fold => fold.Test).Distinct().Count()
        );
    }

    /// <summary>
    /// Invariant 11, at both edges of the purge. Ten days of rows, the last block from 1 March 2023 on; lead 0 and
    /// horizon 30: a row of 29 January settles on 28 February and may teach, one of 30 January settles on 1 March, a
    /// day of the block, and may not.
    /// </summary>
    [Theory]
    [InlineData(30, "2023-01-29", 40)]
    [InlineData(29, "2023-01-30", 80)]
    [InlineData(31, "2022-12-31", 0)]
    public void The_last_row_that_teaches_settled_on_the_day_before_the_block(int gapDays, string last, int ofTheEdge)
    {
        string[] days = ["2022-12-31", "2023-01-29", "2023-01-30", "2023-03-01"];
        int[] rows = [80, 40, 40, 80];
        DateOnly[] asOf = [.. days.SelectMany((day, k) => Enumerable.Repeat(DateOnly.Parse(day), rows[k]))];
        var table = SmallRows.Make(240, seed: 77) with { AsOf = asOf };

        var plan = FoldPlan.ByTime(table, gapDays, seed: 1);

        var block = plan.Parts[^1];
        Assert.Equal(("out_of_time", "2023-03-01"), (plan.Basis, block.Name));
        Assert.Equal(80, block.Test.Length);
        Assert.Equal(DateOnly.Parse(last), block.Train.Max(row => asOf[row]));
        Assert.Equal(80 + ofTheEdge, block.Train.Length);
    }

    /// <summary>Invariant 11: the last block alone is never taught by any row of its own days or after.</summary>
    [Fact]
    public void Every_block_is_taught_by_the_past_alone_and_the_past_grows()
    {
        var table = Dated(3000, days: 900);

        var plan = FoldPlan.ByTime(table, gapDays: 90, seed: 1);

        Assert.All(
            plan.Parts,
            block => Assert.True(block.Train.Max(r => table.AsOf![r]) < block.Test.Min(r => table.AsOf![r]))
        );
        Assert.Equal(plan.Parts.Select(b => b.Train.Length).Order(), plan.Parts.Select(b => b.Train.Length));
        Assert.All(plan.Parts.Zip(plan.Parts.Skip(1)), p => Assert.Empty(p.First.Train.Except(p.Second.Train)));
    }

    [Fact]
    public void One_date_alone_is_parted_by_account()
    {
        var made = SmallRows.Make(500, seed: 73);

        var plan = FoldPlan.ByTime(made with { AsOf = [.. made.Outcomes.Select(_ => Day(1))] }, gapDays: 0, seed: 1);

        Assert.Equal("out_of_fold", plan.Basis);
        Assert.Equal(5, plan.Parts.Count);
    }

    [Fact]
    public void A_purge_longer_than_the_data_parts_them_by_account() =>
        Assert.Equal("out_of_fold", FoldPlan.ByTime(Dated(500, days: 100), gapDays: 100, seed: 1).Basis);

    private static TrainingTable Dated(int rows, int days)
    {
        var random = new Random(74);
        return SmallRows.Make(rows, seed: 75) with
        {
            AsOf = [.. Enumerable.Range(0, rows).Select(_ => Day(1 + (30 * random.Next(days / 30))))],
        };
    }

    private static DateOnly Day(int day) => new DateOnly(2023, 1, 1).AddDays(day);

    private static IEnumerable<string> Accounts(TrainingTable table, int[] rows) =>
        rows.Select(row => table.Accounts![row]);

    /// <summary>Six rows with these folds; the second row of each fold churned.</summary>
    private static TrainingTable Named(params string[] folds)
    {
        var outcomes = folds.Select((fold, i) => folds.Take(i).Contains(fold) ? Outcome.Churned : Outcome.Retained);
        return Tables.Of([SmallRows.Number("x")], [.. outcomes], [1, 2, 3, 4, 5, 6]) with
        {
            Texts = new Dictionary<string, string[]> { ["fold"] = folds },
        };
    }
}
