namespace HealthScore.Core.Factors;

/// <summary>The words that stand for a factor's kind and direction in every file.</summary>
public static class FactorWords
{
    public static string Of(FactorKind kind) =>
        kind switch
        {
            FactorKind.Numeric => "numeric",
            FactorKind.Ordinal => "ordinal",
            FactorKind.Categorical => "categorical",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of factor"),
        };

    public static string Of(FactorDirection direction) =>
        direction switch
        {
            FactorDirection.Learn => "learn",
            FactorDirection.HigherIsBetter => "higher_is_better",
            FactorDirection.LowerIsBetter => "lower_is_better",
            FactorDirection.MiddleIsBetter => "middle_is_better",
            _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "not a direction"),
        };

    /// <summary>Null where no kind is called so.</summary>
    public static FactorKind? KindOf(string word) =>
        Enum.GetValues<FactorKind>().Cast<FactorKind?>().FirstOrDefault(kind => Of(kind!.Value) == word);

    /// <summary>Null where no direction is called so.</summary>
    public static FactorDirection? DirectionOf(string word) =>
        Enum.GetValues<FactorDirection>().Cast<FactorDirection?>().FirstOrDefault(d => Of(d!.Value) == word);
}
