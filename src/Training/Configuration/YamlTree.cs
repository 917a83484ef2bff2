using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HealthScore.Training.Configuration;

internal enum YamlShape
{
    Scalar,
    List,
    Mapping,
}

/// <summary>A YAML value that remembers its line. Keys may stand twice here, so that the reader can say so.</summary>
internal sealed record YamlNode(YamlShape Shape, int Line)
{
    public string Text { get; init; } = "";

    /// <summary>False where quoted: a quoted "null" is a word.</summary>
    public bool Plain { get; init; }

    public ImmutableArray<YamlNode> Items { get; init; } = [];

    public ImmutableArray<(string Key, int Line, YamlNode Value)> Entries { get; init; } = [];

    public bool IsNull => Shape == YamlShape.Scalar && Plain && Text is "" or "null" or "Null" or "NULL" or "~";

    public string Words =>
        Shape switch
        {
            YamlShape.List => "a list",
            YamlShape.Mapping => "a group of keys",
            _ => IsNull ? "nothing" : $"\"{Text}\"",
        };
}

/// <summary>Text to a tree of values with lines; YamlDotNet reads, nothing is converted.</summary>
internal static class YamlTree
{
    private const int MaxDepth = 16;

    /// <returns>Null for a file without content.</returns>
    /// <exception cref="YamlException">The text is not YAML, or uses anchors, or more than one document.</exception>
    public static YamlNode? Parse(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        var root = ReadNode(parser, depth: 0);
        parser.Consume<DocumentEnd>();
        return parser.Accept<StreamEnd>(out _)
            ? root
            : throw new YamlException(parser.Current!.Start, parser.Current.End, "a second document begins");
    }

    private static YamlNode ReadNode(Parser parser, int depth)
    {
        var here = parser.Current is null && !parser.MoveNext() ? null : parser.Current;
        var line = (int)here!.Start.Line;
        if (depth > MaxDepth)
        {
            throw new YamlException(here.Start, here.End, $"values are nested more than {MaxDepth} deep");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlNode(YamlShape.Scalar, line)
            {
                Text = scalar.Value,
                Plain = scalar.Style == ScalarStyle.Plain,
            };
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = ImmutableArray.CreateBuilder<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(ReadNode(parser, depth + 1));
            }

            return new YamlNode(YamlShape.List, line) { Items = items.ToImmutable() };
        }

        return parser.TryConsume<MappingStart>(out _)
            ? ReadMapping(parser, line, depth)
            : throw new YamlException(here.Start, here.End, "anchors and aliases are not used here");
    }

    private static YamlNode ReadMapping(Parser parser, int line, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<(string, int, YamlNode)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, depth + 1);
            entries.Add((key.Text, key.Line, ReadNode(parser, depth + 1)));
        }

        return new YamlNode(YamlShape.Mapping, line) { Entries = entries.ToImmutable() };
    }
}
