using HealthScore.Core.Factors;

namespace HealthScore.Training.Quality;

/// <summary>Q04: a value outside the range that the configuration declares. Accepting leaves the rows out.</summary>
internal static class ImpossibleValueCheck
{
    public const string Id = "Q04";

    public static IEnumerable<QualityFinding> Find(QualitySubject subject)
    {
        for (var j = 0; j < subject.Table.Catalog.Count; j++)
        {
            var (factor, values) = (subject.Table.Catalog[j], subject.Table.Values[j]);
            int[] rows = [.. subject.RowsWhere(row => IsImpossible(factor, values[row]))];
            if (rows.Length > 0)
            {
                var first = Array.Find(values, value => IsImpossible(factor, value));
                var limit = first < factor.RangeFrom ? factor.RangeFrom : factor.RangeTo;
                yield return new QualityFinding(
                    Id,
                    Severity.Block,
                    subject.ColumnOf(j),
                    QualitySentences.Impossible(subject.ColumnOf(j), rows.Length, first, factor)
                )
                {
                    Value = first,
                    Limit = limit,
                    Factor = j,
                    Expected = QualitySentences.RangeOf(factor),
                }.WithRows(rows);
            }
        }
    }

    /// <summary>Both ends of the range are possible.</summary>
    public static bool IsImpossible(Factor factor, double value) =>
        factor.Kind == FactorKind.Numeric && (value < factor.RangeFrom || value > factor.RangeTo);
}
