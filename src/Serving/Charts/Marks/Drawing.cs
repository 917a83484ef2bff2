using System.Collections.Immutable;

namespace HealthScore.Serving.Charts.Marks;

/// <summary>Which point of a text stands at its place.</summary>
public enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>Something filled or drawn with a line.</summary>
/// <param name="Look">What it means, such as <c>bar</c> or <c>band-red</c>: the style sheet knows how that
/// looks.</param>
/// <param name="Path">Where it is, as SVG writes it.</param>
public sealed record Shape(string Look, string Path);

/// <summary>One line of text.</summary>
/// <param name="X">Where its anchor stands.</param>
/// <param name="Y">Of its base line.</param>
/// <param name="Text">What it says.</param>
/// <param name="Anchor">Which end stands at <paramref name="X"/>.</param>
/// <param name="Look">What it means, such as <c>label</c> or <c>tick</c>.</param>
/// <param name="Size">Of the letters, in units of the drawing.</param>
public sealed record Words(double X, double Y, string Text, Anchor Anchor, string Look, double Size)
{
    /// <summary>At most: in a narrower font than the widest usual one it takes less.</summary>
    public double Width => TextWidth.Of(Text, Size);

    public double Left =>
        Anchor switch
        {
            Anchor.Start => X,
            Anchor.Middle => X - (Width / 2),
            _ => X - Width,
        };

    public double Right => Left + Width;

    public double Top => Y - (0.8 * Size);

    public double Bottom => Y + (0.25 * Size);

    public bool Touches(Words other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
}

/// <summary>A chart as shapes and words: all that is left to do is to write them down.</summary>
/// <param name="Width">In units; a unit is about a pixel where the chart is shown at its natural size.</param>
/// <param name="Height">In the same units.</param>
/// <param name="Shapes">In the order in which they cover each other.</param>
/// <param name="Words">Above all shapes.</param>
public sealed record Drawing(double Width, double Height, ImmutableArray<Shape> Shapes, ImmutableArray<Words> Words)
{
    /// <summary>Every chart is as wide: it is readable on a telephone, and two stand side by side on paper.</summary>
    public const double UsualWidth = 360;

    /// <summary>Letters of labels.</summary>
    public const double TextSize = 12;

    /// <summary>Letters of ticks and remarks.</summary>
    public const double SmallSize = 11;
}
