using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Evaluation;

public class MetricsLawTests
{
    private const double Tolerance = 1e-9;

    [Property]
    public void Auc_does_not_change_where_probabilities_are_bent_without_changing_their_order(uint[] draws)
    {
        var (p, churned) = Rows(draws);

        var bent = Metrics.Of([.. p.Select(x => x * x / 2)], churned);

        Assert.Equal(Metrics.Of(p, churned).Auc, bent.Auc);
        Assert.Equal(Metrics.Of(p, churned).AucLow, bent.AucLow);
    }

    [Property]
    public void Swapping_the_outcomes_turns_the_auc_round(uint[] draws)
    {
        var (p, churned) = Rows(draws);

        var swapped = Metrics.Of(p, [.. churned.Select(c => !c)]).Auc;

        Assert.Equal(1.0, (Metrics.Of(p, churned).Auc + swapped) ?? 1.0, Tolerance);
    }

    [Property]
    public void Turning_probabilities_and_outcomes_round_together_changes_nothing(uint[] draws)
    {
        var (p, churned) = Rows(draws);
        var part = Metrics.Of(p, churned);

        var turned = Metrics.Of([.. p.Select(x => 1 - x)], [.. churned.Select(c => !c)]);

        Assert.Equal(part.Auc ?? -1, turned.Auc ?? -1, Tolerance);
        Assert.Equal(part.LogLoss, turned.LogLoss, 1e-6);
        Assert.Equal(part.Brier, turned.Brier, Tolerance);
        Assert.Equal(part.CalibrationSlope ?? -1, turned.CalibrationSlope ?? -1, 1e-4);
    }

    [Property]
    public void The_order_of_the_rows_does_not_change_one_bit(uint[] draws)
    {
        var (p, churned) = Rows(draws);
        int[] accounts = [.. p.Select((_, row) => row / 2)];
        var rows = new ScoredRows(p, churned) { Accounts = accounts };
        var turned = new ScoredRows([.. p.Reverse()], [.. churned.Reverse()]) { Accounts = [.. accounts.Reverse()] };

        Assert.Equal(Metrics.Of(p, churned), Metrics.Of(turned.Probabilities, turned.Churned));
        Assert.Equal(Metrics.Of(rows), Metrics.Of(turned));
    }

    [Property]
    public void Every_figure_stays_in_its_range(uint[] draws)
    {
        var (p, churned) = Rows(draws);

        var part = Metrics.Of(p, churned);

        Assert.InRange(part.Auc ?? 0.5, part.AucLow ?? 0, part.AucHigh ?? 1);
        Assert.InRange(part.Brier, 0, 1);
        Assert.InRange(part.Ece, 0, 1);
        Assert.InRange(part.LogLoss, 0, 35);
    }

    [Property]
    public void The_jackknife_of_single_rows_is_the_one_from_leaving_out_each_row(uint[] draws)
    {
        var (p, churned) = Rows(draws);
        var rows = new ScoredRows(p, churned) { Accounts = [.. Enumerable.Range(0, p.Length)] };

        var variance = AucInterval.JackknifeVariance([rows]);

        Assert.Equal(Slowly(p, churned) ?? -1, variance ?? -1, Tolerance);
    }

    private static double? Slowly(double[] p, bool[] churned)
    {
        double?[] aucs =
        [
            .. Enumerable
                .Range(0, p.Length)
                .Select(left =>
                    p.Length == 1
                        ? null
                        : Metrics
                            .Of([.. p.Where((_, row) => row != left)], [.. churned.Where((_, row) => row != left)])
                            .Auc
                ),
        ];
        if (aucs.Contains(null))
        {
            return null;
        }

        var mean = aucs.Average()!.Value;
        return (p.Length - 1.0) / p.Length * aucs.Sum(auc => (auc!.Value - mean) * (auc.Value - mean));
    }

    /// <summary>Up to 40 rows with many ties: probabilities 1/8..7/8, outcome from another bit.</summary>
    private static (double[] Probabilities, bool[] Churned) Rows(uint[] draws)
    {
        uint[] some = [.. draws.Append(5u).Take(40).Select(d => d * 2654435761u)];
        return ([.. some.Select(d => (1 + ((d >> 20) % 7)) / 8.0)], [.. some.Select(d => (d >> 28) % 2 == 0)]);
    }
}
