using HealthScore.Core.Factors;

namespace HealthScore.Training.Quality;

/// <summary>
/// Q06: -1, 99 or 999 in one row of a hundred or more may stand for "not measured"; so may 0 where it stands alone.
/// </summary>
/// <remarks>
/// 0 stands alone where no other value lies within a tenth of the column's range of it, nor within the widest gap
/// between two other neighbouring values: in a column of small counts 0 is a count.
/// </remarks>
internal static class DisguisedMissingCheck
{
    public const string Id = "Q06";
    public const double LeastShare = 0.01;

    private static readonly double[] Disguises = [-1, 99, 999, 0];

    public static IEnumerable<QualityFinding> Find(QualitySubject subject)
    {
        var table = subject.Table;
        for (var j = 0; j < table.Catalog.Count; j++)
        {
            var values = table.Values[j];
            foreach (var disguise in Disguises.Where(_ => table.Catalog[j].Kind == FactorKind.Numeric))
            {
                var count = values.AsSpan().Count(disguise);
                if (count == 0 || count < LeastShare * table.RowCount || (disguise == 0 && !StandsAlone(values)))
                {
                    continue;
                }

                yield return new QualityFinding(
                    Id,
                    Severity.Warning,
                    subject.ColumnOf(j),
                    QualitySentences.Disguised(subject.ColumnOf(j), disguise, count)
                )
                {
                    Value = count / (double)table.RowCount,
                    Limit = LeastShare,
                }.WithRows(subject.RowsWhere(row => values[row] == disguise)) with
                {
                    AffectedRows = [],
                };
            }
        }
    }

    private static bool StandsAlone(double[] values)
    {
        var others = values.Where(value => value != 0 && !double.IsNaN(value)).Distinct().Order().ToArray();
        if (others.Length < 3)
        {
            return false;
        }

        var range = Math.Max(others[^1], 0) - Math.Min(others[0], 0);
        var nearest = others.Min(Math.Abs);
        var widest = others.Zip(others.Skip(1), (a, b) => a < 0 && b > 0 ? 0 : b - a).Max();
        return nearest > range / 10 && nearest > widest;
    }
}
