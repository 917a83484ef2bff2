using System.Text;
using Spectre.Console;

namespace HealthScore.Cli.Printing;

/// <summary>Where a verb writes: results on <see cref="Out"/>, everything else on <see cref="Error"/>.</summary>
/// <remarks>
/// Colour and animation only on a terminal and without NO_COLOR; the Spectre console is made on first use.
/// </remarks>
internal sealed class Terminal
{
    public const int Narrowest = 60;
    public const int Widest = 120;

    /// <summary>Columns where nobody says how many there are: a file or a pipe.</summary>
    public const int WidthOfPipes = 100;

    private readonly Lazy<IAnsiConsole> tables;

    public Terminal(TextWriter output, TextWriter error, TerminalTraits traits)
    {
        Out = output;
        Error = error;
        Traits = traits;
        Width = Math.Clamp(traits.Columns ?? WidthOfPipes, Narrowest, Widest);
        tables = new Lazy<IAnsiConsole>(() => Tables(output));
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    public TerminalTraits Traits { get; }

    public int Width { get; }

    /// <summary>Tables and styled lines, on standard output.</summary>
    public IAnsiConsole Console => tables.Value;

    public static Terminal OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = new StreamWriter(System.Console.OpenStandardOutput(), utf8, 1 << 14) { AutoFlush = false };
        var error = new StreamWriter(System.Console.OpenStandardError(), utf8, 256) { AutoFlush = true };
        return new Terminal(output, error, TerminalTraits.OfProcess());
    }

    public void Flush() => Out.Flush();

    /// <summary>
    /// A remark that is no result: standard error, where it is wrapped on a terminal and one line elsewhere.
    /// </summary>
    public void Remark(string line)
    {
        Flush();
        if (Traits.LiveProgress)
        {
            Error.Write(Progress.Clear);
        }

        if (Traits.ErrorColumns is not { } columns)
        {
            Error.WriteLine(line);
            return;
        }

        var lead = line.Length - line.TrimStart().Length;
        foreach (var part in Wrapping.Lines(line.Trim(), Math.Max(columns, Narrowest) - 1, lead + Layout.Indent, lead))
        {
            Error.WriteLine(part);
        }
    }

    private IAnsiConsole Tables(TextWriter output)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = Traits.OutputColour ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = Traits.OutputColour ? ColorSystemSupport.EightBit : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            }
        );
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
