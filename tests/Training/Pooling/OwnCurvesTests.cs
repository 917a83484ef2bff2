using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.Scoring;
using HealthScore.Training.Bands;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Pooling;
using HealthScore.Training.Pooling.Deviations;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Pooling;

/// <summary>
/// Customers whom more logins keep, but for those of enterprise: with <see cref="FactorDirection.Learn"/> they may be
/// driven off by them, and with a declared direction it may be the last few logins that count.
/// </summary>
public class OwnCurvesTests
{
    private static readonly TrainingTable Reversed = Make(3_000, seed: 2, FactorDirection.Learn, x => -1.1 * x);
    private static readonly FittedFormulas Formulas = SegmentedRows.Fit(Reversed);

    [Fact]
    [Trait("Requirement", "000-33")]
    public void A_curve_that_runs_the_other_way_in_one_segment_is_found()
    {
        Assert.Equal(["logins"], Formulas.Units.Single(unit => unit.Name == "enterprise").OwnCurves);
        var (enterprise, small) = (LoginsOf("enterprise"), LoginsOf("small"));
        Assert.True(enterprise.PointsOf(0) > 3 * enterprise.PointsOf(enterprise.Bins.BinCount - 1));
        Assert.True(3 * small.PointsOf(0) < small.PointsOf(small.Bins.BinCount - 1));

        static FormulaFactor LoginsOf(string segment) =>
            Formulas.For(segment, "all").Factors.Single(f => f.Key == "logins");
    }

