namespace HealthScore.Training.Evaluation;

/// <summary>
/// Scores in ascending order, rows of equal score together. Every figure is computed from this form, so none depends on
/// the order of the rows.
/// </summary>
internal sealed class TiedScores
{
    private TiedScores(double[] values, int[] rows, int[] churned)
    {
        Values = values;
        Rows = rows;
        Churned = churned;
        RowCount = rows.Sum();
        ChurnedCount = churned.Sum();
    }

    /// <summary>Distinct scores, ascending.</summary>
    public double[] Values { get; }

    /// <summary>Rows of each score.</summary>
    public int[] Rows { get; }

    /// <summary>Churned rows of each score.</summary>
    public int[] Churned { get; }

    public int RowCount { get; }

    public int ChurnedCount { get; }

    public int RetainedCount => RowCount - ChurnedCount;

    /// <exception cref="ArgumentException">The columns differ in length, there are no rows, or a score is NaN.</exception>
    public static TiedScores Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> churned)
    {
        if (scores.Length != churned.Length || scores.Length == 0)
        {
            throw new ArgumentException(
                $"{scores.Length} scores for {churned.Length} outcomes; expected as many, and some"
            );
        }

        var sorted = scores.ToArray();
        var outcomes = churned.ToArray();
        Array.Sort(sorted, outcomes);
        if (double.IsNaN(sorted[0]))
        {
            throw new ArgumentException("a score is NaN", nameof(scores));
        }

        var values = new List<double>();
        var rows = new List<int>();
        var lost = new List<int>();
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
            {
                values.Add(sorted[i]);
                rows.Add(0);
                lost.Add(0);
            }

            rows[^1]++;
            lost[^1] += outcomes[i] ? 1 : 0;
        }

        return new TiedScores([.. values], [.. rows], [.. lost]);
    }

    /// <summary>The same rows with each score replaced; the order of distinct scores stays.</summary>
    public TiedScores Map(Func<double, double> increasing) => new([.. Values.Select(increasing)], Rows, Churned);

    /// <summary>Twice the number of (churned, retained) pairs in the right order, a tie counting half.</summary>
    public long TwiceRightPairs()
    {
        var twice = 0L;
        var retainedBelow = 0L;
        for (var k = 0; k < Values.Length; k++)
        {
            var retained = Rows[k] - Churned[k];
            twice += Churned[k] * ((2 * retainedBelow) + retained);
            retainedBelow += retained;
        }

        return twice;
    }

    /// <summary>Area under the ROC curve; null where only one outcome occurs.</summary>
    public double? Auc()
    {
        var pairs = 2.0 * ChurnedCount * RetainedCount;
        return pairs == 0 ? null : TwiceRightPairs() / pairs;
    }
}
