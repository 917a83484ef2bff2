using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Evaluation;

/// <summary>Small tables written out in tests.</summary>
internal static class Tables
{
    public static Factor Numeric(string key, FactorDirection direction) =>
        new(key, key, "usage", FactorKind.Numeric, direction);

    public static Factor Categorical(string key, params string[] levels) =>
        new(key, key, "usage", FactorKind.Categorical, FactorDirection.Learn) { Levels = [.. levels] };

    public static TrainingTable Of(Factor[] factors, Outcome[] outcomes, params double[][] columns) =>
        new()
        {
            Catalog = new FactorCatalog(factors),
            RowCount = outcomes.Length,
            Values = columns,
            RowNumbers = [.. Enumerable.Range(1, outcomes.Length)],
            Outcomes = outcomes,
        };

    /// <summary>C churned, R retained, anything else unknown.</summary>
    public static Outcome[] Outcomes(string letters) =>
        [
            .. letters.Select(letter =>
                letter switch
                {
                    'C' => Outcome.Churned,
                    'R' => Outcome.Retained,
                    _ => Outcome.Unknown,
                }
            ),
        ];
}