    [Fact]
    public void What_is_shared_is_said_in_the_formula_file()
    {
        var bytes = FormulaJson.Write(
            ModelAssembly.Of(
                SmallRows.Configuration(Reversed.Catalog),
                Reversed.Catalog,
                Formulas,
                new BandCuts(RedFrom: 0.4, YellowFrom: 0.2),
                challenger: null
            )
        );

        var enterprise = FormulaJson.Read(bytes).Formulas.Single(f => f.Segment == "enterprise");

        Assert.Equal(["pulse", "tickets"], enterprise.Shares.Curves.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("logins", enterprise.Shares.Weights);
        Assert.Equal(3, enterprise.Factors.Length);
    }

    [Fact]
    public void Own_curves_foretell_who_leaves_better_than_weights_alone()
    {
        var test = Make(6_000, seed: 99, FactorDirection.Learn, x => -1.1 * x);
        int[] rows = [.. SmallRows.All(test).Where(row => test.Segments![row] == "enterprise")];

        var (with, without) = (LogLoss(Formulas), LogLoss(WithWeightsAlone(Reversed, Formulas.Common)));

        Assert.True(with < without - 0.05, $"{with} {without}");

        double LogLoss(FittedFormulas formulas) =>
            Metrics
                .Of(
                    Array.ConvertAll(
                        rows,
                        row => formulas.For(test, row).ChurnProbability([.. test.Values.Select(column => column[row])])
                    ),
                    [.. rows.Select(row => test.Outcomes[row] == Outcome.Churned)]
                )
                .LogLoss;
    }

    [Fact]
    public void As_many_are_foretold_to_leave_as_left()
    {
        int[] rows = [.. SmallRows.All(Reversed).Where(row => Reversed.Segments![row] == "enterprise")];

        var expected = rows.Sum(row =>
            Formulas.For(Reversed, row).ChurnProbability([.. Reversed.Values.Select(column => column[row])])
        );

        var left = rows.Count(row => Reversed.Outcomes[row] == Outcome.Churned);
        Assert.InRange(expected, 0.97 * left, 1.03 * left);
    }

    /// <summary>All steps of all formulas, in whole points; data that want the direction turned most of all.</summary>
    [Theory]
    [InlineData(FactorDirection.HigherIsBetter)]
    [InlineData(FactorDirection.LowerIsBetter)]
    [InlineData(FactorDirection.MiddleIsBetter)]
    public void A_declared_direction_is_kept_by_every_own_curve_from_bin_to_bin(FactorDirection direction)
    {
        var tables = new[]
        {
            Make(3_000, seed: 2, direction, x => -1.1 * x),
            Make(3_000, seed: 3, direction, x => x > 1 ? 3 : 0),
            Make(3_000, seed: 4, direction, x => x < -1 ? 3 : 0),
            Make(3_000, seed: 5, direction, x => 1.5 - (1.5 * Math.Abs(x - 1))),
        };

        var fitted = Array.ConvertAll(tables, SegmentedRows.Fit);

        Assert.Contains(fitted, formulas => formulas.Units.Any(unit => unit.OwnCurves.Contains("logins")));
        Assert.All(
            fitted.SelectMany(formulas => formulas.All),
            formula => Assert.True(ValueSteps.Of(1, formula.Factors).Follow(direction))
        );
    }

    [Fact]
    public void Another_shape_within_the_declared_direction_is_found()
    {
        var formulas = SegmentedRows.Fit(Make(3_000, seed: 3, FactorDirection.HigherIsBetter, x => x > 1 ? 3 : 0));

        var unit = formulas.Units.Single(unit => unit.Name == "enterprise");
        Assert.Equal(["logins"], unit.OwnCurves);
        var logins = formulas.For("enterprise", "all").Factors.Single(f => f.Key == "logins");
        var middle = logins.SubScoreOf(logins.Bins.BinOf(0.5));
        var common = formulas.Common.Factors.Single(f => f.Key == "logins");
        Assert.True(middle < common.SubScoreOf(common.Bins.BinOf(0.5)) - 15);
    }

    /// <summary>29 customers who left are too few, 30 are enough; snapshots of one customer are one.</summary>
    [Theory]
    [InlineData(29, 1, false)]
    [InlineData(30, 1, true)]
    [InlineData(29, 3, false)]
    public void A_segment_of_fewer_than_30_who_left_shares_all_curves(int churned, int snapshots, bool isLookedAt)
    {
        var chosen = new List<int>();
        foreach (var segment in new[] { "enterprise", "small" })
        {
            int[] own = [.. SmallRows.All(Reversed).Where(row => Reversed.Segments![row] == segment)];
            var left = own.Where(row => Reversed.Outcomes[row] == Outcome.Churned);
            chosen.AddRange(segment == "small" ? left : left.Take(churned));
            chosen.AddRange(own.Where(row => Reversed.Outcomes[row] != Outcome.Churned));
        }

        var table = Reversed.Take([.. chosen.SelectMany(row => Enumerable.Repeat(row, snapshots))]);

        var units = SegmentPooling.Of(table, SmallRows.All(table), Formulas.Common, SmallRows.Quick).Units;

        Assert.Equal(isLookedAt, units.Any(unit => unit.Name == "enterprise" && !unit.OwnCurves.IsEmpty));
    }

    private static FittedFormulas WithWeightsAlone(TrainingTable table, FittedFormula common)
    {
        var order = CanonicalOrder.Of(table, SmallRows.All(table), SmallRows.Quick.Seed).Rows;
        var units = PoolingUnits.Of(table, order);
        var rows = PooledRows.Of(table, order, common, units);
        var fit = PooledFit.Of(rows, PooledEffects.Of(units.Cells, [0, 1, 2]), common.PriorLogOdds);
        var none = new OwnCurves([], new double[units.Segments.Length]);
        return new([common, .. SegmentFormulas.Of(table.Catalog, common, rows, fit, none)]);
    }

    /// <param name="count">Rows; a quarter are enterprise.</param>
    /// <param name="seed">Of chance.</param>
    /// <param name="direction">Declared for logins.</param>
    /// <param name="stays">What logins add to the log-odds of staying in enterprise, over -2 to 2.</param>
    private static TrainingTable Make(int count, int seed, FactorDirection direction, Func<double, double> stays)
    {
        var table = SegmentedRows.Make(count, seed);
        var random = new Random(seed + 1000);
        Factor[] factors =
        [
            table.Catalog[0],
            table.Catalog[1] with
            {
                Direction = direction,
            },
            table.Catalog[2] with
            {
                Key = "tickets",
            },
        ];
        return table with
        {
            Catalog = new FactorCatalog([.. factors]),
            Stages = null,
            Outcomes =
            [
                .. SmallRows
                    .All(table)
                    .Select(row => random.NextDouble() < Chance(row) ? Outcome.Churned : Outcome.Retained),
            ],
        };

        double Chance(int row)
        {
            var logins = table.Values[1][row];
            var common = direction switch
            {
                FactorDirection.LowerIsBetter => -0.9 * logins,
                FactorDirection.MiddleIsBetter => 1 - Math.Abs(logins),
                _ => 0.9 * logins,
            };
            var own = table.Segments![row] == "enterprise" ? stays(logins) : common;
            return Logistic.Sigmoid(-0.7 - own - (0.6 * table.Values[0][row]) - (0.4 * table.Values[2][row]));
        }
    }
}
