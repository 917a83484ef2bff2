namespace HealthScore.Core.Formula;

/// <summary>Which formula an account is scored with.</summary>
public static class FormulaMatch
{
    /// <summary>How well a formula fits an account: more is more specific, under 0 is not at all.</summary>
    /// <param name="formula">Segment and stage of the formula; "all" stands for any.</param>
    /// <param name="account">Segment and stage of the account.</param>
    public static int Rank((string Segment, string Stage) formula, (string Segment, string Stage) account) =>
        Rank(formula.Segment, account.Segment, exact: 2) + Rank(formula.Stage, account.Stage, exact: 1);

    private static int Rank(string declared, string actual, int exact) =>
        declared == actual ? exact
        : declared == "all" ? 0
        : -100;
}
