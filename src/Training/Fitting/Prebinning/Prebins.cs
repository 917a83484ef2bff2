using HealthScore.Core.Factors;
using HealthScore.Training.Fitting.Compression;

namespace HealthScore.Training.Fitting.Prebinning;

/// <summary>
/// The fine grid of one factor on which its curve is learned: at most 128 quantile bins of a number, one per level
/// otherwise. The last code, <see cref="Missing"/>, is missing.
/// </summary>
internal sealed class Prebins
{
    public const int Most = 128;
    private const int SampleForEdges = 262_144;
    private readonly double[] edges;
    private readonly byte[] codeOfLevel;

    /// <summary>The edges, and numbers that no value reaches up to one less than <see cref="Most"/>.</summary>
    private readonly double[] padded = new double[Most - 1];

    private Prebins(FactorKind kind, double[] edges, byte[] codeOfLevel, int count)
    {
        Kind = kind;
        this.edges = edges;
        Array.Fill(padded, double.NaN);
        edges.CopyTo(padded, 0);
        this.codeOfLevel = codeOfLevel;
        Count = count;
    }

    public FactorKind Kind { get; }

    /// <summary>Codes 0..Count-1 were measured.</summary>
    public int Count { get; }

    public byte Missing => (byte)Count;

    /// <summary>Codes in use, missing included.</summary>
    public int Size => Count + 1;

    /// <summary>Whether neighbouring codes are neighbouring values.</summary>
    public bool IsOrdered => Kind != FactorKind.Categorical;

    /// <summary>Edge k parts code k from k + 1; numeric factors only.</summary>
    public ReadOnlySpan<double> Edges => edges;

    /// <summary>The code of each level of the catalog.</summary>
    public ReadOnlySpan<byte> CodeOfLevel => codeOfLevel;

    public byte CodeOf(double value)
    {
        if (double.IsNaN(value) || Count == 0)
        {
            return Missing;
        }

        if (Kind != FactorKind.Numeric)
        {
            return value >= 0 && value < codeOfLevel.Length ? codeOfLevel[(int)value] : Missing;
        }

        return CodeOfNumber(value);
    }

    /// <summary>
    /// How many edges the value reaches, in halving steps: a comparison is added, not branched on, since no processor
    /// guesses it.
    /// </summary>
    private byte CodeOfNumber(double value)
    {
        var code = 0;
        for (var step = Most / 2; step > 0; step /= 2)
        {
            code += step * (padded[code + step - 1] <= value ? 1 : 0);
        }

        return (byte)code;
    }

    /// <param name="factor">The factor, with its levels.</param>
    /// <param name="values">Its column.</param>
    /// <param name="rows">Training rows in canonical order: any leading part of them is a random sample.</param>
    public static Prebins Learn(Factor factor, double[] values, ReadOnlySpan<int> rows) =>
        factor.Kind == FactorKind.Numeric
            ? LearnNumeric(values, rows[..Math.Min(rows.Length, SampleForEdges)])
            : LearnLevels(factor, values, rows);

    private static Prebins LearnNumeric(double[] values, ReadOnlySpan<int> rows)
    {
        var sorted = new double[rows.Length];
        var count = 0;
        foreach (var row in rows)
        {
            var value = values[row];
            sorted[count] = value + 0.0;
            count += double.IsNaN(value) ? 0 : 1;
        }

        Array.Sort(sorted, 0, count);
        var cuts = Cuts(sorted.AsSpan(0, count));
        return new Prebins(FactorKind.Numeric, [.. cuts], [], count == 0 ? 0 : cuts.Count + 1);
    }

    /// <summary>Cuts at quantiles; a value that fills a whole bin by itself gets one of its own.</summary>
    private static List<double> Cuts(ReadOnlySpan<double> sorted)
    {
        var cuts = new List<double>(Most);
        var distinct = sorted.IsEmpty ? 0 : 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        double left = sorted.Length;
        var open = Most;
        var inBin = 0;
        for (var i = 0; i < sorted.Length && cuts.Count < Most - 1; )
        {
            var to = i + 1;
            while (to < sorted.Length && sorted[to] == sorted[i])
            {
                to++;
            }

            var heavy = distinct <= Most || to - i >= sorted.Length / (double)Most;
            if (inBin > 0 && heavy)
            {
                cuts.Add(ShortestDecimal.Between(sorted[i - 1], sorted[i]));
                (left, open, inBin) = (left - inBin, Math.Max(1, open - 1), 0);
            }

            inBin += to - i;
            if (to < sorted.Length && cuts.Count < Most - 1 && (heavy || inBin >= left / open))
            {
                cuts.Add(ShortestDecimal.Between(sorted[i], sorted[to]));
                (left, open, inBin) = (left - inBin, Math.Max(1, open - 1), 0);
            }

            i = to;
        }

        return cuts;
    }

    /// <summary>Levels in the catalog's order, those too rare to judge pooled into one code (the last).</summary>
    private static Prebins LearnLevels(Factor factor, double[] values, ReadOnlySpan<int> rows)
    {
        var counts = new int[factor.Levels.Length];
        foreach (var row in rows)
        {
            var value = values[row];
            if (value >= 0)
            {
                counts[(int)value]++;
            }
        }

        if (factor.Kind == FactorKind.Ordinal)
        {
            // Every declared level keeps its place; more than 128 share codes with their neighbours.
            byte[] own = [.. counts.Select((_, k) => (byte)(k * (long)Math.Min(counts.Length, Most) / counts.Length))];
            return new Prebins(factor.Kind, [], own, Math.Min(counts.Length, Most));
        }

        var fewest = BinSizes.FewestRows(rows.Length);
        var kept = Enumerable
            .Range(0, counts.Length)
            .Where(k => counts[k] >= fewest)
            .OrderByDescending(k => counts[k])
            .ThenBy(k => k)
            .Take(Most - 1)
            .Order()
            .ToArray();
        var codes = new byte[counts.Length];
        Array.Fill(codes, (byte)kept.Length);
        for (var code = 0; code < kept.Length; code++)
        {
            codes[kept[code]] = (byte)code;
        }

        var pooled = kept.Length < counts.Length ? 1 : 0;
        return new Prebins(factor.Kind, [], codes, kept.Length + pooled);
    }
}
