using HealthScore.Core.Accounts;

namespace HealthScore.Training.Quality;

/// <summary>Q12: whether a value is missing must not tell the outcome.</summary>
internal static class MissingLeakCheck
{
    public const string Id = "Q12";
    public const double WarnAbove = 0.65;

    public static IEnumerable<QualityFinding> Find(QualitySubject subject)
    {
        var table = subject.Table;
        for (var j = 0; j < table.Catalog.Count; j++)
        {
            var auc = AucOfMissing(table.Values[j], table.Outcomes);
            if (auc > WarnAbove)
            {
                var missing = table.Values[j].Count(double.IsNaN);
                yield return new QualityFinding(
                    Id,
                    Severity.Warning,
                    subject.ColumnOf(j),
                    QualitySentences.MissingLeak(subject.ColumnOf(j), auc, missing)
                )
                {
                    Count = missing,
                    Value = auc,
                    Limit = WarnAbove,
                };
            }
        }
    }

    /// <summary>AUC of "is missing", turned so that it is .5 or more.</summary>
    /// <remarks>Of a yes-or-no score: (1 + |share of yes among churned - share of yes among retained|) / 2.</remarks>
    private static double AucOfMissing(double[] values, Outcome[] outcomes)
    {
        long churned = 0,
            retained = 0,
            missingChurned = 0,
            missingRetained = 0;
        for (var row = 0; row < values.Length; row++)
        {
            var missing = double.IsNaN(values[row]) ? 1 : 0;
            var (isChurned, isRetained) = (
                outcomes[row] == Outcome.Churned ? 1 : 0,
                outcomes[row] == Outcome.Retained ? 1 : 0
            );
            churned += isChurned;
            retained += isRetained;
            missingChurned += missing * isChurned;
            missingRetained += missing * isRetained;
        }

        return churned == 0 || retained == 0
            ? 0.5
            : (1 + Math.Abs((missingChurned / (double)churned) - (missingRetained / (double)retained))) / 2;
    }
}
