namespace HealthScore.Core.Explaining.Gaps;

/// <summary>Why formula and challenger give one account different answers; the first that holds.</summary>
public enum GapKind
{
    /// <summary>The challenger's probability lies within the formula's own 95 % interval, its ends included.</summary>
    Noise,

    /// <summary>A factor that drives the gap has a value that training never saw.</summary>
    UnseenValue,

    /// <summary>
    /// The formula of the account's segment or stage answers otherwise than the one of all accounts, and that one is at
    /// most half as far from the challenger, which knows no segments.
    /// </summary>
    Segment,

    /// <summary>
    /// At least half of the gap is what factors do together: more than each does alone in the trees, other than the
    /// pairs of the formula.
    /// </summary>
    Combination,

    /// <summary>What is left: single factors are worth other amounts to the trees.</summary>
    Curve,
}

/// <summary>The words that stand for a <see cref="GapKind"/> in every document.</summary>
public static class GapWords
{
    public static string Of(GapKind kind) =>
        kind switch
        {
            GapKind.Noise => "noise",
            GapKind.UnseenValue => "unseen_value",
            GapKind.Segment => "segment",
            GapKind.Combination => "combination",
            _ => "curve",
        };

    /// <summary>Null where no kind is called so.</summary>
    public static GapKind? KindOf(string? word) =>
        Enum.GetValues<GapKind>().Cast<GapKind?>().FirstOrDefault(kind => Of(kind!.Value) == word);
}
