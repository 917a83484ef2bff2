using System.Numerics;
using System.Runtime.Intrinsics;
using HealthScore.Core.Scoring;

namespace HealthScore.Training.Fitting.Pairs;

/// <summary>Tables of the given pairs: log-odds of churn by cell.</summary>
/// <param name="Grids">The pairs.</param>
/// <param name="Tables">By bag, by pair, by cell.</param>
/// <param name="Steps">Steps each bag took.</param>
internal sealed record BoostedPairs(PairGrid[] Grids, double[][][] Tables, int[] Steps)
{
    /// <summary>The bags' mean table of one pair.</summary>
    public double[] Mean(int pair)
    {
        var mean = new double[Grids[pair].Cells];
        foreach (var bag in Tables)
        {
            for (var cell = 0; cell < mean.Length; cell++)
            {
                mean[cell] += bag[pair][cell] / Tables.Length;
            }
        }

        return mean;
    }
}

/// <summary>
/// Goes on boosting where the single curves stopped, with trees of depth two on the given pairs only: the bag's best
/// step of all pairs, again and again, until the rows that the bag left out no longer gain.
/// </summary>
/// <remarks>
/// A pair's best gain hardly ever rises while other pairs move, so only the pair with the highest gain known is looked
/// at anew before its step is taken, and all of them now and then. Looking at a pair costs a pass over the rows; a step
/// costs another, in which the pair it is taken on is summed again.
/// </remarks>
internal sealed class PairBoosting
{
    private const int LookAtAllEvery = 32;
    private const int ValidateEvery = 4;
    private const int Block = 1024;
    private readonly BagRows bag;
    private readonly PairGrid[] grids;
    private readonly PairGrid[] freeGrids;
    private readonly ushort[][] cells;
    private readonly FitSettings settings;
    private readonly double[] leftOut;

    /// <summary>
    /// Of the rows learned from, the odds of staying: a step multiplies them, and p = 1 / (1 + odds).
    /// </summary>
    private readonly double[] odds;
    private readonly double[] factors;
    private readonly double[] probabilities = new double[Block];
    private readonly Vector128<double>[] residuals;
    private readonly PairSums[] sums;

    /// <summary>Which pairs' sums and steps are those of the present residuals.</summary>
    private readonly bool[] isPresent;
    private readonly PairStepSearch search;
    private readonly PairStep?[] steps;
    private readonly double[][] tables;
    private readonly double[] change;
    private readonly DirectionBudget budget;

    private PairBoosting(BagRows bag, PairGrid[] grids, FitSettings settings)
    {
        (this.bag, this.grids, this.settings) = (bag, grids, settings);
        freeGrids = [.. grids.Select(g => g.Free())];
        cells = [.. grids.Select(g => g.CellsOf(bag.Data))];
        leftOut = bag.LogOdds[bag.Trained..];
        odds = Array.ConvertAll(bag.LogOdds[..bag.Trained], logOdds => Logistic.Exp(-logOdds));
        residuals = Residuals.Of(bag.LogOdds.AsSpan(0, bag.Trained), bag.Data.Churned);
        sums = [.. grids.Select(g => new PairSums(g.Cells))];
        search = new PairStepSearch(settings);
        steps = new PairStep?[grids.Length];
        isPresent = new bool[grids.Length];
        tables = [.. grids.Select(g => new double[g.Cells])];
        change = new double[grids.Length == 0 ? 0 : grids.Max(g => g.Cells)];
        factors = new double[change.Length];
        budget = new DirectionBudget(bag, grids);
        for (var k = 0; k < grids.Length; k++)
        {
            foreach (var cell in cells[k].AsSpan(0, bag.Trained))
            {
                sums[k].Rows[cell]++;
            }
        }
    }

    /// <summary>The given pairs, boosted on every bag.</summary>
    /// <param name="bags">The rows of each bag, and what its single curves say of them.</param>
    /// <param name="grids">The pairs.</param>
    /// <param name="settings">Rate, limits, patience, threads.</param>
    public static BoostedPairs Fit(IReadOnlyList<BagRows> bags, PairGrid[] grids, FitSettings settings)
    {
        var boosted = new (double[][] Tables, int Steps)[bags.Count];
        Parallel.For(
            0,
            bags.Count,
            new ParallelOptions { MaxDegreeOfParallelism = settings.Threads },
            bag => boosted[bag] = Fit(bags[bag], grids, settings)
        );
        return new BoostedPairs(grids, [.. boosted.Select(b => b.Tables)], [.. boosted.Select(b => b.Steps)]);
    }

    /// <summary>The given pairs, boosted on one bag: by pair, by cell.</summary>
    public static (double[][] Tables, int Steps) Fit(BagRows bag, PairGrid[] grids, FitSettings settings) =>
        new PairBoosting(bag, grids, settings).Run();

