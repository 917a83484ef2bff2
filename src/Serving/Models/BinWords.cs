using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Serving.Models;

/// <summary>An entry of a factor's bins in words: "0.5 to below 12.5", "Two year or One year", "missing".</summary>
internal static class BinWords
{
    public static string Of(FormulaFactor part, Factor factor, int entry)
    {
        var bins = part.Bins;
        if (entry == bins.MissingBin)
        {
            return "missing";
        }

        if (entry == bins.OtherBin)
        {
            return "never seen in training";
        }

        return bins.Kind == FactorKind.Numeric ? Interval(bins.Edges, entry) : Group(bins.GroupOfLevel, factor, entry);
    }

    private static string Interval(ReadOnlySpan<double> edges, int bin) =>
        edges.IsEmpty ? "any number"
        : bin == 0 ? $"below {edges[0]:R}"
        : bin == edges.Length ? $"{edges[^1]:R} or more"
        : $"{edges[bin - 1]:R} to below {edges[bin]:R}";

    private static string Group(ReadOnlySpan<byte> groupOfLevel, Factor factor, int group)
    {
        var levels = new List<string>();
        for (var level = 0; level < groupOfLevel.Length; level++)
        {
            if (groupOfLevel[level] == group)
            {
                levels.Add(factor.Levels[level]);
            }
        }

        return string.Join(" or ", levels);
    }
}
