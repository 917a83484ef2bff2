using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Fitting.Boosting;

/// <summary>Curves on the prebins: log-odds of churn, one vector per factor, missing last.</summary>
/// <param name="Curves">By factor, by prebin.</param>
/// <param name="HeldOut">Log-odds of each row by the bag that did not learn from it, in the order of the data.</param>
/// <param name="Steps">Steps each bag took.</param>
/// <param name="BagOfRow">The bag that left each row out.</param>
/// <param name="LogOdds">By bag, the log-odds of each row in the order of the data.</param>
/// <param name="OfBags">By bag, its own curves.</param>
internal sealed record BoostedShapes(
    double[][] Curves,
    double[] HeldOut,
    int[] Steps,
    int[] BagOfRow,
    double[][] LogOdds,
    double[][][] OfBags
);

/// <summary>
/// Learns all curves at once: the best stump of all factors, again and again, on bags of the rows, each stopped when
/// the rows it left out no longer gain; the bags' curves are averaged. Sums of stumps that obey a direction obey it.
/// </summary>
internal static class ShapeBoosting
{
    private const int GradientEvery = 10;
    private const int GradientEveryAtMost = 100;
    private const int RecountFirst = 60;
    private const int RecountGrowth = 5;
    private const ulong BagSalt = 1;

    public static BoostedShapes Fit(PrebinnedRows data, CurveConstraint[] constraints, FitSettings settings)
    {
        var offsets = HistogramCube.OffsetsOf(data);
        var bagOfRow = Array.ConvertAll(data.Keys, key => CanonicalOrder.FoldOf(key, settings.Bags, BagSalt));
        var heldOut = new double[data.Count];
        var bags = new (double[] Curve, double[] LogOdds, int Steps)[settings.Bags];
        var logOdds = new double[settings.Bags][];
        Parallel.For(
            0,
            settings.Bags,
            new ParallelOptions { MaxDegreeOfParallelism = settings.Threads },
            bag =>
            {
                int[] rows = [.. RowsOf(other => other != bag), .. RowsOf(other => other == bag)];
                var trained = bagOfRow.Count(other => other != bag);
                bags[bag] = Boost(data.Take(rows), trained, offsets, constraints, settings);
                logOdds[bag] = new double[rows.Length];
                for (var i = 0; i < rows.Length; i++)
                {
                    logOdds[bag][rows[i]] = bags[bag].LogOdds[i];
                }

                for (var i = trained; i < rows.Length; i++)
                {
                    heldOut[rows[i]] = bags[bag].LogOdds[i];
                }
            }
        );

        double[][][] ofBags =
        [
            .. bags.Select(bag =>
                Enumerable.Range(0, data.Factors.Length).Select(j => bag.Curve[offsets[j]..offsets[j + 1]]).ToArray()
            ),
        ];
        var curves = new double[data.Factors.Length][];
        for (var j = 0; j < curves.Length; j++)
        {
            curves[j] = new double[data.Factors[j].Size];
            for (var b = 0; b < curves[j].Length; b++)
            {
                curves[j][b] = ofBags.Sum(bag => bag[j][b]) / settings.Bags;
            }
        }

        return new BoostedShapes(curves, heldOut, [.. bags.Select(bag => bag.Steps)], bagOfRow, logOdds, ofBags);

        IEnumerable<int> RowsOf(Func<int, bool> holds) =>
            Enumerable.Range(0, data.Count).Where(row => holds(bagOfRow[row]));
    }

