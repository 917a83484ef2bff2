using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Bands;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Pooling;

namespace HealthScore.Training.Tests.Fitting;

/// <summary>What must not change a formula, and what must change it in one way only.</summary>
public class FormulaInvarianceTests
{
    /// <summary>Rounding of sums in another order, in units of 10^-7 points.</summary>
    private const int OtherOrder = 10;

    [Fact]
    public void Threads_do_not_change_a_byte_of_the_formula()
    {
        var table = SmallRows.Make(1500, seed: 30);

        var one = FormulaTrainer.Fit(table, SmallRows.All(table), SmallRows.Quick);
        var two = FormulaTrainer.Fit(table, SmallRows.All(table), SmallRows.Quick with { Threads = 2 });

        Assert.Equal(Bytes(table, one), Bytes(table, two));
    }

    [Theory]
    [InlineData("accounts")]
    [InlineData("content")]
    public void The_order_of_the_rows_does_not_change_a_byte_of_the_formula(string keyedBy)
    {
        var made = SmallRows.Make(1500, seed: 31);
        var table = keyedBy == "accounts" ? made : made with { Accounts = null };
        var shuffled = table.Take(SmallRows.Shuffled(table.RowCount, seed: 32));

        Assert.Equal(Bytes(table, SmallRows.Fit(table)), Bytes(shuffled, SmallRows.Fit(shuffled)));
    }

    [Fact]
    public void Rows_of_unknown_outcome_teach_nothing()
    {
        var table = SmallRows.Make(1500, seed: 33);
        Outcome[] outcomes = [.. table.Outcomes.Select((o, i) => i % 5 == 0 ? Outcome.Unknown : o)];
        var half = table with { Outcomes = outcomes };

        var (with, without) = (
            FormulaTrainer.Fit(half, SmallRows.All(half), SmallRows.Quick),
            FormulaTrainer.Fit(table, [.. SmallRows.All(table).Where(i => i % 5 != 0)], SmallRows.Quick)
        );

        Assert.Equal(Bytes(table, without), Bytes(half, with));
        Assert.Equal(1200, with.Rows);
    }

    [Fact]
    public void What_a_factor_is_called_changes_names_alone()
    {
        var table = SmallRows.Make(1500, seed: 34);
        var renamed = table with
        {
            Catalog = new FactorCatalog(
                table.Catalog.Factors.Select((f, j) => f with { Key = $"z{9 - j}", Title = "same" })
            ),
        };

        AssertSamePoints(SmallRows.Fit(table), SmallRows.Fit(renamed));
    }

    [Fact]
    public void A_constant_factor_changes_nothing_and_is_left_out()
    {
        var table = SmallRows.Make(1500, seed: 35);
        var wider = SmallRows.With(table, SmallRows.Number("country"), [.. table.Outcomes.Select(_ => 49.0)]);

        var formula = SmallRows.Fit(wider);

        AssertSamePoints(SmallRows.Fit(table), formula);
        Assert.Contains(new LeftOutFactor("country", "constant"), formula.LeftOut);
    }

    [Theory]
    [InlineData(FactorKind.Numeric)]
    [InlineData(FactorKind.Categorical)]
    [InlineData(FactorKind.Ordinal)]
    public void A_column_that_is_all_missing_changes_nothing_and_was_never_measured(FactorKind kind)
    {
        var table = SmallRows.Make(1500, seed: 36);
        var factor = SmallRows.Number("csat") with
        {
            Kind = kind,
            Levels = kind == FactorKind.Ordinal ? ["bad", "good"] : [],
        };
        var wider = SmallRows.With(table, factor, [.. table.Outcomes.Select(_ => double.NaN)]);

        var formula = SmallRows.Fit(wider);

        AssertSamePoints(SmallRows.Fit(table), formula);
        Assert.Contains(new LeftOutFactor("csat", "never measured"), formula.LeftOut);
    }

    [Fact]
    public void The_later_of_two_equal_columns_is_left_out()
    {
        var table = SmallRows.Make(1500, seed: 37);
        var twins = SmallRows.With(table, SmallRows.Number("logins_again"), table.Values[0]);

        var formula = SmallRows.Fit(twins);

        AssertSamePoints(SmallRows.Fit(table), formula);
        Assert.Contains(new LeftOutFactor("logins_again", "flat"), formula.LeftOut);
    }

