using HealthScore.Core.Formula;
using HealthScore.Training.Configuration;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Choosing;
using HealthScore.Training.Tests.Fitting.Pairs;

namespace HealthScore.Training.Tests.Fitting.Choosing;

/// <summary>Logins, tickets, plan and nps say who leaves; noise does not.</summary>
public class FactorChoiceTests
{
    [Fact]
    public void A_formula_of_few_factors_keeps_those_that_explain_most_and_names_the_others()
    {
        var table = SmallRows.Make(2000, seed: 401);

        var all = SmallRows.Fit(table);
        var few = FormulaTrainer.Fit(table, SmallRows.All(table), Limited(2));

        Assert.True(all.Factors.Length > 2, $"{all.Factors.Length}");
        Assert.Equal(2, few.Factors.Length);
        Assert.Equal("logins", few.Factors[0].Key);
        Assert.DoesNotContain(few.Factors, f => f.Key == "noise");
        Assert.Equal(HealthFormula.FullHealth, few.Factors.Sum(f => f.Table.Best));
        Assert.All(few.Factors, f => Assert.Equal(table.Catalog.IndexOf(f.Key), f.Index));
        Assert.Contains(few.LeftOut, f => f.Reason == FactorChoice.Reason);
        Assert.Equal(table.Catalog.Count, few.Factors.Length + few.LeftOut.Length);
    }

    /// <summary>
    /// The tables stand at the factors' own places in the catalog, whatever was left out before them.
    /// </summary>
    [Fact]
    public void What_must_be_included_is_and_scores_by_its_own_column()
    {
        var table = SmallRows.Make(2000, seed: 402);

        var few = FormulaTrainer.Fit(table, SmallRows.All(table), Limited(1, "nps"));

        var nps = Assert.Single(few.Factors);
        Assert.Equal(("nps", 3), (nps.Key, nps.Index));
        double[] values = [double.NaN, double.NaN, double.NaN, 9, double.NaN];
        Assert.Equal(nps.PointsOf(nps.Bins.BinOf(9)), few.HealthOf(values));
    }

    [Fact]
    public void A_limit_that_is_not_reached_changes_nothing()
    {
        var table = SmallRows.Make(1000, seed: 403);

        var (all, limited) = (SmallRows.Fit(table), FormulaTrainer.Fit(table, SmallRows.All(table), Limited(5)));

        Assert.Equal(all.Factors.Select(f => f.Key), limited.Factors.Select(f => f.Key));
        Assert.Equal((all.Intercept, all.Slope), (limited.Intercept, limited.Slope));
    }

    /// <summary>A pair is one of the few; noise and plan have no place beside it.</summary>
    [Theory]
    [InlineData(0, 2)]
    [InlineData(4, 3)]
    public void Pairs_are_sought_among_the_few_where_they_are_allowed(int mostPairs, int expected)
    {
        var table = PairRows.Make(4000, seed: 405, together: 2.5);
        var settings = FitSettings.Default with { Threads = 1, Limit = new FactorLimit(3, []), MostPairs = mostPairs };

        var few = FormulaTrainer.Fit(table, SmallRows.All(table), settings);

        Assert.Equal(mostPairs > 0, few.Factors.Any(f => f.Key == "usage*calls"));
        Assert.InRange(few.Factors.Length, expected, 3);
        Assert.Equal(mostPairs > 0 ? 1 : 0, few.Factors.Count(f => f.IsPair));
    }

    /// <summary>Invariant 8.</summary>
    [Fact]
    public void The_choice_does_not_depend_on_the_order_of_rows()
    {
        var table = SmallRows.Make(1500, seed: 404);
        var shuffled = table.Take(SmallRows.Shuffled(1500, seed: 405));

        var one = FormulaTrainer.Fit(table, SmallRows.All(table), Limited(2));
        var two = FormulaTrainer.Fit(shuffled, SmallRows.All(shuffled), Limited(2));

        Assert.Equal(one.Factors.Select(f => f.Table.Best), two.Factors.Select(f => f.Table.Best));
        Assert.Equal((one.Intercept, one.Slope), (two.Intercept, two.Slope));
    }

    /// <summary>The price is on held-out rows, with the choice made in each fold anew.</summary>
    [Fact]
    public void Training_tells_what_few_factors_cost()
    {
        var table = SmallRows.Make(1500, seed: 406);
        var configuration = SmallRows.Configuration(table.Catalog) with { Challenger = ChallengerTrainerKind.None };

        var outcome = TrainingRun.Train(table, configuration, Limited(1), [], "0.1.0");

        Assert.Single(outcome.Formula.Factors);
        Assert.All(outcome.HeldOut.Folds, fold => Assert.Single(fold.Formula.Factors));
        Assert.True(outcome.WithoutLimit!.Auc > outcome.Metrics.Formula.Auc);
        Assert.True(outcome.WithoutLimit.LogLoss < outcome.Metrics.Formula.LogLoss);
    }

    private static FitSettings Limited(int most, params string[] mustInclude) =>
        SmallRows.Quick with
        {
            Limit = new FactorLimit(most, [.. mustInclude]),
        };
}
