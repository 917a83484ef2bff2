namespace HealthScore.Training.Evaluation;

/// <summary>Rows that were scored and whose outcome is known; the columns are equally long.</summary>
/// <param name="Probabilities">Of churn, each 0..1.</param>
/// <param name="Churned">What became of each row.</param>
public sealed record ScoredRows(double[] Probabilities, bool[] Churned)
{
    /// <summary>
    /// The account of each row, where several rows may be of one (dated data): intervals are then by account. Numbers
    /// mean the same account in every fold.
    /// </summary>
    public int[]? Accounts { get; init; }
}
