using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Training.Data;

namespace HealthScore.Training.Evaluation;

/// <summary>The rows of known outcome among some rows of a table.</summary>
internal sealed class KnownRows
{
    private KnownRows(TrainingTable table, ImmutableArray<int> rows)
    {
        Table = table;
        Rows = rows;
        Churned = [.. rows.Select(row => table.Outcomes[row] == Outcome.Churned)];
    }

    public TrainingTable Table { get; }

    public FactorCatalog Catalog => Table.Catalog;

    public ImmutableArray<int> Rows { get; }

    public bool[] Churned { get; }

    /// <exception cref="ArgumentException">None of the rows has a known outcome.</exception>
    public static KnownRows Of(TrainingTable table, ImmutableArray<int> rows)
    {
        ImmutableArray<int> known = [.. rows.Where(row => table.Outcomes[row] != Outcome.Unknown)];
        return known.IsEmpty
            ? throw new ArgumentException("no row has a known outcome", nameof(rows))
            : new KnownRows(table, known);
    }

    /// <summary>
    /// The measured values of a factor, made anew each time (a column of its own in memory); null where no row was
    /// measured. A level never seen is not measured.
    /// </summary>
    public TiedScores? Measured(int factor)
    {
        var column = Table.Values[factor];
        var numeric = Catalog[factor].Kind == FactorKind.Numeric;
        var values = new double[Rows.Length];
        var churned = new bool[Rows.Length];
        var count = 0;
        for (var i = 0; i < Rows.Length; i++)
        {
            var value = column[Rows[i]];
            (values[count], churned[count]) = (value, Churned[i]);
            count += double.IsNaN(value) || (!numeric && value < 0) ? 0 : 1;
        }

        return count == 0 ? null : TiedScores.Of(values.AsSpan(0, count), churned.AsSpan(0, count));
    }
}
