using System.Collections.Immutable;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Explaining.Paths;

/// <summary>A place that one factor's value can stand at: all values of it give the same points everywhere.</summary>
/// <param name="Value">One of its values: the lowest of a bin, the first level of a group.</param>
/// <param name="Label">The bin, in words.</param>
internal sealed record FactorStop(double Value, string Label);

/// <summary>
/// The stops of one factor in one formula, in the order of its values: its own bins, cut further where a pair cuts it
/// finer. Missing and levels never seen are none.
/// </summary>
internal sealed class FactorStops
{
    private readonly FactorBins[] bins;

    public FactorStops(int index, HealthFormula formula, FactorCatalog catalog)
    {
        Factor = catalog[index];
        Index = index;
        Parts = [.. formula.Factors.Where(part => part.Row.Index == index || part.Column?.Index == index)];
        bins = [.. Parts.Select(part => (part.Row.Index == index ? part.Row : part.Column!).Bins)];
        Stops =
            Parts.IsEmpty ? []
            : Factor.Kind == FactorKind.Numeric ? OfNumbers()
            : OfLevels();
    }

    public Factor Factor { get; }

    public int Index { get; }

    /// <summary>What the factor takes part in: its own entry of the formula and its pairs.</summary>
    public ImmutableArray<FormulaFactor> Parts { get; }

    public ImmutableArray<FactorStop> Stops { get; }

    /// <summary>Position in <see cref="Stops"/>; -1 where the value is missing or was never seen.</summary>
    public int PositionOf(double value)
    {
        var at = 0;
        while (at < Stops.Length && !Array.TrueForAll(bins, b => b.BinOf(Stops[at].Value) == b.BinOf(value)))
        {
            at++;
        }

        return at < Stops.Length ? at : -1;
    }

    /// <summary>Steps from one stop to another: any level of a categorical factor is one away.</summary>
    public int StepsBetween(int from, int to) =>
        from == to ? 0
        : Factor.Kind == FactorKind.Categorical ? 1
        : Math.Abs(to - from);

    /// <summary>Points of all that the factor takes part in.</summary>
    public int PointsOf(ReadOnlySpan<double> values)
    {
        var sum = 0;
        foreach (var part in Parts)
        {
            sum += part.PointsOf(part.EntryOf(values));
        }

        return sum;
    }

    /// <summary>
    /// The nearest stop that gives more points, of two equally near the better; of a categorical factor the one that
    /// gives least more. Null where there is none.
    /// </summary>
    public (FactorStop Stop, int Points)? NextBetter(double[] values)
    {
        var here = PositionOf(values[Index]);
        if (here < 0)
        {
            return null;
        }

        var now = PointsOf(values);
        double[] tried = [.. values];
        var better = Stops
            .Select((stop, k) => (Stop: stop, Steps: StepsBetween(here, k), Points: PointsAt(tried, stop) - now))
            .Where(next => next.Points > 0);
        var ordered =
            Factor.Kind == FactorKind.Categorical
                ? better.OrderBy(next => next.Points)
                : better.OrderBy(next => next.Steps).ThenByDescending(next => next.Points);
        return ordered.Select(next => ((FactorStop, int)?)(next.Stop, next.Points)).FirstOrDefault();
    }

    private int PointsAt(double[] tried, FactorStop stop)
    {
        tried[Index] = stop.Value;
        return PointsOf(tried);
    }

    private ImmutableArray<FactorStop> OfNumbers()
    {
        double[] edges = [.. bins.SelectMany(b => b.Edges.ToArray()).Distinct().Order()];
        double[] values = edges.Length == 0 ? [0] : [Math.BitDecrement(edges[0]), .. edges];
        return [.. values.Select(value => new FactorStop(value, LabelOf(value)))];
    }

    private ImmutableArray<FactorStop> OfLevels()
    {
        var stops = ImmutableArray.CreateBuilder<FactorStop>();
        for (var level = 0; level < Factor.Levels.Length; level++)
        {
            var isNew = !stops.Any(stop => Array.TrueForAll(bins, b => b.BinOf(stop.Value) == b.BinOf(level)));
            if (isNew && Array.TrueForAll(bins, b => b.BinOf(level) < b.BinCount))
            {
                stops.Add(new FactorStop(level, LabelOf(level)));
            }
        }

        return stops.ToImmutable();
    }

    private string LabelOf(double value) => BinLabels.Short(bins[0], Factor, bins[0].BinOf(value));
}
