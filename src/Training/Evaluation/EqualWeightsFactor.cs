using System.Collections.Immutable;
using HealthScore.Core.Factors;

namespace HealthScore.Training.Evaluation;

/// <summary>How a percentile rank is turned so that higher is healthier.</summary>
public enum RankTurn
{
    /// <summary>The rank itself.</summary>
    Up,

    /// <summary>100 less the rank.</summary>
    Down,

    /// <summary>100 less twice the distance from the median's rank: the median is worth 100, either end 0.</summary>
    Middle,
}

/// <summary>One factor of the equal-weights score: 0..100, higher healthier, 50 where not measured.</summary>
public sealed record EqualWeightsFactor
{
    /// <summary>What a missing value, and a level that training did not see, is worth.</summary>
    public const double NotMeasured = 50;

    /// <summary>Rows' worth of the base rate that a level's churn rate is shrunk with.</summary>
    public const double ShrinkageRows = 20;

    public required string Key { get; init; }

    public RankTurn Turn { get; init; }

    /// <summary>Null for a categorical factor, and where no training row was measured.</summary>
    public RankTable? Ranks { get; init; }

    /// <summary>
    /// Of a categorical factor, by the level's index: the rank among the training rows when levels stand from the
    /// highest shrunk churn rate to the lowest. NaN for a level that no training row had. Empty for other factors.
    /// </summary>
    public ImmutableArray<double> LevelRanks { get; init; } = [];

    /// <param name="value">A number, a level's index, NaN where missing, -1 for a level never seen.</param>
    public double HealthOf(double value)
    {
        if (Ranks is null)
        {
            var known = value >= 0 && value < LevelRanks.Length && !double.IsNaN(LevelRanks[(int)value]);
            return known ? LevelRanks[(int)value] : NotMeasured;
        }

        return double.IsNaN(value) ? NotMeasured : Turned(Ranks.RankOf(value));
    }

    private double Turned(double rank) =>
        Turn switch
        {
            RankTurn.Up => rank,
            RankTurn.Down => 100 - rank,
            _ => 100 - (2 * Math.Abs(rank - 50)),
        };

    /// <param name="factor">The factor as declared.</param>
    /// <param name="measured">Its measured values in the training rows; null where there are none.</param>
    internal static EqualWeightsFactor Fit(Factor factor, TiedScores? measured)
    {
        if (measured is null)
        {
            return new EqualWeightsFactor { Key = factor.Key };
        }

        return factor.Kind == FactorKind.Categorical
            ? new EqualWeightsFactor { Key = factor.Key, LevelRanks = RankLevels(factor, measured) }
            : new EqualWeightsFactor
            {
                Key = factor.Key,
                Turn = TurnOf(factor, measured),
                Ranks = RankTable.Of(measured),
            };
    }

    private static RankTurn TurnOf(Factor factor, TiedScores tied) =>
        factor.Direction switch
        {
            FactorDirection.HigherIsBetter => RankTurn.Up,
            FactorDirection.LowerIsBetter => RankTurn.Down,
            FactorDirection.MiddleIsBetter => RankTurn.Middle,
            _ => RisesWithChurn(tied) ? RankTurn.Down : RankTurn.Up,
        };

    /// <summary>
    /// The sign of the correlation of a value's rank with churn, in whole numbers; without any, higher counts as
    /// healthier.
    /// </summary>
    private static bool RisesWithChurn(TiedScores tied)
    {
        Int128 covariance = 0;
        var before = 0L;
        for (var k = 0; k < tied.Values.Length; k++)
        {
            var rank = (2 * before) + tied.Rows[k] - tied.RowCount;
            var excess = ((long)tied.Churned[k] * tied.RowCount) - ((long)tied.Rows[k] * tied.ChurnedCount);
            covariance += (Int128)rank * excess;
            before += tied.Rows[k];
        }

        return covariance > 0;
    }

    private static ImmutableArray<double> RankLevels(Factor factor, TiedScores levels)
    {
        var baseRate = (double)levels.ChurnedCount / levels.RowCount;
        var byRate = Enumerable
            .Range(0, levels.Values.Length)
            .GroupBy(k => (levels.Churned[k] + (ShrinkageRows * baseRate)) / (levels.Rows[k] + ShrinkageRows))
            .OrderByDescending(group => group.Key);
        var ranks = new double[factor.Levels.Length];
        Array.Fill(ranks, double.NaN);
        var before = 0L;
        foreach (var group in byRate)
        {
            var rows = group.Sum(k => (long)levels.Rows[k]);
            foreach (var k in group)
            {
                ranks[(int)levels.Values[k]] = 50.0 * ((2 * before) + rows) / levels.RowCount;
            }

            before += rows;
        }

        return [.. ranks];
    }
}
