using HealthScore.Core.Factors;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>Q01: values are of the declared kind, and levels are the declared ones. It cannot be accepted.</summary>
internal static class SchemaCheck
{
    public const string Id = "Q01";

    /// <summary>Rows that could not be read, by column.</summary>
    public static IEnumerable<QualityFinding> Unreadable(TableReading reading) =>
        reading
            .Errors.GroupBy(error => error.Column, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group =>
                new QualityFinding(
                    Id,
                    Severity.Block,
                    group.Key,
                    QualitySentences.Unreadable(group.Key, group.Count(), group.First())
                ).WithRows(group.Select(error => error.Row))
            );

    /// <summary>
    /// Levels that the catalog does not list; how grave that is for an ordinal factor, whose levels are declared, is
    /// told.
    /// </summary>
    public static IEnumerable<QualityFinding> Unlisted(
        TableReading reading,
        QualitySubject subject,
        Severity ofOrdinal
    ) =>
        from level in reading.UnlistedLevels
        let factor = reading.Table.Catalog.IndexOf(level.Factor)
        let isOrdinal = reading.Table.Catalog[factor].Kind == FactorKind.Ordinal
        select new QualityFinding(
            Id,
            isOrdinal ? ofOrdinal : Severity.Warning,
            subject.ColumnOf(factor),
            QualitySentences.Unlisted(subject.ColumnOf(factor), level, reading.Table.Catalog[factor])
        )
        {
            Count = level.Count,
            SampleRows = level.Rows,
        };

    /// <summary>Columns without a single value.</summary>
    public static IEnumerable<QualityFinding> Empty(QualitySubject subject, Severity severity)
    {
        var table = subject.Table;
        return Enumerable
            .Range(0, table.Catalog.Count)
            .Where(j => Array.TrueForAll(table.Values[j], double.IsNaN))
            .Select(j => new QualityFinding(
                Id,
                severity,
                subject.ColumnOf(j),
                QualitySentences.Empty(subject.ColumnOf(j))
            )
            {
                Count = table.RowCount,
            });
    }
}
