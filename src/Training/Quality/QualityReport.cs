using System.Collections.Immutable;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>What the checks found in one file.</summary>
/// <param name="Reading">The file as read.</param>
/// <param name="Table">Rows that were read without error, without repeated ones.</param>
/// <param name="RepeatedRows">Numbers in the file of rows that repeat an earlier one in every column: dropped.</param>
/// <param name="Findings">By check, then by column.</param>
public sealed record QualityReport(
    TableReading Reading,
    TrainingTable Table,
    ImmutableArray<int> RepeatedRows,
    ImmutableArray<QualityFinding> Findings
)
{
    public bool IsBlocked => Findings.Any(finding => finding.Severity == Severity.Block);

    /// <summary>
    /// For scoring, which keeps every row in place: cells that could not be read, and those outside their range or date
    /// (Q04, Q05). By row of <see cref="TableReading.Table"/>; such a row is withheld with <c>invalid:key</c>.
    /// </summary>
    public ImmutableArray<InvalidCell> InvalidCells()
    {
        var table = Reading.Table;
        var positions = table.RowNumbers.Index().ToDictionary(row => row.Item, row => row.Index);
        var outside = Enumerable
            .Range(0, table.Catalog.Count)
            .SelectMany(j =>
                Enumerable
                    .Range(0, table.RowCount)
                    .Where(row => ImpossibleValueCheck.IsImpossible(table.Catalog[j], table.Values[j][row]))
                    .Select(row => new InvalidCell(row, table.Catalog[j].Key))
            );
        var dates = Findings
            .Where(finding => finding.Id == ImpossibleDateCheck.Id)
            .SelectMany(finding => finding.AffectedRows)
            .Distinct()
            .Select(row => new InvalidCell(positions[row], "as_of"));
        return [.. Reading.InvalidCells.Concat(outside).Concat(dates).OrderBy(cell => cell.Index)];
    }

    /// <summary>
    /// All rows that stop or leave training, for the list of rejected rows: unreadable, doubled or impossible.
    /// </summary>
    public ImmutableArray<RowError> RejectedRows() =>
        [.. Reading.Errors.Concat(RejectedByChecks.Of(this)).OrderBy(error => error.Row)];

    /// <summary>What training may use once some findings are accepted.</summary>
    /// <exception cref="DataException">A check is named that is not there or cannot be accepted.</exception>
    public QualityDecision Decide(HealthConfiguration configuration, params IEnumerable<string> accepted)
    {
        Acceptance[] acceptances = [.. accepted.Select(text => Acceptance.Parse(text, configuration))];
        var open = Findings.Where(f => f.Severity == Severity.Block && !acceptances.Any(a => a.Covers(f)));
        var taken = Findings.Where(f => acceptances.Any(a => a.Covers(f))).ToArray();
        var rows = taken.SelectMany(f => f.AffectedRows).ToHashSet();
        var columns = taken
            .Where(f => f.Id == LeakCheck.Id && f.Severity == Severity.Block && !acceptances.Any(a => a.Keeps(f)))
            .Select(f => f.Column)
            .ToHashSet(StringComparer.Ordinal);
        return new QualityDecision
        {
            Blocking = [.. open],
            Accepted = [.. acceptances.Select(a => a.Text).Distinct(StringComparer.Ordinal)],
            LeftOutRows = [.. rows.Order()],
            LeftOutColumns = [.. columns],
            Configuration = QualityDecision.Without(configuration, columns),
            Table = QualityDecision.Without(Table, rows, configuration, columns),
        };
    }
}
