using System.Collections.Immutable;
using HealthScore.Core.Factors;

namespace HealthScore.Core.Formula;

/// <summary>
/// What health gains from one value of a factor to the next, everything else unchanged: where pairs have a say, the
/// least and the most over all accounts. The factors that a pair joins are free of each other, so both are sums.
/// </summary>
public sealed class ValueSteps
{
    private readonly ImmutableArray<(int Least, int Most)> steps;

    private ValueSteps(ImmutableArray<(int Least, int Most)> steps) => this.steps = steps;

    /// <param name="index">The factor's position in the catalog; it has numbers or ordered levels.</param>
    /// <param name="factors">All of one formula.</param>
    public static ValueSteps Of(int index, ImmutableArray<FormulaFactor> factors)
    {
        FormulaFactor[] parts = [.. factors.Where(f => f.Index == index || f.Column?.Index == index)];
        double[] values = [.. parts.SelectMany(f => Values(BinsOn(f, index))).Distinct().Order()];
        var found = ImmutableArray.CreateBuilder<(int, int)>();
        for (var v = 1; v < values.Length; v++)
        {
            var (least, most) = (0, 0);
            foreach (var part in parts)
            {
                var bins = BinsOn(part, index);
                var (one, next) = (bins.BinOf(values[v - 1]), bins.BinOf(values[v]));
                var (low, high) = one == next ? (0, 0) : Gains(part, index, one, next);
                (least, most) = (least + low, most + high);
            }

            found.Add((least, most));
        }

        return new ValueSteps(found.DrainToImmutable());
    }

    /// <summary>
    /// Whether no account loses by a step the good way; where the middle is better, by a step towards one middle that
    /// is the same for all.
    /// </summary>
    public bool Follow(FactorDirection direction) =>
        direction switch
        {
            FactorDirection.HigherIsBetter => steps.All(step => step.Least >= 0),
            FactorDirection.LowerIsBetter => steps.All(step => step.Most <= 0),
            FactorDirection.MiddleIsBetter => steps.SkipWhile(step => step.Least >= 0).All(step => step.Most <= 0),
            _ => true,
        };

    private static FactorBins BinsOn(FormulaFactor part, int index) =>
        part.Column is { } column && column.Index == index ? column.Bins : part.RowBins;

    /// <summary>One value of each bin, or every level.</summary>
    private static IEnumerable<double> Values(FactorBins bins) =>
        bins.Kind == FactorKind.Numeric
            ? [double.MinValue, .. bins.Edges]
            : Enumerable
                .Range(0, bins.GroupOfLevel.Length)
                .Where(l => bins.GroupOfLevel[l] < bins.BinCount)
                .Select(l => (double)l);

    /// <summary>The least and the most that a change of bin adds, over all entries of the other side.</summary>
    private static (int Least, int Most) Gains(FormulaFactor part, int index, int one, int next)
    {
        if (part.Column is not { } column)
        {
            return Range([part.Entries[next] - part.Entries[one]]);
        }

        var width = column.Bins.EntryCount;
        return index == column.Index
            ? Range(
                Enumerable.Range(0, part.RowBins.EntryCount).Select(r => Gain((r * width) + one, (r * width) + next))
            )
            : Range(Enumerable.Range(0, width).Select(c => Gain((one * width) + c, (next * width) + c)));

        int Gain(int from, int to) => part.Entries[to] - part.Entries[from];
    }

    private static (int Least, int Most) Range(IEnumerable<int> gains)
    {
        int[] all = [.. gains];
        return (all.Min(), all.Max());
    }
}
