namespace HealthScore.Bench.Fit.Coverage;

/// <summary>What one repeat says of one kind of interval: of one, or the mean of many.</summary>
internal sealed record Held(string What, double Share, double Width, double Bias)
{
    public static Held Of(string what, double truth, double estimate, double low, double high) =>
        new(what, low <= truth && truth <= high ? 1 : 0, high - low, estimate - truth);

    public static Held Mean(string what, IReadOnlyList<Held> many) =>
        new(
            what,
            many.Sum(held => held.Share) / many.Count,
            many.Sum(held => held.Width) / many.Count,
            many.Sum(held => held.Bias) / many.Count
        );
}
