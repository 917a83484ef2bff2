using HealthScore.Core.Accounts;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>Q24: neither a row's place in the file nor its account id may foretell the outcome.</summary>
/// <remarks>
/// Beyond 4 standard errors of the AUC of a score that knows nothing, sqrt((c + r + 1) / (12 c r)) for c churned and r
/// retained rows (Mann and Whitney 1947).
/// </remarks>
internal static class OrderCheck
{
    public const string Id = "Q24";
    public const double Errors = 4;

    public static IEnumerable<QualityFinding> Find(QualitySubject subject)
    {
        var table = subject.Table;
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(row => table.Outcomes[row] != Outcome.Unknown)];
        IEnumerable<QualityFinding?> findings =
        [
            Judge(rows, [.. rows.Select(row => (double)table.RowNumbers[row])], table, "", QualitySentences.OrderTells),
            table.Accounts is null
                ? null
                : Judge(
                    rows,
                    PlacesOfIds([.. rows.Select(row => table.Accounts[row])]),
                    table,
                    subject.Input.Account!,
                    (auc, limit) => QualitySentences.IdTells(subject.Input.Account!, auc, limit)
                ),
        ];
        return findings.OfType<QualityFinding>();
    }

    private static QualityFinding? Judge(
        int[] rows,
        double[] scores,
        TrainingTable table,
        string column,
        Func<double, double, string> sentence
    )
    {
        long churned = rows.Count(row => table.Outcomes[row] == Outcome.Churned);
        var retained = rows.Length - churned;
        if (churned == 0 || retained == 0)
        {
            return null;
        }

        var auc = AucOf(scores, [.. rows.Select(row => table.Outcomes[row] == Outcome.Churned)], churned, retained);
        var limit = Errors * Math.Sqrt((churned + retained + 1) / (12.0 * churned * retained));
        return Math.Abs(auc - 0.5) <= limit
            ? null
            : new QualityFinding(Id, Severity.Warning, column, sentence(auc, limit))
            {
                Count = rows.Length,
                Value = auc,
                Limit = limit,
            };
    }

    private static double AucOf(double[] scores, bool[] isChurned, long churned, long retained)
    {
        var sorted = (double[])scores.Clone();
        Array.Sort(sorted, isChurned);
        double wins = 0,
            below = 0;
        for (var from = 0; from < sorted.Length; )
        {
            double tiedChurned = 0,
                tiedRetained = 0;
            var score = sorted[from];
            for (; from < sorted.Length && sorted[from] == score; from++)
            {
                tiedChurned += isChurned[from] ? 1 : 0;
                tiedRetained += isChurned[from] ? 0 : 1;
            }

            wins += tiedChurned * (below + (tiedRetained / 2));
            below += tiedRetained;
        }

        return wins / ((double)churned * retained);
    }

    /// <summary>Ids as numbers where all of them are, else their places in ordinal order.</summary>
    private static double[] PlacesOfIds(string[] ids)
    {
        var numbers = new double[ids.Length];
        if (
            ids.Index().All(id => double.TryParse(id.Item, out numbers[id.Index]) && double.IsFinite(numbers[id.Index]))
        )
        {
            return numbers;
        }

        var places = ids.Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Index()
            .ToDictionary(id => id.Item, id => (double)id.Index, StringComparer.Ordinal);
        return [.. ids.Select(id => places[id])];
    }
}