    private static (double[] Curve, double[] LogOdds, int Steps) Boost(
        PrebinnedRows data,
        int trained,
        int[] offsets,
        CurveConstraint[] constraints,
        FitSettings settings
    )
    {
        var quadratic = new Linearization(data, trained, offsets);
        var rows = RowsByPrebin(data, trained, offsets);
        var curve = new double[offsets[^1]];
        var moved = new double[offsets[^1]];
        quadratic.Start(PriorLogOdds(data, trained));
        var best = (
            Loss: quadratic.HeldOutLogLoss(),
            Steps: 0,
            Curve: new double[curve.Length],
            LogOdds: quadratic.LogOdds.ToArray()
        );
        var (refresh, recount) = (0, 0);
        for (var step = 0; step < settings.MostSteps && step - best.Steps <= settings.Patience; step++)
        {
            if (step == refresh)
            {
                refresh += Math.Clamp(step / 10, GradientEvery, GradientEveryAtMost);
                Relinearize(quadratic, data, offsets, moved);
                if (quadratic.HeldOutLogLoss() is var loss && loss < best.Loss)
                {
                    best = (loss, step, best.Curve, best.LogOdds);
                    curve.CopyTo(best.Curve, 0);
                    quadratic.LogOdds.CopyTo(best.LogOdds);
                }

                quadratic.RefreshGradient();
                if (step >= recount)
                {
                    quadratic.RefreshJointCounts();
                    recount = (RecountGrowth * step) + RecountFirst;
                }
            }

            var stump = BestStump(quadratic, data, offsets, rows, constraints, settings);
            if (stump.Gain <= 0)
            {
                break;
            }

            Take(stump, quadratic, data, offsets, curve, moved, settings.LearningRate);
        }

        return (best.Curve, best.LogOdds, best.Steps);
    }

    private static Stump BestStump(
        Linearization quadratic,
        PrebinnedRows data,
        int[] offsets,
        int[] rows,
        CurveConstraint[] constraints,
        FitSettings settings
    )
    {
        var best = default(Stump);
        for (var j = 0; j < data.Factors.Length; j++)
        {
            var (from, size) = (offsets[j], data.Factors[j].Size);
            var stump = StumpSearch.Best(
                j,
                data.Factors[j],
                quadratic.Gradient.AsSpan(from, size),
                quadratic.Information.AsSpan(from, size),
                rows.AsSpan(from, size),
                constraints[j],
                settings
            );
            best = stump.Gain > best.Gain ? stump : best;
        }

        return best;
    }

    private static void Take(
        Stump stump,
        Linearization quadratic,
        PrebinnedRows data,
        int[] offsets,
        double[] curve,
        double[] moved,
        double learningRate
    )
    {
        var grid = data.Factors[stump.Factor];
        var from = offsets[stump.Factor];
        var (left, right) = (learningRate * stump.Left, learningRate * stump.Right);
        if (stump.Members is { } members)
        {
            for (var code = 0; code < grid.Size; code++)
            {
                Add(from + code, members.AsSpan().Contains((byte)code) ? left : right);
                quadratic.Apply(from + code, members.AsSpan().Contains((byte)code) ? left : right);
            }
        }
        else if (stump.Cut == grid.Missing)
        {
            Add(from + grid.Missing, left);
            quadratic.Apply(from + grid.Missing, left);
        }
        else
        {
            for (var code = 0; code < grid.Count; code++)
            {
                Add(from + code, code <= stump.Cut ? left : right);
            }

            quadratic.Apply(from + stump.Cut, left - right);
            quadratic.Apply(from + grid.Count - 1, right);
        }

        void Add(int at, double change)
        {
            curve[at] += change;
            moved[at] += change;
        }
    }

    private static void Relinearize(Linearization quadratic, PrebinnedRows data, int[] offsets, double[] moved)
    {
        for (var j = 0; j < data.Factors.Length; j++)
        {
            var change = moved.AsSpan(offsets[j], data.Factors[j].Size);
            if (change.ContainsAnyExcept(0.0))
            {
                quadratic.Move(j, change);
            }
        }

        Array.Clear(moved);
    }

    private static int[] RowsByPrebin(PrebinnedRows data, int trained, int[] offsets)
    {
        var rows = new int[offsets[^1]];
        for (var j = 0; j < data.Factors.Length; j++)
        {
            foreach (var code in data.Codes[j].AsSpan(0, trained))
            {
                rows[offsets[j] + code]++;
            }
        }

        return rows;
    }

    private static double PriorLogOdds(PrebinnedRows data, int trained)
    {
        var churned = 0;
        foreach (var c in data.Churned.AsSpan(0, trained))
        {
            churned += c;
        }

        return Logistic.Logit((churned + 0.5) / (trained + 1.0));
    }
}
