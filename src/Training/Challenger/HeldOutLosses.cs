using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;
using HealthScore.Core.Trees;
using HealthScore.Training.Data;

namespace HealthScore.Training.Challenger;

/// <summary>Log-loss of each held-out row after each tree.</summary>
internal sealed class HeldOutLosses
{
    /// <summary>Losses of one row stand together; floats, since differences of a thousandth decide.</summary>
    private readonly float[] losses;
    private readonly int trees;

    private HeldOutLosses(float[] losses, int trees)
    {
        (this.losses, this.trees) = (losses, trees);
        var sums = new double[trees];
        for (var i = 0; i < losses.Length; i++)
        {
            sums[i % trees] += losses[i];
        }

        BestCount = Array.IndexOf(sums, sums.Min()) + 1;
    }

    /// <summary>The number of trees with the lowest loss, the smaller where two are equal.</summary>
    public int BestCount { get; }

    private int Rows => losses.Length / trees;

    /// <param name="table">The table.</param>
    /// <param name="heldOut">Held-out rows, and trees that never saw them.</param>
    /// <param name="slope">Log-odds of churn per unit of raw score.</param>
    public static HeldOutLosses Of(
        TrainingTable table,
        IReadOnlyList<(int[] Rows, TreeEnsemble Trees)> heldOut,
        double slope
    )
    {
        var count = Math.Max(1, heldOut.Max(part => part.Trees.Trees.Length));
        var each = new float[heldOut.Sum(part => part.Rows.Length) * count];
        var values = new double[table.Catalog.Count];
        var at = 0;
        foreach (var (rows, trees) in heldOut)
        {
            foreach (var row in rows)
            {
                RowValues.Copy(table, row, values);
                var towardsTruth = table.Outcomes[row] == Outcome.Churned ? slope : -slope;
                var score = 0.0;
                for (var t = 0; t < count; t++)
                {
                    score += t < trees.Trees.Length ? trees.LeafValue(t, values) : 0;
                    each[at++] = -(float)Logistic.Log(Logistic.Sigmoid(towardsTruth * score));
                }
            }
        }

        return new HeldOutLosses(each, count);
    }

    /// <summary>How much lower the loss of <paramref name="a"/> is than that of <paramref name="b"/>, paired by
    /// row.</summary>
    public static LossGain Gain(HeldOutLosses a, int treesOfA, HeldOutLosses b, int treesOfB)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var row = 0; row < a.Rows; row++)
        {
            double gain = b.losses[(row * b.trees) + treesOfB - 1] - a.losses[(row * a.trees) + treesOfA - 1];
            sum += gain;
            squares += gain * gain;
        }

        return new LossGain(sum, Math.Sqrt(Math.Max(0, squares - (sum * sum / a.Rows))));
    }
}

/// <param name="Sum">By how much the log-loss is lower, summed over the held-out rows.</param>
/// <param name="Error">Standard error of that sum.</param>
internal readonly record struct LossGain(double Sum, double Error)
{
    public bool IsClear => Sum > Error;
}
