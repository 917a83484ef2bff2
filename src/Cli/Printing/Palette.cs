using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using Spectre.Console;

namespace HealthScore.Cli.Printing;

/// <summary>
/// Colours of the 256-colour table that keep a contrast of at least 3:1 on white and on black; meaning never rests on
/// colour alone: a band is a shape, a word and a colour.
/// </summary>
internal static class Palette
{
    /// <summary>#008787: contrast 4.3 on white, 4.9 on black.</summary>
    public static readonly Color Green = Color.FromInt32(30);

    /// <summary>#af5f00: contrast 4.8 on white, 4.4 on black.</summary>
    public static readonly Color Yellow = Color.FromInt32(130);

    /// <summary>#d7005f: contrast 5.0 on white, 4.2 on black.</summary>
    public static readonly Color Red = Color.FromInt32(161);

    /// <summary>#767676: contrast 4.5 on white, 4.6 on black.</summary>
    public static readonly Color Muted = Color.FromInt32(243);

    public static Style MutedStyle => new(foreground: Muted);

    public static Style Heading => new(decoration: Decoration.Bold);

    public static Color ColourOf(Band band) =>
        band switch
        {
            Band.Green => Green,
            Band.Yellow => Yellow,
            _ => Red,
        };

    /// <summary>"● green", "▲ yellow", "■ red".</summary>
    public static string Words(Band band) =>
        band switch
        {
            Band.Green => "● green",
            Band.Yellow => "▲ yellow",
            _ => "■ red",
        };

    public static string Words(ScoreStatus status) =>
        status switch
        {
            ScoreStatus.Scored => "scored",
            ScoreStatus.LowConfidence => "low confidence",
            ScoreStatus.Withheld => "withheld",
            _ => "in notice",
        };

    public static Text BandText(Band band) => new(Words(band), new Style(ColourOf(band), decoration: Decoration.Bold));
}
