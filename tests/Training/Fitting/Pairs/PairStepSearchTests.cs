using System.Runtime.Intrinsics;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Pairs;

namespace HealthScore.Training.Tests.Fitting.Pairs;

public class PairStepSearchTests
{
    private static readonly FitSettings Settings = new() { LeafRows = 1, LeafShrinkage = 2 };

    /// <summary>
    /// Rows 0 and 1, columns 0 and 1, ten rows of information 2 in each cell, gradients 8, -8, -8, 8: no single cut
    /// wins, the tree gains 4 x 64 / (2 + 2) = 64, and moves each cell by 8 / 4 = 2.
    /// </summary>
    [Fact]
    public void It_sees_what_neither_factor_shows_alone()
    {
        var grid = new PairGrid(Axis(0, 2), Axis(1, 2));
        var sums = Sums(grid, (row, column) => row == column ? 8 : -8);

        var step = new PairStepSearch(Settings).Best(grid, sums);

        Assert.NotNull(step);
        Assert.Equal(64, step.Gain, 1e-12);
        var table = new double[grid.Cells];
        step.AddTo(grid, 0.5, table);
        Assert.Equal([1, -1, 0, -1, 1, 0, 0, 0, 0], table);
    }

    [Fact]
    public void Its_gain_is_the_largest_of_all_trees_of_depth_two()
    {
        var random = new Random(3);
        for (var round = 0; round < 100; round++)
        {
            var grid = new PairGrid(Axis(0, random.Next(2, 6)), Axis(1, random.Next(2, 6)));
            var sums = Sums(grid, (_, _) => (random.NextDouble() * 20) - 10);

            var step = new PairStepSearch(Settings).Best(grid, sums);

            var rows = Trees(grid.Row.Count, grid.Column.Count, (r, c) => (r * grid.Column.Size) + c, sums);
            var columns = Trees(grid.Column.Count, grid.Row.Count, (c, r) => (r * grid.Column.Size) + c, sums);
            Assert.Equal(rows.Concat(columns).Max(), step!.Gain, 1e-9);
        }
    }

    [Fact]
    public void A_step_obeys_the_directions_of_both_factors_everywhere()
    {
        var random = new Random(4);
        var steps = 0;
        for (var round = 0; round < 300; round++)
        {
            var grid = new PairGrid(
                Axis(0, random.Next(2, 6)) with
                {
                    Constraint = CurveConstraint.Rising,
                },
                Axis(1, random.Next(2, 6)) with
                {
                    Constraint = CurveConstraint.Falling,
                }
            );
            var step = new PairStepSearch(Settings).Best(grid, Sums(grid, (_, _) => (random.NextDouble() * 20) - 10));
            if (step is null)
            {
                continue;
            }

            steps++;
            var table = new double[grid.Cells];
            step.AddTo(grid, 1, table);
            for (var row = 0; row < grid.Row.Count; row++)
            {
                for (var column = 0; column < grid.Column.Count; column++)
                {
                    var here = table[(row * grid.Column.Size) + column];
                    Assert.True(row == 0 || here >= table[((row - 1) * grid.Column.Size) + column]);
                    Assert.True(column == 0 || here <= table[(row * grid.Column.Size) + column - 1]);
                }
            }
        }

        Assert.InRange(steps, 100, 300);
    }

    [Fact]
    public void A_leaf_with_too_few_rows_is_no_leaf()
    {
        var grid = new PairGrid(Axis(0, 2), Axis(1, 2));
        var sums = Sums(grid, (row, column) => row == column ? 8 : -8);

        Assert.NotNull(new PairStepSearch(Settings with { LeafRows = 10 }).Best(grid, sums));
        var coarse = new PairStepSearch(Settings with { LeafRows = 11 }).Best(grid, sums);
        Assert.True(coarse is null || coarse.Gain < 1);
    }

    private static PairAxis Axis(int factor, int count) =>
        new(factor, [.. Enumerable.Range(0, count + 1).Select(c => (byte)c)], count, true, CurveConstraint.Free);

    private static PairSums Sums(PairGrid grid, Func<int, int, double> gradient)
    {
        var sums = new PairSums(grid.Cells);
        for (var row = 0; row < grid.Row.Count; row++)
        {
            for (var column = 0; column < grid.Column.Count; column++)
            {
                var cell = (row * grid.Column.Size) + column;
                sums.Slopes[cell] = Vector128.Create(gradient(row, column), 2);
                sums.Rows[cell] = 10;
            }
        }

        return sums;
    }

    /// <summary>The gain of every cut of the root with every cut, or none, of the leaves.</summary>
    private static IEnumerable<double> Trees(int roots, int leaves, Func<int, int, int> cell, PairSums sums)
    {
        for (var cut = 1; cut < roots; cut++)
        {
            yield return Side(0, cut) + Side(cut, roots);
        }

        double Side(int from, int to) =>
            Enumerable.Range(1, leaves).Max(cut => Score(from, to, 0, cut) + Score(from, to, cut, leaves));

        double Score(int from, int to, int low, int high)
        {
            var cells = Enumerable
                .Range(from, to - from)
                .SelectMany(r => Enumerable.Range(low, high - low).Select(c => cell(r, c)))
                .ToArray();
            var g = cells.Sum(c => sums.Slopes[c][0]);
            return cells.Length == 0 ? 0 : g * g / (cells.Sum(c => sums.Slopes[c][1]) + Settings.LeafShrinkage);
        }
    }
}
