using System.Collections.Immutable;
using HealthScore.Core.Explaining.Gaps;
using HealthScore.Core.Factors;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation.Spreads;

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

/// <summary>
/// What the training rows looked like, to hold later rows against, and the equal-weights score they gave.
/// </summary>
public sealed record Profile
{
    /// <summary>Numeric factors are counted by tenths of the training rows.</summary>
    private const int Tenths = 10;

    public required int Rows { get; init; }

    public required int Churned { get; init; }

    /// <summary>Accounts they are of, where dated rows repeat accounts; null where the data are undated.</summary>
    public int? Accounts { get; init; }

    /// <summary>
    /// What the rows are worth as independent draws: rows of one account, months apart, are nearly the same row.
    /// </summary>
    public int IndependentRows => Accounts ?? Rows;

    /// <summary>In catalog order.</summary>
    public required ImmutableArray<FactorProfile> Factors { get; init; }

    public required EqualWeights EqualWeights { get; init; }

    /// <summary>On how many rows each point of the formula of all accounts rests; empty in older models.</summary>
    public ImmutableArray<EntryCounts> Curves { get; init; } = [];

    /// <summary>Which values of a factor the rows have.</summary>
    /// <param name="factor">Its position in the catalog.</param>
    public SeenValues SeenOf(int factor)
    {
        var hasMissing = Factors[factor].Missing > 0;
        var weights = EqualWeights.Factors[factor];
        return weights.Ranks is { } ranks
            ? new SeenValues(ranks.Values[0], ranks.Values[^1], hasMissing)
            : new SeenValues(0, weights.LevelRanks.Length - 1, hasMissing);
    }

    /// <summary>Of the rows of known outcome among those given.</summary>
    /// <exception cref="ArgumentException">None of the rows has a known outcome.</exception>
    public static Profile Of(TrainingTable table, ImmutableArray<int> rows)
    {
        var known = KnownRows.Of(table, rows);
        var factors = ImmutableArray.CreateBuilder<FactorProfile>(table.Catalog.Count);
        var weights = ImmutableArray.CreateBuilder<EqualWeightsFactor>(table.Catalog.Count);
        for (var j = 0; j < table.Catalog.Count; j++)
        {
            var measured = known.Measured(j);
            factors.Add(Of(table.Catalog[j], measured, known.Rows.Length));
            weights.Add(EqualWeightsFactor.Fit(table.Catalog[j], measured));
        }

        return new Profile
        {
            Rows = known.Rows.Length,
            Churned = known.Churned.Count(churned => churned),
            Accounts = table.AsOf is null
                ? null
                : known.Rows.Select(table.AccountOf).Distinct(StringComparer.Ordinal).Count(),
            Factors = factors.MoveToImmutable(),
            EqualWeights = EqualWeights.Of(known, weights),
        };
    }

    private static FactorProfile Of(Factor factor, TiedScores? measured, int rows)
    {
        var bins = factor.Kind == FactorKind.Numeric ? FactorBins.Numeric(EdgesOf(measured)) : null;
        var counts = new int[bins?.BinCount ?? factor.Levels.Length];
        for (var k = 0; k < measured?.Values.Length; k++)
        {
            counts[bins?.BinOf(measured.Values[k]) ?? (int)measured.Values[k]] += measured.Rows[k];
        }

        return new FactorProfile
        {
            Key = factor.Key,
            Edges = bins is null ? [] : [.. bins.Edges],
            Levels = bins is null ? factor.Levels : [],
            Counts = [.. counts],
            Missing = rows - (measured?.RowCount ?? 0),
        };
    }

    /// <summary>
    /// The values at each tenth of the rows. A value that holds two of them has a bin to itself, else later rows that
    /// leave it would not be seen to; the lowest of others starts no bin of its own.
    /// </summary>
    private static List<double> EdgesOf(TiedScores? measured)
    {
        var edges = new List<double>();
        var (tenth, upTo) = (1, 0L);
        for (var k = 0; k < measured?.Values.Length; k++)
        {
            upTo += measured.Rows[k];
            var reached = tenth;
            while (tenth < Tenths && (long)measured.RowCount * tenth / Tenths < upTo)
            {
                tenth++;
            }

            var isAlone = tenth > reached + 1;
            if (isAlone || (tenth > reached && k > 0))
            {
                Add(measured.Values[k]);
            }

            if (isAlone)
            {
                Add(k + 1 < measured.Values.Length ? measured.Values[k + 1] : Math.BitIncrement(measured.Values[k]));
            }
        }

        return edges;

        void Add(double edge)
        {
            if (edges.Count == 0 || edges[^1] < edge)
            {
                edges.Add(edge);
            }
        }
    }
}