    private (double[][] Tables, int Steps) Run()
    {
        var best = (Loss: HeldOutLoss(), Steps: 0, Tables: tables.Select(t => t.ToArray()).ToArray());
        for (var step = 0; step < settings.MostPairSteps && step - best.Steps <= settings.PairPatience; step++)
        {
            if (step % LookAtAllEvery == 0)
            {
                for (var k = 0; k < grids.Length; k++)
                {
                    LookAt(k);
                }
            }

            if (BestPair() is not { } pair)
            {
                break;
            }

            Take(pair);
            if ((step + 1) % ValidateEvery == 0 && HeldOutLoss() is var loss && loss < best.Loss)
            {
                best = (loss, step + 1, best.Tables);
                for (var k = 0; k < tables.Length; k++)
                {
                    tables[k].CopyTo(best.Tables[k], 0);
                }
            }
        }

        return (best.Tables, best.Steps);
    }

    /// <summary>
    /// A pair's best step: the best of all where no direction turns, else the best that leans against none by itself.
    /// </summary>
    private void LookAt(int pair)
    {
        if (!isPresent[pair])
        {
            sums[pair].Take(cells[pair], residuals);
            FindStep(pair);
        }
    }

    private void FindStep(int pair)
    {
        isPresent[pair] = true;
        steps[pair] = search.Best(freeGrids[pair], sums[pair]);
        if (grids[pair].HasDirection && steps[pair] is { } step && !budget.Allows(pair, After(pair, step)))
        {
            steps[pair] = search.Best(grids[pair], sums[pair]);
        }
    }

    /// <summary>A pair's table once a step is taken.</summary>
    private double[] After(int pair, PairStep step)
    {
        var table = tables[pair].ToArray();
        step.AddTo(grids[pair], settings.PairLearningRate, table);
        return table;
    }

    /// <summary>The pair whose step, looked at anew, wins most.</summary>
    private int? BestPair()
    {
        while (true)
        {
            var best = -1;
            for (var k = 0; k < steps.Length; k++)
            {
                best = (steps[k]?.Gain ?? 0) > (best < 0 ? 0 : steps[best]!.Gain) ? k : best;
            }

            if (best < 0 || isPresent[best])
            {
                return best < 0 ? null : best;
            }

            LookAt(best);
        }
    }

    private void Take(int pair)
    {
        var table = tables[pair];
        var moved = change.AsSpan(0, table.Length);
        moved.Clear();
        steps[pair]!.AddTo(grids[pair], settings.PairLearningRate, moved);
        for (var cell = 0; cell < table.Length; cell++)
        {
            table[cell] += moved[cell];
        }

        budget.Take(pair, table);
        Move(pair, moved);
        Array.Clear(isPresent);
        FindStep(pair);
    }

    /// <summary>Moves the rows by a change of one pair, and takes their residuals and that pair's sums anew.</summary>
    private void Move(int pair, ReadOnlySpan<double> moved)
    {
        Array.Clear(sums[pair].Slopes);
        for (var cell = 0; cell < moved.Length; cell++)
        {
            var isAsBefore = cell > 0 && moved[cell] == moved[cell - 1];
            factors[cell] = isAsBefore ? factors[cell - 1] : Logistic.Exp(-moved[cell]);
        }

        for (var from = 0; from < bag.Trained; from += Block)
        {
            MoveBlock(pair, from, Math.Min(Block, bag.Trained - from));
        }

        for (var i = 0; i < leftOut.Length; i++)
        {
            leftOut[i] += moved[cells[pair][bag.Trained + i]];
        }
    }

    private void MoveBlock(int pair, int from, int count)
    {
        var (slopes, multiply) = (sums[pair].Slopes, factors);
        var cellOfRow = cells[pair].AsSpan(from, count);
        var churned = bag.Data.Churned.AsSpan(from, count);
        var ofRows = odds.AsSpan(from, count);
        for (var i = 0; i < ofRows.Length; i++)
        {
            ofRows[i] *= multiply[cellOfRow[i]];
        }

        var p = probabilities.AsSpan(0, count);
        Probabilities(ofRows, p);
        var rows = residuals.AsSpan(from, count);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Residuals.Of(p[i], churned[i]);
            slopes[cellOfRow[i]] += rows[i];
        }
    }

    private static void Probabilities(ReadOnlySpan<double> odds, Span<double> probabilities)
    {
        var at = 0;
        for (; at <= odds.Length - Vector<double>.Count; at += Vector<double>.Count)
        {
            (Vector<double>.One / (Vector<double>.One + new Vector<double>(odds[at..]))).CopyTo(probabilities[at..]);
        }

        for (; at < odds.Length; at++)
        {
            probabilities[at] = 1 / (1 + odds[at]);
        }
    }

    private double HeldOutLoss() =>
        leftOut.Length == 0 ? 0 : Residuals.SumOfLosses(leftOut, bag.Data.Churned.AsSpan(bag.Trained)) / leftOut.Length;
}
