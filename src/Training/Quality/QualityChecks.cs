using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>Runs the checks that a flat table can answer, in the order of their ids.</summary>
public static class QualityChecks
{
    /// <summary>Before training.</summary>
    /// <param name="reading">The file, read with a schema of the configuration.</param>
    /// <param name="configuration">What its columns mean.</param>
    /// <param name="today">No as-of date lies after it.</param>
    public static QualityReport Run(TableReading reading, HealthConfiguration configuration, DateOnly today)
    {
        var (table, repeats) = WithoutRepeats(reading.GoodRows());
        var subject = new QualitySubject(
            table,
            configuration.Input,
            configuration.Rules,
            configuration.PurgeDays,
            today
        );
        IEnumerable<QualityFinding> findings =
        [
            .. SchemaCheck.Unreadable(reading),
            .. SchemaCheck.Unlisted(reading, subject, ofOrdinal: Severity.Block),
            .. table.RowCount == 0 ? [] : TrainingFindings(subject, reading),
        ];
        return new QualityReport(reading, table, repeats, [.. findings]);
    }

    /// <summary>Before scoring: the checks of rows, which need no outcome.</summary>
    /// <param name="reading">The file, read with a schema of the model.</param>
    /// <param name="model">Its ranges, levels and weights.</param>
    /// <param name="today">No as-of date lies after it.</param>
    public static QualityReport RunForScoring(TableReading reading, HealthModel model, DateOnly today)
    {
        var (table, repeats) = WithoutRepeats(reading.GoodRows());
        var subject = new QualitySubject(table, model.Input, model.Rules, PurgeDays: 0, today);
        IEnumerable<QualityFinding> findings =
        [
            .. SchemaCheck.Unreadable(reading),
            .. SchemaCheck.Unlisted(reading, subject, ofOrdinal: Severity.Warning),
            .. table.RowCount == 0 ? [] : ScoringFindings(subject, reading, model),
        ];
        return new QualityReport(reading, table, repeats, [.. findings]);
    }

    private static IEnumerable<QualityFinding> TrainingFindings(QualitySubject subject, TableReading reading) =>
        [
            .. SchemaCheck.Empty(subject, Severity.Block),
            .. DuplicateCheck.Find(subject),
            .. ImpossibleValueCheck.Find(subject),
            .. ImpossibleDateCheck.Find(subject),
            .. DisguisedMissingCheck.Find(subject),
            .. LeakCheck.Find(subject),
            .. MissingLeakCheck.Find(subject),
            .. SampleSizeCheck.Find(subject),
            .. CollinearityCheck.Find(subject),
            .. OrderCheck.Find(subject),
            .. CoverageCheck.OfFactors(subject),
            .. PrivacyCheck.Find(subject, reading.UnlistedLevels),
        ];

    private static IEnumerable<QualityFinding> ScoringFindings(
        QualitySubject subject,
        TableReading reading,
        HealthModel model
    ) =>
        [
            .. SchemaCheck.Empty(subject, Severity.Warning),
            .. DuplicateCheck.Find(subject),
            .. ImpossibleValueCheck.Find(subject),
            .. ImpossibleDateCheck.Find(subject),
            .. DisguisedMissingCheck.Find(subject),
            .. CoverageCheck.OfWeight(subject, model),
            .. PrivacyCheck.Find(subject, reading.UnlistedLevels),
        ];

    private static (TrainingTable Table, ImmutableArray<int> Repeats) WithoutRepeats(TrainingTable table)
    {
        var repeats = DuplicateCheck.Repeats(table);
        if (repeats.Count == 0)
        {
            return (table, []);
        }

        var gone = repeats.ToHashSet();
        return (
            table.Take([.. Enumerable.Range(0, table.RowCount).Where(row => !gone.Contains(row))]),
            [.. repeats.Select(row => table.RowNumbers[row])]
        );
    }
}
