using System.Runtime.Intrinsics;
using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Pairs;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Tests.Fitting.Pairs;

public class PairBoostingTests
{
    private const int Rows = 5000;
    private const int Trained = 4000;
    private static readonly FitSettings Settings = new() { MostPairSteps = 80, PairPatience = 80 };

    /// <summary>
    /// One pair, boosted by the book: every step from log-odds, probabilities and sums taken anew from all rows.
    /// </summary>
    [Fact]
    public void Odds_that_are_multiplied_step_by_step_lead_where_log_odds_taken_anew_lead()
    {
        var bag = Bag();
        var grid = new PairGrid(Axis(bag, 0), Axis(bag, 1));

        var (tables, steps) = PairBoosting.Fit(bag, [grid], Settings);

        var (expected, expectedSteps) = ByTheBook(bag, grid);
        Assert.Equal(expectedSteps, steps);
        Assert.InRange(steps, 4, Settings.MostPairSteps);
        Assert.All(expected, (log, cell) => Assert.Equal(log, tables[0][cell], 1e-10));
    }

    [Fact]
    public void The_loss_of_many_rows_is_the_sum_of_theirs()
    {
        var random = new Random(5);
        double[] logOdds = [.. Enumerable.Range(0, 3001).Select(_ => (random.NextDouble() - 0.5) * 80)];
        byte[] churned = [.. logOdds.Select(_ => (byte)random.Next(2))];

        var sum = Residuals.SumOfLosses(logOdds, churned);

        var expected = logOdds.Zip(churned, Residuals.Loss).Sum();
        Assert.Equal(1, sum / expected, 1e-12);
    }

    private static (double[] Table, int Steps) ByTheBook(BagRows bag, PairGrid grid)
    {
        var cells = grid.CellsOf(bag.Data);
        var table = new double[grid.Cells];
        var best = (Loss: Loss(bag, cells, table), Steps: 0, Table: table.ToArray());
        for (var step = 0; step < Settings.MostPairSteps; step++)
        {
            var sums = new PairSums(grid.Cells);
            for (var i = 0; i < bag.Trained; i++)
            {
                var p = Logistic.Sigmoid(bag.LogOdds[i] + table[cells[i]]);
                sums.Slopes[cells[i]] += Vector128.Create(bag.Data.Churned[i] - p, p * (1 - p));
                sums.Rows[cells[i]]++;
            }

            new PairStepSearch(Settings).Best(grid, sums)!.AddTo(grid, Settings.PairLearningRate, table);
            if ((step + 1) % 4 == 0 && Loss(bag, cells, table) is var loss && loss < best.Loss)
            {
                best = (loss, step + 1, table.ToArray());
            }
        }

        return (best.Table, best.Steps);
    }

    private static double Loss(BagRows bag, ushort[] cells, double[] table) =>
        Enumerable
            .Range(bag.Trained, Rows - bag.Trained)
            .Average(i => Residuals.Loss(bag.LogOdds[i] + table[cells[i]], bag.Data.Churned[i]));

    /// <summary>Two factors of ten values each, whose product decides.</summary>
    private static BagRows Bag()
    {
        var random = new Random(11);
        double[][] values =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(_ => Enumerable.Range(0, Rows).Select(_ => (double)random.Next(10)).ToArray()),
        ];
        var churned = new byte[Rows];
        var logOdds = new double[Rows];
        for (var i = 0; i < Rows; i++)
        {
            logOdds[i] = -1 + (0.02 * values[0][i]);
            var together = 0.08 * (values[0][i] - 4.5) * (values[1][i] - 4.5);
            churned[i] = (byte)(random.NextDouble() < Logistic.Sigmoid(logOdds[i] + together) ? 1 : 0);
        }

        int[] rows = [.. Enumerable.Range(0, Rows)];
        Prebins[] grids = [.. values.Select((v, j) => Prebins.Learn(SmallRows.Number($"f{j}"), v, rows))];
        byte[][] codes = [.. grids.Select((grid, j) => Array.ConvertAll(values[j], grid.CodeOf))];
        var data = new PrebinnedRows(grids, codes, churned, new ulong[Rows]);
        return new BagRows(rows, Trained, data, logOdds, [.. grids.Select(grid => new double[grid.Size])]);
    }

    private static PairAxis Axis(BagRows bag, int factor)
    {
        var grid = bag.Data.Factors[factor];
        var counts = new int[grid.Size];
        foreach (var code in bag.Data.Codes[factor])
        {
            counts[code]++;
        }

        return PairAxis.Of(factor, grid, counts, CurveConstraint.Free);
    }
}
