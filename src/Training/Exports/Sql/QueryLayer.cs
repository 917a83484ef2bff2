using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using HealthScore.Training.Exports.Sql.Dialects;

namespace HealthScore.Training.Exports.Sql;

/// <summary>One column of an inner query.</summary>
internal sealed record QueryItem(string Name, string Expression);

/// <summary>An inner query, which adds columns to those of the one before.</summary>
/// <param name="Name">What it is called in the query.</param>
/// <param name="Says">What it does, for a reader.</param>
/// <param name="Items">The columns it adds.</param>
internal sealed record QueryLayer(string Name, string Says, ImmutableArray<QueryItem> Items);

/// <summary>
/// Puts inner queries together. Each hands on what a later one asks for; no expression is worked out twice.
/// </summary>
internal static class QueryText
{
    public static string Of(
        ISqlDialect sql,
        string from,
        ImmutableArray<QueryLayer> layers,
        ImmutableArray<QueryItem> result,
        string prefix
    )
    {
        var passed = Passed(layers, result, prefix);
        var bodies = layers
            .Select(
                (layer, k) => Select([.. passed[k], .. layer.Items.Select(item => $"{item.Expression} AS {item.Name}")])
            )
            .ToImmutableArray();
        var outer = Select([.. result.Select(item => $"{item.Expression} AS {item.Name}")]);
        return sql.NamesQueries ? Named(sql, from, layers, bodies, outer) : Nested(from, layers, bodies, outer);
    }

    private static string Named(
        ISqlDialect sql,
        string from,
        ImmutableArray<QueryLayer> layers,
        ImmutableArray<string> bodies,
        string outer
    )
    {
        var text = new StringBuilder("WITH\n");
        for (var k = 0; k < layers.Length; k++)
        {
            var source = k == 0 ? from : layers[k - 1].Name;
            var fence = k == 0 || sql.Fence.Length == 0 ? "" : $"\n  {sql.Fence}";
            text.Append(k == 0 ? "" : ",\n")
                .Append($"-- {layers[k].Says}\n{layers[k].Name} AS NOT MATERIALIZED (\n")
                .Append($"{bodies[k]}\n  FROM {source}{fence}\n)");
        }

        return text.Append($"\n{outer}\n  FROM {layers[^1].Name}\n").ToString();
    }

    private static string Nested(
        string from,
        ImmutableArray<QueryLayer> layers,
        ImmutableArray<string> bodies,
        string outer
    )
    {
        var text = new StringBuilder(outer);
        for (var k = layers.Length - 1; k >= 0; k--)
        {
            text.Append($"\n  FROM (\n-- {layers[k].Says}\n{bodies[k]}");
        }

        text.Append($"\n  FROM {from}");
        foreach (var layer in layers)
        {
            text.Append($"\n  ) AS {layer.Name}");
        }

        return text.Append('\n').ToString();
    }

    private static string Select(ImmutableArray<string> columns) => $"  SELECT\n    {string.Join(",\n    ", columns)}";

    /// <summary>By layer the columns of layers before it that a later one, or the result, asks for.</summary>
    private static ImmutableArray<string>[] Passed(
        ImmutableArray<QueryLayer> layers,
        ImmutableArray<QueryItem> result,
        string prefix
    )
    {
        var pattern = new Regex($"\\b{prefix}[a-z0-9_]+", RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        var wanted = Names(result);
        var passed = new ImmutableArray<string>[layers.Length];
        for (var k = layers.Length - 1; k >= 0; k--)
        {
            var own = layers[k].Items.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
            var before = layers[..k].SelectMany(layer => layer.Items).Select(item => item.Name);
            passed[k] = [.. before.Where(name => wanted.Contains(name) && !own.Contains(name))];
            wanted = [.. wanted.Except(own, StringComparer.Ordinal), .. Names(layers[k].Items)];
        }

        return passed;

        HashSet<string> Names(ImmutableArray<QueryItem> items) =>
            items
                .SelectMany(item => pattern.Matches(item.Expression).Select(match => match.Value))
                .ToHashSet(StringComparer.Ordinal);
    }
}
