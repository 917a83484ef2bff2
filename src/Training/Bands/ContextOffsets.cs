using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Training.Data;

namespace HealthScore.Training.Bands;

/// <summary>How much likelier the accounts of one context value leave than the formula says.</summary>
/// <param name="Value">As the data write it.</param>
/// <param name="Rows">Training rows of known outcome.</param>
/// <param name="Churned">Those that churned.</param>
/// <param name="Expected">Those that would have, were the formula right of them.</param>
/// <param name="Offset">Log-odds beside the formula's, drawn towards 0 the more the fewer rows there are.</param>
public sealed record ContextOffset(string Value, int Rows, int Churned, double Expected, double Offset);

/// <summary>
/// What the values of a context column tell beside the formula: an account of such a value leaves with the formula's
/// log-odds plus the offset of the value. Bands are cut there, so that a band means the same churn for every value.
/// </summary>
/// <param name="Name">Of the context.</param>
/// <param name="Column">Its column in the data.</param>
/// <param name="Deviation">Standard deviation of the offsets of all values; 0 is no difference at all.</param>
/// <param name="Values">In the order of the values; empty where nothing speaks for a difference.</param>
/// <remarks>
/// Offsets are normal about 0, their deviation is the likeliest of a grid by Laplace's approximation, and it is 0
/// unless twice the gain of log-likelihood over 0 is above 2.706: a true 0 is then kept in 19 of 20 cases (half of a
/// chi-square of one degree). Rows of one account count as fewer by how much their residuals go together.
/// </remarks>
public sealed record ContextOffsets(string Name, string Column, double Deviation, ImmutableArray<ContextOffset> Values)
{
    /// <summary>Values that may have thresholds of their own: those of the most rows.</summary>
    public const int MostValues = 200;

    private const double LeastGain = 2.705543454095404;

    private const double Step = 0.05;

    private const int Steps = 40;

    private readonly Dictionary<string, double> offsets = Values.ToDictionary(
        value => value.Value,
        value => value.Offset,
        StringComparer.Ordinal
    );

    /// <param name="name">Of the context.</param>
    /// <param name="column">Its column.</param>
    /// <param name="table">Has the column among its texts; where it has not, nothing differs.</param>
    /// <param name="rows">Rows of known outcome.</param>
    /// <param name="probabilities">What the formula says of each of them.</param>
    public static ContextOffsets Of(
        string name,
        string column,
        TrainingTable table,
        ImmutableArray<int> rows,
        double[] probabilities
    )
    {
        var none = new ContextOffsets(name, column, Deviation: 0, []);
        if (!table.Texts.TryGetValue(column, out var texts))
        {
            return none;
        }

        ContextCells[] values =
        [
            .. Enumerable
                .Range(0, rows.Length)
                .Where(i => texts[rows[i]].Length > 0)
                .GroupBy(i => texts[rows[i]], StringComparer.Ordinal)
                .OrderByDescending(value => value.Count())
                .ThenBy(value => value.Key, StringComparer.Ordinal)
                .Take(MostValues)
                .OrderBy(value => value.Key, StringComparer.Ordinal)
                .Select(value => Cells(value.Key, value)),
        ];
        var likelihoods = new double[Steps + 1];
        var perRow = 1 / DesignEffect(values);
        for (var step = 1; step <= Steps; step++)
        {
            likelihoods[step] = values.Sum(value => value.LogMarginal(step * Step, perRow));
        }

        var best = Array.IndexOf(likelihoods, likelihoods.Max());
        if (2 * likelihoods[best] <= LeastGain)
        {
            return none;
        }

        return new ContextOffsets(
            name,
            column,
            best * Step,
            [
                .. values.Select(value => new ContextOffset(
                    value.Value,
                    value.Rows,
                    value.Churned,
                    value.Expected,
                    value.OffsetAt(best * Step, perRow)
                )),
            ]
        );

        ContextCells Cells(string value, IEnumerable<int> at)
        {
            var cells = new ContextCells(value);
            foreach (var i in at)
            {
                cells.Add(table.AccountOf(rows[i]), probabilities[i], table.Outcomes[rows[i]] == Outcome.Churned);
            }

            return cells;
        }
    }

    /// <summary>The same for formulas whose log-odds are so many times those they were found beside.</summary>
    public ContextOffsets OnLine(double slope) =>
        slope == 1
            ? this
            : new(
                Name,
                Column,
                Deviation * slope,
                [.. Values.Select(value => value with { Offset = value.Offset * slope })]
            );

    /// <summary>The offset of a row of the table; 0 where its value has none.</summary>
    public double Of(TrainingTable table, int row) =>
        table.Texts.TryGetValue(Column, out var texts) ? offsets.GetValueOrDefault(texts[row]) : 0;

    /// <summary>
    /// How many rows tell as much as one would, did each stand for itself: squared residuals summed by account, over
    /// the variance of single rows; 1 or more.
    /// </summary>
    private static double DesignEffect(ContextCells[] values)
    {
        var variance = values.Sum(value => value.Variance);
        return variance > 0 ? Math.Max(1, values.Sum(value => value.SquaredResiduals) / variance) : 1;
    }
}
