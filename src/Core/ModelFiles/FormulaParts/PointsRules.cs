using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles.FormulaParts;

/// <summary>
/// What the points of one factor promise beyond their sum; a file that breaks it was not written by training.
/// </summary>
internal static class PointsRules
{
    /// <summary>The rule that is broken, in words, or null.</summary>
    public static string? BrokenBy(FormulaFactor factor, FactorDirection direction)
    {
        var table = factor.Table;
        var other = factor.Bins.Kind == FactorKind.Numeric ? 0 : table.Mean;
        return table switch
        {
            _ when table.Mean < 0 || table.Mean > table.Best => $"mean is {table.Mean}; expected 0 to {table.Best}",
            _ when !table.MissingLearned && table.Missing != table.Mean =>
                $"missing was never seen and has {table.Missing} points; expected the mean {table.Mean}",
            _ when table.Other != other => $"other has {table.Other} points; expected {other}",
            _ when factor.Bins.Kind != FactorKind.Categorical && !Follows(table.Bins.AsSpan(), direction) =>
                $"points do not follow the declared direction {FactorWords.Of(direction)}",
            _ => null,
        };
    }

    private static bool Follows(ReadOnlySpan<int> points, FactorDirection direction)
    {
        var (rises, falls, risesAfterFall) = (false, false, false);
        for (var k = 1; k < points.Length; k++)
        {
            risesAfterFall |= falls && points[k] > points[k - 1];
            rises |= points[k] > points[k - 1];
            falls |= points[k] < points[k - 1];
        }

        return direction switch
        {
            FactorDirection.HigherIsBetter => !falls,
            FactorDirection.LowerIsBetter => !rises,
            FactorDirection.MiddleIsBetter => !risesAfterFall,
            _ => true,
        };
    }
}
