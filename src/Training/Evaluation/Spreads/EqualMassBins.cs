namespace HealthScore.Training.Evaluation.Spreads;

/// <summary>Rows whose probabilities of churn lie next to each other.</summary>
/// <param name="Rows">Rows of known outcome.</param>
/// <param name="Churned">Those that churned.</param>
/// <param name="Probability">Mean probability of churn that they were given.</param>
public sealed record ProbabilityBin(int Rows, int Churned, double Probability);

/// <summary>Rows in bins of as nearly as can be equal size, by rising probability of churn.</summary>
internal static class EqualMassBins
{
    /// <summary>
    /// A tie of scores is never split: it stands in the bin of its middle rank, so a bin may be empty; those are left
    /// out.
    /// </summary>
    public static ProbabilityBin[] Of(TiedScores scores, int count)
    {
        var bins = new (int Rows, int Churned, double Sum)[count];
        var before = 0L;
        for (var k = 0; k < scores.Values.Length; k++)
        {
            var rows = scores.Rows[k];
            ref var bin = ref bins[count * ((2 * before) + rows) / (2L * scores.RowCount)];
            bin = (bin.Rows + rows, bin.Churned + scores.Churned[k], bin.Sum + (rows * scores.Values[k]));
            before += rows;
        }

        return
        [
            .. bins.Where(bin => bin.Rows > 0)
                .Select(bin => new ProbabilityBin(bin.Rows, bin.Churned, bin.Sum / bin.Rows)),
        ];
    }
}
