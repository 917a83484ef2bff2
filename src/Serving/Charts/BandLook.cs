using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Charts;

/// <summary>A band is a shape, a word and a colour: whoever misses one has the others.</summary>
public static class BandLook
{
    /// <summary>"● green", "▲ yellow", "■ red".</summary>
    public static string Words(Band band) => $"{Sign(band)} {ScoreWords.Of(band)}";

    /// <summary>Whether a text is what <see cref="Words"/> makes, so that sign and word stay together.</summary>
    internal static bool IsWords(string text) => Enum.GetValues<Band>().Any(band => Words(band) == text);

    public static string Sign(Band band) =>
        band switch
        {
            Band.Green => "●",
            Band.Yellow => "▲",
            _ => "■",
        };

    /// <summary>The look of a shape filled with the band's colour.</summary>
    public static string Fill(Band band) => $"band-{ScoreWords.Of(band)}";

    /// <summary>The band's sign as a shape.</summary>
    public static string Path(Band band, double x, double y, double radius) =>
        band switch
        {
            Band.Green => Paths.Dot(x, y, radius),
            Band.Yellow => Paths.Triangle(x, y, radius),
            _ => Paths.Square(x, y, radius),
        };
}
