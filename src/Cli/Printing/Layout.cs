using Spectre.Console;

namespace HealthScore.Cli.Printing;

/// <summary>The few shapes all screens are made of: headings, paragraphs, tables without vertical lines.</summary>
internal static class Layout
{
    public const int Indent = 2;

    public static void Blank(Terminal terminal) => terminal.Console.WriteLine();

    public static void Heading(Terminal terminal, string text)
    {
        Blank(terminal);
        terminal.Console.Write(new Text(text + "\n", Palette.Heading));
    }

    /// <summary>A line across the screen that begins a part of a tour.</summary>
    public static void Step(Terminal terminal, string text)
    {
        terminal.Console.WriteLine();
        terminal.Console.Write(
            new Rule(Markup.Escape(text)) { Justification = Justify.Left, Style = new Style(Palette.Green) }
        );
    }

    /// <summary>Wrapped and indented; the second and later lines of it by two more.</summary>
    public static void Paragraph(Terminal terminal, string text, Style? style = null)
    {
        foreach (var line in Wrapping.Lines(text, terminal.Width - 1, 2 * Indent, Indent))
        {
            terminal.Console.Write(new Text(line + "\n", style ?? Style.Plain));
        }
    }

    /// <summary>A paragraph that asks for attention.</summary>
    public static void Warning(Terminal terminal, string text) =>
        Paragraph(terminal, $"! {text}", new Style(Palette.Yellow));

    /// <summary>Commands to go on with, each beneath what it does.</summary>
    public static void Next(Terminal terminal, params ReadOnlySpan<(string Does, string Line)> commands)
    {
        foreach (var (does, line) in commands)
        {
            terminal.Console.Write(new Text($"  # {does}\n", Palette.MutedStyle));
            terminal.Out.WriteLine($"  {line}");
        }
    }

    /// <summary>As one word of a command line.</summary>
    public static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word;

    /// <param name="columns">Titles; one that starts with <c>&gt;</c> is aligned right.</param>
    public static Table Table(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = new UnderHead(), BorderStyle = Palette.MutedStyle };
        for (var c = 0; c < columns.Length; c++)
        {
            var title = columns[c];
            var right = title.StartsWith('>');
            var header = new Text(right ? title[1..] : title, Palette.MutedStyle);
            table.AddColumn(
                new TableColumn(header)
                {
                    Alignment = right ? Justify.Right : Justify.Left,
                    NoWrap = right,
                    Padding = new Padding(0, 0, c < columns.Length - 1 ? 1 : 0, 0),
                }
            );
        }

        return table;
    }

    public static void Print(Terminal terminal, Table table) =>
        terminal.Console.Write(new Trimmed(new Padder(table, new Padding(1, 0, 0, 0))));
}
