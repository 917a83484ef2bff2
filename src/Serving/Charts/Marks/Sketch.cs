using System.Collections.Immutable;

namespace HealthScore.Serving.Charts.Marks;

/// <summary>A drawing while it is made.</summary>
internal sealed class Sketch
{
    private readonly ImmutableArray<Shape>.Builder shapes = ImmutableArray.CreateBuilder<Shape>();
    private readonly ImmutableArray<Words>.Builder words = ImmutableArray.CreateBuilder<Words>();

    public void Add(string look, string path)
    {
        if (path.Length > 0)
        {
            shapes.Add(new Shape(look, path));
        }
    }

    public void Line(string look, double x1, double y1, double x2, double y2) =>
        Add(look, Paths.Line((x1, y1), (x2, y2)));

    public void Label(double x, double y, string text, Anchor anchor = Anchor.Start, string look = "label") =>
        words.Add(new Words(x, y, text, anchor, look, Drawing.TextSize));

    public void Small(double x, double y, string text, Anchor anchor = Anchor.Start, string look = "tick") =>
        words.Add(new Words(x, y, text, anchor, look, Drawing.SmallSize));

    public void Add(IEnumerable<Words> placed) => words.AddRange(placed);

    public Drawing Done(double height) => new(Drawing.UsualWidth, height, shapes.ToImmutable(), words.ToImmutable());
}
