using System.Collections.Immutable;

namespace HealthScore.Core.Formula.Blends;

/// <summary>One factor or pair of a blend before rounding: log-odds of staying by entry.</summary>
/// <param name="Like">The factor in one of the two formulas: its key and its bins.</param>
/// <param name="LogOdds">By entry: bins, then missing; of a pair by cell.</param>
/// <param name="Mean">Over the training rows.</param>
/// <param name="MissingLearned">Whether either formula has seen it missing.</param>
internal sealed record BlendedCurve(FormulaFactor Like, double[] LogOdds, double Mean, bool MissingLearned)
{
    public double Lowest { get; } = LogOdds.Min();

    /// <summary>What it can add at most.</summary>
    public double Range { get; } = LogOdds.Max() - LogOdds.Min();

    /// <summary>The first bin with the most log-odds of staying.</summary>
    public int Best => Array.IndexOf(LogOdds, LogOdds.AsSpan(0, Like.Bins.BinCount).ToArray().Max());

    /// <summary>The same with something added to every bin; missing stays as it is.</summary>
    public BlendedCurve Tilted(Func<int, double> by) =>
        new(Like, [.. LogOdds.Select((x, b) => b < Like.Bins.BinCount ? x + by(b) : x)], Mean, MissingLearned);

    /// <summary>The curves of both formulas; one that only one of them has is flat in the other.</summary>
    public static IEnumerable<BlendedCurve> Of(HealthFormula old, HealthFormula now, double t)
    {
        var before = old.Factors.ToDictionary(factor => factor.Key, StringComparer.Ordinal);
        var after = now.Factors.ToDictionary(factor => factor.Key, StringComparer.Ordinal);
        return old
            .Factors.Concat(now.Factors.Where(factor => !before.ContainsKey(factor.Key)))
            .Order()
            .Select(factor =>
                Of(
                    factor,
                    before.GetValueOrDefault(factor.Key),
                    (1 - t) * (old.Slope / HealthFormula.UnitsPerPoint),
                    after.GetValueOrDefault(factor.Key),
                    t * (now.Slope / HealthFormula.UnitsPerPoint)
                )
            );
    }

    /// <summary>The factor as the blended formula has it.</summary>
    public FormulaFactor Rounded(int best)
    {
        ImmutableArray<int> points = [.. LogOdds.Select(x => WholePoints.Of(x - Lowest, Range, best))];
        var mean = Math.Clamp(WholePoints.Of(Mean - Lowest, Range, best), 0, best);
        return Like.With(
            Like.IsPair
                ? PointsTable.OfCells(points, mean)
                : new PointsTable(
                    points[..^1],
                    Missing: MissingLearned ? points[^1] : mean,
                    MissingLearned,
                    Other: Like.Bins.OtherBin < 0 ? 0 : mean,
                    Mean: mean
                )
        );
    }

    /// <param name="like">The factor in one of them.</param>
    /// <param name="old">The factor in the old formula, or null.</param>
    /// <param name="oldUnit">What one unit of its points is worth now, in log-odds.</param>
    /// <param name="now">The factor in the new formula, or null.</param>
    /// <param name="newUnit">What one unit of its points is worth now, in log-odds.</param>
    private static BlendedCurve Of(
        FormulaFactor like,
        FormulaFactor? old,
        double oldUnit,
        FormulaFactor? now,
        double newUnit
    )
    {
        if (old is not null && now is not null && old.EntryCount != now.EntryCount)
        {
            throw new ArgumentException($"the two formulas bin '{like.Key}' differently", nameof(now));
        }

        var entries = like.IsPair ? like.EntryCount : like.Bins.BinCount + 1;
        return new BlendedCurve(
            like,
            [.. Enumerable.Range(0, entries).Select(e => Blend(old?.PointsOf(e) ?? 0, now?.PointsOf(e) ?? 0))],
            Blend(old?.Table.Mean ?? 0, now?.Table.Mean ?? 0),
            (old?.Table.MissingLearned ?? false) || (now?.Table.MissingLearned ?? false)
        );

        double Blend(int before, int after) => (oldUnit * before) + (newUnit * after);
    }
}
