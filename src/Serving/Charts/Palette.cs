using System.Collections.Immutable;

namespace HealthScore.Serving.Charts;

/// <summary>
/// The colours of one theme, each as #RRGGBB. Bands can be told apart by people who do not see red, green or blue;
/// fills stand out from the paper by 3:1, words by 4.5:1.
/// </summary>
/// <param name="Paper">Behind everything.</param>
/// <param name="Card">Behind a chart.</param>
/// <param name="Ink">Words.</param>
/// <param name="Muted">Words of less weight.</param>
/// <param name="Rule">Thin lines that need not be seen.</param>
/// <param name="Accent">Bars, lines and links.</param>
/// <param name="Second">A second line beside the first.</param>
/// <param name="Third">A third.</param>
/// <param name="Quiet">Fills that only carry another: density, tracks' values, those who stayed.</param>
/// <param name="Shade">An interval around a line; it only repeats what the table says.</param>
/// <param name="Green">The green band.</param>
/// <param name="Yellow">The yellow band.</param>
/// <param name="Red">The red band.</param>
/// <param name="OnGreen">Words on it.</param>
/// <param name="OnYellow">Words on yellow.</param>
/// <param name="OnRed">Words on red.</param>
public sealed record Palette(
    string Paper,
    string Card,
    string Ink,
    string Muted,
    string Rule,
    string Accent,
    string Second,
    string Third,
    string Quiet,
    string Shade,
    string Green,
    string Yellow,
    string Red,
    string OnGreen,
    string OnYellow,
    string OnRed
)
{
    public static Palette Light { get; } =
        new(
            Paper: "#FFFFFF",
            Card: "#FFFFFF",
            Ink: "#1A2027",
            Muted: "#515B66",
            Rule: "#D5DAE0",
            Accent: "#20558A",
            Second: "#A14B00",
            Third: "#6B4E8E",
            Quiet: "#8B95A1",
            Shade: "#C3D5E8",
            Green: "#1B7F79",
            Yellow: "#C77700",
            Red: "#7A0019",
            OnGreen: "#FFFFFF",
            OnYellow: "#000000",
            OnRed: "#FFFFFF"
        );

    public static Palette Dark { get; } =
        new(
            Paper: "#12171D",
            Card: "#181F27",
            Ink: "#E8ECF0",
            Muted: "#AAB4BF",
            Rule: "#37424E",
            Accent: "#7FB2E6",
            Second: "#F0A868",
            Third: "#C3A6E8",
            Quiet: "#707C89",
            Shade: "#2C4560",
            Green: "#8CEADF",
            Yellow: "#E0A038",
            Red: "#E5486B",
            OnGreen: "#10151A",
            OnYellow: "#10151A",
            OnRed: "#10151A"
        );

    /// <summary>Each colour under the name that the style sheet knows it by.</summary>
    public ImmutableArray<(string Name, string Colour)> Variables =>
        [
            ("paper", Paper),
            ("card", Card),
            ("ink", Ink),
            ("muted", Muted),
            ("rule", Rule),
            ("accent", Accent),
            ("second", Second),
            ("third", Third),
            ("quiet", Quiet),
            ("shade", Shade),
            ("green", Green),
            ("yellow", Yellow),
            ("red", Red),
            ("on-green", OnGreen),
            ("on-yellow", OnYellow),
            ("on-red", OnRed),
        ];
}
