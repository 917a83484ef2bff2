using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>
/// Q11: one factor alone must not tell the outcome. Accepting with its column keeps it, without leaves it out.
/// </summary>
internal static class LeakCheck
{
    public const string Id = "Q11";
    public const double WarnAbove = 0.90;
    public const double BlockAbove = 0.97;

    public static IEnumerable<QualityFinding> Find(QualitySubject subject)
    {
        var aucs = AucOfEach(subject.Table, subject.PurgeDays);
        for (var j = 0; j < aucs.Length; j++)
        {
            if (aucs[j] > WarnAbove)
            {
                var isBlock = aucs[j] > BlockAbove;
                yield return new QualityFinding(
                    Id,
                    isBlock ? Severity.Block : Severity.Warning,
                    subject.ColumnOf(j),
                    QualitySentences.Leak(subject.ColumnOf(j), aucs[j])
                )
                {
                    Count = subject.Table.RowCount,
                    Value = aucs[j],
                    Limit = isBlock ? BlockAbove : WarnAbove,
                };
            }
        }
    }

    /// <summary>Judged AUC of each factor alone, in catalog order; NaN where too few rows churned or stayed.</summary>
    public static double[] AucOfEach(TrainingTable table, int purgeDays)
    {
        var split = EvaluationSplit.Of(table, purgeDays);
        return [.. table.Values.Select(values => OneFactorAuc.Of(ValueBins.Of(values), table.Outcomes, split))];
    }
}
