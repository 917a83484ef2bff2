using System.Globalization;

namespace HealthScore.Training.Quality;

/// <summary>
/// Q05: an as-of date in the future, or a stage that began after the as-of date. Accepting leaves the rows out.
/// </summary>
internal static class ImpossibleDateCheck
{
    public const string Id = "Q05";

    public static IEnumerable<QualityFinding> Find(QualitySubject subject)
    {
        if (subject.Table.AsOf is not { } asOf)
        {
            yield break;
        }

        int[] future = [.. subject.RowsWhere(row => asOf[row] > subject.Today)];
        if (future.Length > 0)
        {
            yield return new QualityFinding(
                Id,
                Severity.Block,
                subject.Input.AsOf!,
                QualitySentences.Future(subject.Input.AsOf!, future.Length, asOf.Max(), subject.Today)
            ).WithRows(future);
        }

        if (subject.Input.StageSince is not { } column || !subject.Table.Texts.TryGetValue(column, out var since))
        {
            yield break;
        }

        int[] later = [.. subject.RowsWhere(row => DayOf(since[row]) > asOf[row])];
        if (later.Length > 0)
        {
            yield return new QualityFinding(
                Id,
                Severity.Block,
                column,
                QualitySentences.StageLater(column, later.Length)
            ).WithRows(later);
        }
    }

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}
