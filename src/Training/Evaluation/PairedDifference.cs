using HealthScore.Core.Scoring;

namespace HealthScore.Training.Evaluation;

/// <summary>Rows that two models scored and whose outcome is known; the columns are equally long.</summary>
/// <param name="First">Churn probabilities of one model.</param>
/// <param name="Second">Those of the other.</param>
/// <param name="Churned">What became of each row.</param>
public sealed record PairedRows(double[] First, double[] Second, bool[] Churned)
{
    /// <inheritdoc cref="ScoredRows.Accounts"/>
    public int[]? Accounts { get; init; }
}

/// <summary>
/// Two models on the same rows: each figure, and the 95 % interval of the second less the first. Both models meet the
/// same customers, so the interval is far narrower than those of the two figures.
/// </summary>
/// <param name="First">The first model's figure.</param>
/// <param name="Second">The second model's.</param>
/// <param name="Error">Standard error of the difference; null where the rows cannot give one.</param>
public sealed record PairedDifference(double First, double Second, double? Error)
{
    /// <summary>The second less the first.</summary>
    public double Difference => Second - First;

    public double? Low => Difference - (AucInterval.Deviate95 * Error);

    public double? High => Difference + (AucInterval.Deviate95 * Error);

    /// <summary>True where the interval leaves out 0: the difference is more than chance.</summary>
    public bool IsClear => Low > 0 || High < 0;

    /// <summary>Of the areas under the ROC curve; null where only one outcome occurs.</summary>
    /// <param name="first">Churn probabilities of one model.</param>
    /// <param name="second">Those of the other, row by row.</param>
    /// <param name="churned">What became of each row.</param>
    /// <param name="accounts">A number per account where rows repeat accounts; null where each row is one.</param>
    public static PairedDifference? OfAuc(double[] first, double[] second, bool[] churned, int[]? accounts) =>
        OfAuc([new PairedRows(first, second, churned) { Accounts = accounts }]);

    /// <summary>
    /// Of the mean areas under the ROC curve over folds; null where a fold has one outcome only.
    /// </summary>
    /// <remarks>
    /// DeLong, DeLong and Clarke-Pearson (1988): the paired variance is that of the difference of the structural
    /// components (<see cref="AucInterval.DeLongVariance"/>); over K folds the sum of the folds' by K^2. With several
    /// rows an account the components of one account are summed first, over all folds, as in Obuchowski (1997), and
    /// their spread is that between accounts.
    /// </remarks>
    public static PairedDifference? OfAuc(IReadOnlyList<PairedRows> folds)
    {
        var (first, second, variance) = (0.0, 0.0, (double?)0.0);
        var shares = new List<double>();
        foreach (var fold in folds)
        {
            var (one, two) = (TiedScores.Of(fold.First, fold.Churned), TiedScores.Of(fold.Second, fold.Churned));
            if (one.Auc() is not { } firstAuc || two.Auc() is not { } secondAuc)
            {
                return null;
            }

            (first, second) = (first + firstAuc, second + secondAuc);
            var ofFirst = Components(one, fold.First, fold.Churned);
            var ofSecond = Components(two, fold.Second, fold.Churned);
            var differences = ofSecond.Zip(ofFirst, (b, a) => b - a - (secondAuc - firstAuc)).ToArray();
            variance += Variance(differences, fold.Churned) / ((double)folds.Count * folds.Count);
            shares.AddRange(
                differences.Select((d, i) => d / (fold.Churned[i] ? one.ChurnedCount : one.RetainedCount) / folds.Count)
            );
        }

        if (AccountsOf(folds) is { } accounts)
        {
            variance = VarianceByAccount([.. shares], accounts);
        }

        return new PairedDifference(first / folds.Count, second / folds.Count, Root(variance));
    }

    /// <summary>Of the mean negative log-likelihoods, in nats.</summary>
    /// <inheritdoc cref="OfAuc(double[], double[], bool[], int[])"/>
    public static PairedDifference OfLogLoss(double[] first, double[] second, bool[] churned, int[]? accounts) =>
        OfLogLoss([new PairedRows(first, second, churned) { Accounts = accounts }]);

