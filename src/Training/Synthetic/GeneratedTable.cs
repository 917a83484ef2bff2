using HealthScore.Core.Accounts;
using HealthScore.Training.Data;

namespace HealthScore.Training.Synthetic;

/// <summary>Made-up decisions as the columns that a fit sees; what was decided is known of every row.</summary>
public static class GeneratedTable
{
    public static TrainingTable Of(GeneratedData data)
    {
        GeneratedDecision[] rows = [.. data.Decisions];
        var catalog = GeneratedFiles.Configuration.Catalog;
        return new TrainingTable
        {
            Catalog = catalog,
            RowCount = rows.Length,
            Values = [.. Enumerable.Range(0, catalog.Count).Select(j => Array.ConvertAll(rows, row => row.Values[j]))],
            RowNumbers = [.. Enumerable.Range(1, rows.Length)],
            Accounts = Array.ConvertAll(rows, row => row.Account.Id),
            AsOf = Array.ConvertAll(rows, row => row.AsOf),
            Segments = Array.ConvertAll(rows, row => row.Account.Segment),
            Stages = Array.ConvertAll(rows, row => row.Stage),
            Outcomes = Array.ConvertAll(rows, row => row.Leaves ? Outcome.Churned : Outcome.Retained),
        };
    }
}
