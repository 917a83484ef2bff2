using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Training.Data;

namespace HealthScore.Training.Evaluation;

/// <summary>How often each value of one factor occurred in the training rows.</summary>
public sealed record FactorProfile
{
    public required string Key { get; init; }

    /// <summary>Of a numeric factor: bin k holds edge[k-1] &lt;= x &lt; edge[k]. Empty for others.</summary>
    public ImmutableArray<double> Edges { get; init; } = [];

    /// <summary>Of an ordinal or categorical factor, in catalog order. Empty for numeric ones.</summary>
    public ImmutableArray<string> Levels { get; init; } = [];

    /// <summary>Rows of each bin, or of each level.</summary>
    public required ImmutableArray<int> Counts { get; init; }

    /// <summary>Rows in which the factor was not measured.</summary>
    public required int Missing { get; init; }
}

/// <summary>What the training rows looked like, to hold later rows against, and the equal-weights score they gave.</summary>
public sealed record Profile
{
    /// <summary>Numeric factors are counted by tenths of the training rows.</summary>
    private const int Tenths = 10;

    public required int Rows { get; init; }

    public required int Churned { get; init; }

    /// <summary>In catalog order.</summary>
    public required ImmutableArray<FactorProfile> Factors { get; init; }

    public required EqualWeights EqualWeights { get; init; }

    /// <summary>Of the rows of known outcome among those given.</summary>
    /// <exception cref="ArgumentException">None of the rows has a known outcome.</exception>
    public static Profile Of(TrainingTable table, ImmutableArray<int> rows)
    {
        int[] known = [.. rows.Where(row => table.Outcomes[row] != Outcome.Unknown)];
        return new Profile
        {
            Rows = known.Length,
            Churned = known.Count(row => table.Outcomes[row] == Outcome.Churned),
            Factors =
            [
                .. table.Catalog.Factors.Select(
                    (factor, j) => Of(factor, [.. known.Select(row => table.Values[j][row])])
                ),
            ],
            EqualWeights = EqualWeights.Fit(table, rows),
        };
    }

    private static FactorProfile Of(Factor factor, double[] values)
    {
        var bins = factor.Kind == FactorKind.Numeric ? FactorBins.Numeric(EdgesOf(values)) : null;
        var counts = new int[bins?.BinCount ?? factor.Levels.Length];
        foreach (var value in values)
        {
            var at = bins?.BinOf(value) ?? (value >= 0 ? (int)value : counts.Length);
            if (at < counts.Length)
            {
                counts[at]++;
            }
        }

        return new FactorProfile
        {
            Key = factor.Key,
            Edges = bins is null ? [] : [.. bins.Edges],
            Levels = bins is null ? factor.Levels : [],
            Counts = [.. counts],
            Missing = values.Length - counts.Sum(),
        };
    }

    private static double[] EdgesOf(double[] values)
    {
        double[] measured = [.. values.Where(value => !double.IsNaN(value)).Order()];
        return measured.Length == 0
            ? []
            :
            [
                .. Enumerable
                    .Range(1, Tenths - 1)
                    .Select(tenth => measured[(int)((long)measured.Length * tenth / Tenths)])
                    .Where(edge => edge > measured[0])
                    .Distinct(),
            ];
    }
}
