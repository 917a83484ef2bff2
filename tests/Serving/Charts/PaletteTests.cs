using System.Collections.Immutable;
using HealthScore.Serving.Charts;

namespace HealthScore.Serving.Tests.Charts;

/// <summary>
/// Contrast by WCAG 2.2; colour vision by Machado, Oliveira and Fernandes (2009), severity 1; distance CIE76 in Lab.
/// </summary>
public class PaletteTests
{
    private static readonly ImmutableArray<(string Name, double[][] Matrix)> Visions =
    [
        (
            "usual",
            [
                [1, 0, 0],
                [0, 1, 0],
                [0, 0, 1],
            ]
        ),
        (
            "no red",
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        ),
        (
            "no green",
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        ),
        (
            "no blue",
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        ),
    ];

    public static TheoryData<string, Palette> Themes => new() { { "light", Palette.Light }, { "dark", Palette.Dark } };

    [Fact]
    public void Black_on_white_is_21_to_1_and_a_colour_on_itself_1_to_1()
    {
        Assert.Equal(21, Contrast("#000000", "#FFFFFF"), 1e-9);
        Assert.Equal(1, Contrast("#1B7F79", "#1B7F79"), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Words_stand_out_from_their_ground_by_4_5_to_1(string theme, Palette palette)
    {
        (string Word, string Ground)[] words =
        [
            (palette.Ink, palette.Paper),
            (palette.Ink, palette.Card),
            (palette.Muted, palette.Paper),
            (palette.Muted, palette.Card),
            (palette.Accent, palette.Paper),
            (palette.Accent, palette.Card),
            (palette.OnGreen, palette.Green),
            (palette.OnYellow, palette.Yellow),
            (palette.OnRed, palette.Red),
        ];

        Assert.All(words, pair => Assert.True(Contrast(pair.Word, pair.Ground) >= 4.5, $"{theme} {pair}"));
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void What_carries_meaning_stands_out_from_its_ground_by_3_to_1(string theme, Palette palette)
    {
        string[] marks =
        [
            palette.Green,
            palette.Yellow,
            palette.Red,
            palette.Accent,
            palette.Second,
            palette.Third,
            palette.Quiet,
        ];

        Assert.All(marks, mark => Assert.True(Contrast(mark, palette.Paper) >= 3, $"{theme} {mark}"));
        Assert.All(marks, mark => Assert.True(Contrast(mark, palette.Card) >= 3, $"{theme} {mark}"));
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Bands_can_be_told_apart_whatever_colours_a_reader_does_not_see(string theme, Palette palette)
    {
        (string One, string Other)[] pairs =
        [
            (palette.Green, palette.Yellow),
            (palette.Yellow, palette.Red),
            (palette.Green, palette.Red),
        ];

        Assert.All(
            from pair in pairs
            from vision in Visions
            select (pair, vision),
            seen =>
                Assert.True(
                    Distance(seen.pair.One, seen.pair.Other, seen.vision.Matrix) >= 32,
                    $"{theme} {seen.pair} {seen.vision.Name}"
                )
        );
    }

    [Fact]
    public void The_usual_green_and_red_would_not_pass() =>
        Assert.True(Visions.Min(vision => Distance("#2E7D32", "#C62828", vision.Matrix)) < 20);

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var light = Linear(colour);
        return (0.2126 * light[0]) + (0.7152 * light[1]) + (0.0722 * light[2]);
    }

    private static double[] Linear(string colour) =>
        [
            .. new[] { 1, 3, 5 }
                .Select(at => Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0)
                .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)),
        ];

    private static double Distance(string one, string other, double[][] vision)
    {
        var (a, b) = (Lab(Seen(one, vision)), Lab(Seen(other, vision)));
        return Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
    }

    private static double[] Seen(string colour, double[][] vision) =>
        [.. Times(vision, Linear(colour)).Select(part => Math.Clamp(part, 0, 1))];

    private static double[] Lab(double[] light)
    {
        var xyz = Times(
            [
                [0.4124564, 0.3575761, 0.1804375],
                [0.2126729, 0.7151522, 0.0721750],
                [0.0193339, 0.1191920, 0.9503041],
            ],
            light
        );
        var (x, y, z) = (Root(xyz[0] / 0.95047), Root(xyz[1]), Root(xyz[2] / 1.08883));
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];

        static double Root(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : ((24389.0 / 27 * t) + 16) / 116;
    }

    private static double[] Times(double[][] matrix, double[] vector) =>
        [.. matrix.Select(row => row.Zip(vector, (a, b) => a * b).Sum())];
}