    [Fact]
    public void Every_factor_is_in_the_formula_or_left_out_with_a_reason()
    {
        for (var seed = 40; seed < 50; seed++)
        {
            var formula = SmallRows.Fit(SmallRows.Make(600, seed));

            Assert.Equal(
                SmallRows.Catalog.Factors.Select(f => f.Key).Order(),
                formula.Factors.Select(f => f.Key).Concat(formula.LeftOut.Select(f => f.Factor)).Order()
            );
        }
    }

    [Fact]
    public void What_levels_are_called_changes_names_alone()
    {
        var table = SmallRows.Make(1500, seed: 38);
        int[] newIndex = [2, 0, 3, 1];
        var relabelled = SmallRows.Replace(
            table,
            2,
            table.Catalog[2] with
            {
                Levels = ["a", "b", "c", "d"],
            },
            [.. table.Values[2].Select(level => (double)newIndex[(int)level])]
        );

        var (before, after) = (SmallRows.Fit(table), SmallRows.Fit(relabelled));

        AssertSamePoints(before, after, OtherOrder, except: 2);
        var (plan, other) = (before.Factors.Single(f => f.Index == 2), after.Factors.Single(f => f.Index == 2));
        for (var level = 0; level < 4; level++)
        {
            Assert.Equal(
                (double)plan.PointsOf(plan.Bins.BinOf(level)),
                other.PointsOf(other.Bins.BinOf(newIndex[level])),
                OtherOrder
            );
        }
    }

    [Fact]
    public void A_monotone_transform_of_a_number_keeps_its_points()
    {
        var table = SmallRows.Make(1500, seed: 39);
        var cubed = SmallRows.Replace(table, 0, table.Catalog[0], [.. table.Values[0].Select(x => (x * x * x) - 1000)]);

        var (before, after) = (SmallRows.Fit(table), SmallRows.Fit(cubed));

        AssertSamePoints(before, after);
        var (logins, other) = (before.Factors[0], after.Factors[0]);
        Assert.All(
            table.Values[0].Zip(cubed.Values[0]),
            pair => Assert.Equal(logins.Bins.BinOf(pair.First), other.Bins.BinOf(pair.Second))
        );
    }

    [Fact]
    public void Swapped_outcomes_flip_every_sign()
    {
        var table = SmallRows.Make(1500, seed: 40);
        var swapped = table with
        {
            Outcomes = Array.ConvertAll(table.Outcomes, o => o == Outcome.Churned ? Outcome.Retained : Outcome.Churned),
        };

        var (before, after) = (SmallRows.Fit(table), SmallRows.Fit(swapped));

        var values = new double[table.Catalog.Count];
        for (var row = 0; row < 300; row++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                values[j] = table.Values[j][row];
            }

            Assert.Equal(1, before.ChurnProbability(values) + after.ChurnProbability(values), 1e-6);
        }
    }

    private static void AssertSamePoints(
        FittedFormula expected,
        FittedFormula actual,
        int tolerance = 0,
        int except = -1
    )
    {
        Assert.False(expected.IsEmpty);
        Assert.Equal(expected.Factors.Select(f => f.Index), actual.Factors.Select(f => f.Index));
        foreach (var (one, other) in expected.Factors.Zip(actual.Factors).Where(pair => pair.First.Index != except))
        {
            Assert.Equal(one.Bins.BinCount, other.Bins.BinCount);
            Assert.All(
                Points(one).Zip(Points(other)),
                pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance)
            );
        }

        Assert.Equal(expected.Slope, actual.Slope, tolerance * 1e-9);
        Assert.Equal(expected.Intercept, actual.Intercept, tolerance * 1e-9);
    }

    private static ImmutableArray<int> Points(FormulaFactor factor) =>
        [.. factor.Table.Bins, factor.Table.Missing, factor.Table.Other];

    private static byte[] Bytes(TrainingTable table, FittedFormula formula) =>
        FormulaJson.Write(
            ModelAssembly.Of(
                SmallRows.Configuration(table.Catalog),
                table.Catalog,
                new FittedFormulas([formula]),
                new BandCuts(0.3, 0.15),
                challenger: null
            )
        );
}
