using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>
/// Q02: an account has one row, or one row a date. Rows without an account column are each their own.
/// </summary>
internal static class DuplicateCheck
{
    public const string Id = "Q02";

    /// <summary>Positions of rows that repeat an earlier one in every column that was read.</summary>
    public static IReadOnlyList<int> Repeats(TrainingTable table) =>
        [.. Groups(table).SelectMany(group => Repeats(table, group)).Order()];

    /// <summary>Rows of one account and date that differ; accepting leaves all of them out.</summary>
    public static IEnumerable<QualityFinding> Find(QualitySubject subject)
    {
        var rows = Groups(subject.Table)
            .SelectMany(group => group)
            .Order()
            .Select(row => subject.Table.RowNumbers[row])
            .ToArray();
        if (rows.Length > 0)
        {
            yield return new QualityFinding(
                Id,
                Severity.Block,
                subject.Input.Account!,
                QualitySentences.Duplicates(subject.Input, rows.Length)
            ).WithRows(rows);
        }
    }

    private static IEnumerable<List<int>> Groups(TrainingTable table)
    {
        if (table.Accounts is not { } accounts)
        {
            return [];
        }

        var groups = new Dictionary<(string, DateOnly), List<int>>();
        for (var row = 0; row < table.RowCount; row++)
        {
            var key = (accounts[row], table.AsOf?[row] ?? default);
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = []);
            }

            group.Add(row);
        }

        return groups.Values.Where(group => group.Count > 1);
    }

    private static IEnumerable<int> Repeats(TrainingTable table, List<int> group) =>
        group.Where((row, at) => group.Take(at).Any(earlier => AreEqual(table, earlier, row)));

    private static bool AreEqual(TrainingTable table, int one, int two) =>
        table.Outcomes[one] == table.Outcomes[two]
        && table.Segments?[one] == table.Segments?[two]
        && table.Stages?[one] == table.Stages?[two]
        && table.Notices?[one] == table.Notices?[two]
        && Nullable.Equals(table.Amounts?[one], table.Amounts?[two])
        && Array.TrueForAll(table.Values, column => column[one].Equals(column[two]))
        && table.Texts.Values.All(column => column[one] == column[two]);
}
