using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>Rows that were read well and are refused all the same (Q02, Q04, Q05), one error a cell.</summary>
internal static class RejectedByChecks
{
    public static IEnumerable<RowError> Of(QualityReport report)
    {
        var positions = report.Reading.Table.RowNumbers.Index().ToDictionary(row => row.Item, row => row.Index);
        return from finding in report.Findings
            where finding.Severity == Severity.Block && finding.Id != SchemaCheck.Id
            from row in finding.AffectedRows
            let position = positions[row]
            select new RowError(
                report.Reading.File,
                report.Reading.Lines[position],
                row,
                finding.Column,
                FoundAt(report.Reading.Table, finding, position),
                ExpectedBy(finding)
            );
    }

    private static string FoundAt(TrainingTable table, QualityFinding finding, int position) =>
        finding.Id switch
        {
            DuplicateCheck.Id => table.AccountOf(position),
            ImpossibleDateCheck.Id => table.Texts.TryGetValue(finding.Column, out var texts)
                ? texts[position]
                : $"{table.AsOf![position]:yyyy-MM-dd}",
            _ => $"{table.Values[finding.Factor][position]}",
        };

    private static string ExpectedBy(QualityFinding finding) =>
        finding.Id switch
        {
            DuplicateCheck.Id => "one row an account and date",
            ImpossibleDateCheck.Id => "a day that is past, and of a stage one not after the as-of date",
            _ => finding.Expected,
        };
}
