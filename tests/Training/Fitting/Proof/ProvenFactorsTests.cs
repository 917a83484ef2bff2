using HealthScore.Core.Factors;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Proof;

namespace HealthScore.Training.Tests.Fitting.Proof;

public class ProvenFactorsTests
{
    private const int Noise = 6;

    [Fact]
    public void A_curve_that_foretells_left_out_rows_is_sure_and_one_that_runs_against_them_is_not()
    {
        var (churned, column) = ProofRows.Two(1000, 400, 600);
        var (_, right, shapes) = ProofRows.Of(
            FactorDirection.Learn,
            churned,
            [column],
            [
                [-0.4, 0.4, 0],
            ]
        );
        var (_, wrong, turned) = ProofRows.Of(
            FactorDirection.Learn,
            churned,
            [column],
            [
                [0.4, -0.4, 0],
            ]
        );

        Assert.Equal([true], HeldOutCurves.Of(right, shapes, ProvenFactors.CurveSureness));
        Assert.Equal([false], HeldOutCurves.Of(wrong, turned, ProvenFactors.CurveSureness));
    }

    [Fact]
    public void A_copy_of_a_curve_does_not_hide_it()
    {
        var (churned, column) = ProofRows.Two(1000, 400, 600);
        var (_, data, shapes) = ProofRows.Of(
            FactorDirection.Learn,
            churned,
            [column, [.. column]],
            [
                [-0.2, 0.2, 0],
                [-0.2, 0.2, 0],
            ]
        );

        Assert.Equal([true, true], HeldOutCurves.Of(data, shapes, ProvenFactors.CurveSureness));
    }

    [Fact]
    public void Where_no_factor_is_proven_all_stay()
    {
        var (churned, column) = ProofRows.Two(100, 50, 50);
        var (catalog, data, shapes) = ProofRows.Of(
            FactorDirection.Learn,
            churned,
            [column],
            [
                [-0.01, 0.01, 0],
            ]
        );

        Assert.Same(shapes, ProvenFactors.Of(data, shapes, catalog));
    }

    /// <summary>A shape without a trend or a bend, three waves long, in the middle of noise.</summary>
    [Fact]
    public void A_shape_without_a_trend_is_proven_by_its_curve()
    {
        var table = WithNoise(SmallRows.Make(3000, seed: 501), seed: 1);
        var random = new Random(502);
        var wave = Array.ConvertAll(table.Values[^1], x => Math.Sin(6 * Math.PI * x) > 0);
        table = table with
        {
            Outcomes = [.. wave.Select(up => random.NextDouble() < (up ? 0.4 : 0.2) ? Churned : Retained)],
        };

        var formula = Fit(table);

        Assert.Contains(formula.Factors, f => f.Key == $"noise_{Noise - 1}");
    }

    /// <summary>5 in 100 may be kept; 180 columns leave chance three deviations.</summary>
    [Fact]
    public void Columns_of_noise_are_left_out_in_95_of_100()
    {
        const int Tables = 30;
        var kept = 0;
        for (var seed = 1; seed <= Tables; seed++)
        {
            var formula = Fit(WithNoise(SmallRows.Make(800, seed), seed));
            kept += formula.Factors.Count(f => f.Key.StartsWith("noise_", StringComparison.Ordinal));
            Assert.Contains(formula.Factors, f => f.Key == "logins");
            Assert.Contains(formula.Factors, f => f.Key == "tickets");
        }

        var columns = Tables * Noise;
        var most = (0.05 * columns) + (3 * Math.Sqrt(0.05 * 0.95 * columns));
        Assert.True(kept <= most, $"{kept} of {columns}");
    }

    private const Core.Accounts.Outcome Churned = Core.Accounts.Outcome.Churned;
    private const Core.Accounts.Outcome Retained = Core.Accounts.Outcome.Retained;

    private static FittedFormula Fit(TrainingTable table) =>
        FormulaTrainer.Fit(table, SmallRows.All(table), SmallRows.Quick with { Proof = CurveProof.TrendOrCurve });

    private static TrainingTable WithNoise(TrainingTable table, int seed)
    {
        var random = new Random(seed + 7000);
        var columns = Enumerable
            .Range(0, Noise)
            .Select(_ => Enumerable.Range(0, table.RowCount).Select(_ => random.NextDouble()).ToArray());
        return table with
        {
            Catalog = new FactorCatalog([
                .. table.Catalog.Factors,
                .. Enumerable.Range(0, Noise).Select(k => SmallRows.Number($"noise_{k}")),
            ]),
            Values = [.. table.Values, .. columns],
        };
    }
}
