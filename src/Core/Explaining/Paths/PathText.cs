using System.Collections.Immutable;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining.Paths;

/// <summary>The path to green in sentences.</summary>
public static class PathText
{
    /// <summary>How far green is, and why it is out of reach where it is.</summary>
    public static ImmutableArray<string> Of(PathToGreen path, BandThresholds bands) =>
        path.Status switch
        {
            PathStatus.NoScore => ["There is no score, so there is no path."],
            PathStatus.NoGreen => ["No health is green in this segment and stage, whatever changes."],
            PathStatus.AlreadyGreen => ["The account is green."],
            PathStatus.Found =>
            [
                $"Green begins at health {PointsText.Fixed(bands.GreenFrom!.Value, 2)}: "
                    + $"{Missing(path)} points are missing. These plans take at most {Months(path.Months)}.",
            ],
            _ => [OutOfReach(path), .. Fixed(path)],
        };

    /// <summary>Effort, changes, time, and what the formula would then say.</summary>
    public static string Outcome(GreenPlan plan) =>
        $"effort {plan.Effort}, {Count(plan.Changes, "change")}, {Months(plan.Months)}; then health "
        + $"{PointsText.Fixed(plan.After.HealthPoints!.Value, 2)}, churn probability "
        + $"{Percent.Of(plan.After.ChurnProbability!.Value)}.";

    /// <summary>Whether two plans make the same changes.</summary>
    public static bool IsSame(GreenPlan one, GreenPlan other) => one.Lines.SequenceEqual(other.Lines);

    private static string OutOfReach(PathToGreen path)
    {
        var furthest = path.Furthest!;
        var reached =
            $"the most that can be reached is health {PointsText.Fixed(furthest.HealthPoints!.Value, 2)} "
            + $"({ScoreWords.Of(furthest.Band!.Value)}); green is {Missing(path)} points away.";
        return path.Status == PathStatus.NotInTime
            ? $"Green is out of reach within {Months(path.Months)}, but not for good: in that time {reached}"
            : $"Green is out of reach with what can be acted on: within {Months(path.Months)} {reached}";
    }

    private static IEnumerable<string> Fixed(PathToGreen path) =>
        path.Fixed.IsEmpty
            ? []
            : [$"Not moved, because nobody can act on it or it was not measured: {string.Join(", ", path.Fixed)}."];

    private static string Missing(PathToGreen path) => PointsText.Fixed(path.PointsNeeded!.Value, 2);

    private static string Months(int months) => Count(months, "month");

    private static string Count(int count, string one) => count == 1 ? $"1 {one}" : $"{count} {one}s";
}
