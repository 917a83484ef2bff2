using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>What remains of a file and its configuration after some findings were accepted.</summary>
public sealed record QualityDecision
{
    /// <summary>Blocks that nobody accepted: training must not begin.</summary>
    public required ImmutableArray<QualityFinding> Blocking { get; init; }

    /// <summary>As written, for the record.</summary>
    public required ImmutableArray<string> Accepted { get; init; }

    /// <summary>Numbers in the file of rows that acceptance left out.</summary>
    public required ImmutableArray<int> LeftOutRows { get; init; }

    /// <summary>Columns that acceptance left out.</summary>
    public required ImmutableArray<string> LeftOutColumns { get; init; }

    /// <summary>Without the columns left out.</summary>
    public required HealthConfiguration Configuration { get; init; }

    /// <summary>Without the rows and columns left out.</summary>
    public required TrainingTable Table { get; init; }

    internal static HealthConfiguration Without(HealthConfiguration configuration, HashSet<string> columns) =>
        columns.Count == 0
            ? configuration
            : configuration with
            {
                Factors = [.. configuration.Factors.Where(factor => !columns.Contains(factor.Column))],
                LeftOut =
                [
                    .. configuration.LeftOut,
                    .. columns
                        .Order(StringComparer.Ordinal)
                        .Select(column => new LeftOutColumn(column, "accepted as a leak (Q11)")),
                ],
            };

    internal static TrainingTable Without(
        TrainingTable table,
        HashSet<int> rowNumbers,
        HealthConfiguration configuration,
        HashSet<string> columns
    )
    {
        var rows =
            rowNumbers.Count == 0
                ? table
                : table.Take([
                    .. Enumerable.Range(0, table.RowCount).Where(row => !rowNumbers.Contains(table.RowNumbers[row])),
                ]);
        int[] kept =
        [
            .. Enumerable.Range(0, table.Catalog.Count).Where(j => !columns.Contains(configuration.Factors[j].Column)),
        ];
        return kept.Length == table.Catalog.Count
            ? rows
            : rows with
            {
                Catalog = new FactorCatalog(kept.Select(j => rows.Catalog[j])),
                Values = [.. kept.Select(j => rows.Values[j])],
            };
    }
}
