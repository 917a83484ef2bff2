using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>Q11: one factor alone must not tell the outcome.</summary>
internal static class LeakCheck
{
    public const double WarnAbove = 0.90;
    public const double BlockAbove = 0.97;

    /// <summary>Judged AUC of each factor alone, in catalog order; NaN where too few rows churned or stayed.</summary>
    public static double[] AucOfEach(TrainingTable table, int purgeDays)
    {
        var split = EvaluationSplit.Of(table, purgeDays);
        return [.. table.Values.Select(values => OneFactorAuc.Of(ValueBins.Of(values), table.Outcomes, split))];
    }
}
