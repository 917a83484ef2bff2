using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Training.Exports.Sql.Engines;

namespace HealthScore.Training.Exports.Sql.Verifying;

/// <summary>The values a column is tried with.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Edges">Values at which something changes, and their neighbours; each is met.</param>
/// <param name="Wrong">Values that withhold a score.</param>
/// <param name="Usual">One value at random.</param>
internal sealed record TrialValues(
    string Column,
    TrialKind Kind,
    ImmutableArray<TrialCell> Edges,
    ImmutableArray<TrialCell> Wrong,
    Func<Random, TrialCell> Usual
)
{
    /// <summary>A value of many thousand characters that no model knows.</summary>
    private static readonly string Long = new('x', 10_000);

    /// <summary>
    /// Numbers: bins' edges and range ends with the numbers next to them, missing, the largest and smallest.
    /// </summary>
    public static TrialValues OfNumber(string column, Factor factor, IEnumerable<FactorBins> bins, MissingText missing)
    {
        double[] edges = [.. bins.SelectMany(b => b.Edges.ToArray()).Distinct().Order()];
        double[] limits = [.. new[] { factor.RangeFrom, factor.RangeTo }.OfType<double>()];
        double[] further = [0, -0.0, double.Epsilon, -double.Epsilon, 1e300, -1e300];
        double[] all =
        [
            .. edges.Concat(limits).SelectMany(x => new[] { x, Math.BitDecrement(x), Math.BitIncrement(x) }),
            .. missing.Numbers,
            .. further,
        ];
        var from = edges.Length == 0 ? factor.RangeFrom ?? -1 : edges[0];
        var to = edges.Length == 0 ? factor.RangeTo ?? from + 2 : edges[^1];
        var room = Math.Max((to - from) / 2, 1);
        var (least, most) = (Math.Max(from - room, factor.RangeFrom ?? double.MinValue), to + room);
        most = Math.Min(most, factor.RangeTo ?? double.MaxValue);
        return new TrialValues(
            column,
            TrialKind.Number,
            [
                default,
                new TrialCell(double.NaN),
                .. all.Where(x => !(x < factor.RangeFrom) && !(x > factor.RangeTo)).Select(x => new TrialCell(x)),
            ],
            [
                new TrialCell(double.PositiveInfinity),
                new TrialCell(double.NegativeInfinity),
                .. all.Where(x => x < factor.RangeFrom || x > factor.RangeTo).Select(x => new TrialCell(x)),
            ],
            random => new TrialCell(least + (random.NextDouble() * (most - least)))
        );
    }

    /// <summary>
    /// Levels as they are, with blanks round them, in other letters; missing in every spelling; others.
    /// </summary>
    public static TrialValues OfLevels(string column, Factor factor, MissingText missing)
    {
        string[] levels = [.. factor.Levels.DefaultIfEmpty("x")];
        IEnumerable<string> edges =
        [
            .. levels.SelectMany(level =>
                new[] { level, $" \t{level}\r\n", level.ToUpperInvariant(), level + "\u00a0" }
            ),
            .. missing.Words.SelectMany(word => new[] { word, word.ToUpperInvariant(), $" {word} " }),
            .. missing.Spellings.SelectMany(s => missing.Words.Select(word => word.Replace(s.Own, s.Other))),
            "never seen",
            "it's \"quoted\" \\ -- /* 例 \ud83d\ude00",
            Long,
        ];
        string[] empty = ["", " \t\v\f"];
        return new TrialValues(
            column,
            TrialKind.Text,
            [default, .. edges.Concat(missing.EmptyIsMissing ? empty : []).Select(Text)],
            missing.EmptyIsMissing ? [] : [.. empty.Select(Text)],
            random => Text(levels[random.Next(levels.Length)])
        );
    }

    /// <summary>Names of segments, stages, context values: those the model knows, with blanks, others, none.</summary>
    public static TrialValues OfNames(string column, IEnumerable<string> known)
    {
        string[] names = [.. known.Append("all").Append("other").Distinct(StringComparer.Ordinal)];
        return new TrialValues(
            column,
            TrialKind.Text,
            [default, Text(""), .. names.SelectMany(name => new[] { Text(name), Text($"  {name}\t") })],
            [],
            random => Text(names[random.Next(names.Length)])
        );
    }

    public static TrialValues OfAccounts(string column) =>
        new(
            column,
            TrialKind.Text,
            [Text("A 'quoted' \"account\" 例")],
            [default, Text(" ")],
            random => Text($"A-{random.Next()}")
        );

    /// <param name="column">Its name.</param>
    /// <param name="first">The first day.</param>
    /// <param name="days">How many days from it on.</param>
    /// <param name="whenEmpty">What a row without a day is.</param>
    public static TrialValues OfDays(string column, DateOnly first, int days, EmptyDay whenEmpty)
    {
        TrialCell[] none = [default];
        return new TrialValues(
            column,
            TrialKind.Day,
            whenEmpty == EmptyDay.Nothing ? [.. none] : [],
            whenEmpty == EmptyDay.Wrong ? [.. none] : [],
            random => new TrialCell(Day: first.AddDays(random.Next(days)))
        );
    }

    private static TrialCell Text(string text) => new(Text: text);
}

/// <summary>What a row without a day is.</summary>
internal enum EmptyDay
{
    /// <summary>One of which nothing is known.</summary>
    Nothing,

    /// <summary>One that cannot be scored.</summary>
    Wrong,
}
