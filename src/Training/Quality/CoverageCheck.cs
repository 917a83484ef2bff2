using HealthScore.Core.Formula;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>
/// Q25: rows of which too little was measured: of the factors in training, of the formula's weight in scoring.
/// </summary>
internal static class CoverageCheck
{
    public const string Id = "Q25";

    public static IEnumerable<QualityFinding> OfFactors(QualitySubject subject)
    {
        var (table, count) = (subject.Table, (double)subject.Table.Catalog.Count);
        return Find(subject, row => table.Values.Count(column => !double.IsNaN(column[row])) / count, "factors");
    }

    /// <summary>A level that the model has never seen is not measured.</summary>
    public static IEnumerable<QualityFinding> OfWeight(QualitySubject subject, HealthModel model)
    {
        var table = subject.Table;
        var formulas = new TableFormulas(model, table);
        return Find(subject, WeightMeasured, "weight");

        double WeightMeasured(int row) =>
            formulas.Of(row).Formula.Factors.Where(f => f.IsMeasured(f.EntryOf(table.Values, row))).Sum(f => f.Weight);
    }

    private static IEnumerable<QualityFinding> Find(QualitySubject subject, Func<int, double> coverageOf, string of)
    {
        int[] rows = [.. subject.RowsWhere(row => coverageOf(row) < subject.Rules.LowBelow)];
        if (rows.Length > 0)
        {
            yield return new QualityFinding(
                Id,
                Severity.Warning,
                "",
                QualitySentences.LowCoverage(rows.Length, of, subject.Rules.LowBelow)
            )
            {
                Value = rows.Length / (double)subject.Table.RowCount,
                Limit = subject.Rules.LowBelow,
            }.WithRows(rows) with
            {
                AffectedRows = [],
            };
        }
    }
}