    /// <summary>Of the folds' mean negative log-likelihoods, in nats, as the mean over folds.</summary>
    public static PairedDifference OfLogLoss(IReadOnlyList<PairedRows> folds)
    {
        var (first, second) = (0.0, 0.0);
        var shares = new List<double>();
        foreach (var fold in folds)
        {
            var one = fold.First.Zip(fold.Churned, Loss).ToArray();
            var two = fold.Second.Zip(fold.Churned, Loss).ToArray();
            double rows = fold.Churned.Length;
            var mean = (two.Sum() - one.Sum()) / rows;
            (first, second) = (first + (one.Sum() / rows), second + (two.Sum() / rows));
            shares.AddRange(two.Zip(one, (b, a) => (b - a - mean) / rows / folds.Count));
        }

        var accounts = AccountsOf(folds) ?? [.. Enumerable.Range(0, shares.Count)];
        var variance = VarianceByAccount([.. shares], accounts);
        return new PairedDifference(first / folds.Count, second / folds.Count, Root(variance));
    }

    /// <summary>The account of every row of all folds; null where each row is one.</summary>
    private static int[]? AccountsOf(IReadOnlyList<PairedRows> folds) =>
        folds.All(fold => fold.Accounts is not null) ? [.. folds.SelectMany(fold => fold.Accounts!)] : null;

    private static double Loss(double probability, bool churned)
    {
        var p = Math.Min(Math.Max(probability, Metrics.SmallestProbability), 1 - Metrics.SmallestProbability);
        return -Logistic.Log(churned ? p : 1 - p);
    }

    /// <summary>
    /// Of a churned row the share of retained rows below it, of a retained one that of churned rows above it; ties
    /// half.
    /// </summary>
    private static double[] Components(TiedScores all, double[] scores, bool[] churned)
    {
        var (below, above) = (new double[all.Values.Length], new double[all.Values.Length]);
        var (retained, lost) = (0.0, (double)all.ChurnedCount);
        for (var k = 0; k < below.Length; k++)
        {
            double tied = all.Churned[k];
            var tiedRetained = all.Rows[k] - tied;
            lost -= tied;
            below[k] = (retained + (tiedRetained / 2)) / all.RetainedCount;
            above[k] = (lost + (tied / 2)) / all.ChurnedCount;
            retained += tiedRetained;
        }

        return [.. scores.Select((score, i) => (churned[i] ? below : above)[Array.BinarySearch(all.Values, score)])];
    }

    /// <summary>The sample variance over churned rows by their number, and the same of retained rows.</summary>
    private static double? Variance(double[] differences, bool[] churned)
    {
        var (squaresOfChurned, squaresOfRetained, m) = (0.0, 0.0, 0.0);
        for (var i = 0; i < differences.Length; i++)
        {
            var square = differences[i] * differences[i];
            squaresOfChurned += churned[i] ? square : 0;
            squaresOfRetained += churned[i] ? 0 : square;
            m += churned[i] ? 1 : 0;
        }

        var n = differences.Length - m;
        return m < 2 || n < 2 ? null : (squaresOfChurned / (m - 1) / m) + (squaresOfRetained / (n - 1) / n);
    }

    /// <summary>G / (G - 1) x the sum over accounts of the square of the account's sum; the shares sum to 0.</summary>
    private static double? VarianceByAccount(double[] shares, int[] accounts)
    {
        var sums = new SortedDictionary<int, double>();
        for (var i = 0; i < shares.Length; i++)
        {
            sums[accounts[i]] = sums.GetValueOrDefault(accounts[i]) + shares[i];
        }

        double groups = sums.Count;
        return groups < 2 ? null : groups / (groups - 1) * sums.Values.Order().Sum(sum => sum * sum);
    }

    private static double? Root(double? variance) => variance is { } known ? Math.Sqrt(known) : null;
}
