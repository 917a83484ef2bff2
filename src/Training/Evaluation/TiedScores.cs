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

    /// <exception cref="ArgumentException">The columns differ in length, there are no rows, or a score is
    /// NaN.</exception>
    public static TiedScores Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> churned)
    {
        if (scores.Length != churned.Length || scores.Length == 0)
        {
            throw new ArgumentException(
                $"{scores.Length} scores for {churned.Length} outcomes; expected as many, and some"
            );
        }

        var lost = Sorted(scores, churned, outcome: true);
        var kept = Sorted(scores, churned, outcome: false);
        return lost.FirstOrDefault() is double.NaN || kept.FirstOrDefault() is double.NaN
            ? throw new ArgumentException("a score is NaN", nameof(scores))
            : Merge(lost, kept);
    }

    private static double[] Sorted(ReadOnlySpan<double> scores, ReadOnlySpan<bool> churned, bool outcome)
    {
        var own = new double[scores.Length];
        var count = 0;
        for (var row = 0; row < scores.Length; row++)
        {
            own[count] = scores[row];
            count += churned[row] == outcome ? 1 : 0;
        }

        Array.Resize(ref own, count);
        Array.Sort(own);
        return own;
    }

    private static TiedScores Merge(double[] lost, double[] kept)
    {
        var values = new double[lost.Length + kept.Length];
        var rows = new int[values.Length];
        var churned = new int[values.Length];
        var last = -1;
        for (var (l, k) = (0, 0); l + k < rows.Length; )
        {
            var takesLost = k == kept.Length || (l < lost.Length && lost[l] <= kept[k]);
            var value = takesLost ? lost[l++] : kept[k++];
            if (last < 0 || value != values[last])
            {
                values[++last] = value;
            }

            rows[last]++;
            churned[last] += takesLost ? 1 : 0;
        }

        Array.Resize(ref values, last + 1);
        Array.Resize(ref rows, last + 1);
        Array.Resize(ref churned, last + 1);
        return new TiedScores(values, rows, churned);
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
