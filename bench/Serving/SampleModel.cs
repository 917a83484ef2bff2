using System.Collections.Immutable;
using HealthScore.Api.V1;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using Factor = HealthScore.Core.Factors.Factor;
using FactorDirection = HealthScore.Core.Factors.FactorDirection;
using FactorKind = HealthScore.Core.Factors.FactorKind;

namespace HealthScore.Serving.Bench;

/// <summary>20 factors, 15 of them numbers with ten edges: the size the goals are stated for.</summary>
internal static class SampleModel
{
    private const int Factors = 20;
    private const int NumericFactors = 15;
    private const int Best = HealthFormula.FullHealth / Factors;

    private static readonly ImmutableArray<string> Levels = ["bronze", "silver", "gold", "platinum"];

    public static HealthModel Make()
    {
        var catalog = new FactorCatalog(Enumerable.Range(0, Factors).Select(FactorAt));
        var formula = new HealthFormula(
            [.. Enumerable.Range(0, Factors).Select(j => PartAt(j, catalog))],
            intercept: 2.5,
            slope: 0.075,
            new BandThresholds(yellowFrom: 400_000_000, greenFrom: 700_000_000)
        );
        return new HealthModel
        {
            Catalog = catalog,
            Formulas = [formula],
            FormulaHashes = ["0123456789ab"],
            Input = new ModelInput { FactorColumns = [.. catalog.Factors.Select(f => f.Key)] },
            Rules = ScoringRules.Default,
            HorizonDays = 180,
            Version = "ba9876543210",
        };
    }

    public static ScoreRequest Account()
    {
        var request = new ScoreRequest { AccountId = "account-0001", AsOf = "2026-01-31" };
        for (var j = 0; j < Factors; j++)
        {
            request.Factors.Add(
                KeyAt(j),
                j < NumericFactors
                    ? new FactorValue { Number = (j * 7.25) + 1 }
                    : new FactorValue { Category = Levels[j % Levels.Length] }
            );
        }

        return request;
    }

    public static BatchScoreRequest Batch(int rows, ulong seed)
    {
        var random = new Random((int)seed);
        var request = new BatchScoreRequest { Rows = (uint)rows };
        for (var j = 0; j < Factors; j++)
        {
            var column = new FactorColumn { Factor = KeyAt(j) };
            if (j < NumericFactors)
            {
                column.Numbers = new Numbers();
                column.Numbers.Values.AddRange(Enumerable.Range(0, rows).Select(_ => random.NextDouble() * 110));
            }
            else
            {
                column.Codes = new Codes { Levels = { Levels } };
                column.Codes.Codes_.AddRange(Enumerable.Range(0, rows).Select(_ => (uint)random.Next(5)));
            }

            request.Factors.Add(column);
        }

        return request;
    }

    private static string KeyAt(int j) => $"factor_number_{j:D2}";

    private static Factor FactorAt(int j) =>
        j < NumericFactors
            ? new Factor(KeyAt(j), $"Factor number {j}", $"pillar {j % 4}", FactorKind.Numeric, FactorDirection.Learn)
            : new Factor(
                KeyAt(j),
                $"Factor number {j}",
                $"pillar {j % 4}",
                FactorKind.Categorical,
                FactorDirection.Learn
            )
            {
                Levels = Levels,
            };

    private static FormulaFactor PartAt(int j, FactorCatalog catalog)
    {
        var bins =
            j < NumericFactors
                ? FactorBins.Numeric(Enumerable.Range(1, 10).Select(k => (k * 10) + 0.5))
                : FactorBins.Grouped(FactorKind.Categorical, [0, 1, 2, 3]);
        ImmutableArray<int> points =
        [
            .. Enumerable.Range(0, bins.BinCount).Select(b => Best / (bins.BinCount - 1) * b),
        ];
        points = points.SetItem(bins.BinCount - 1, Best);
        var mean = Best / 2;
        return new FormulaFactor(
            j,
            catalog[j].Key,
            bins,
            new PointsTable(points, mean, MissingLearned: true, mean, mean)
        );
    }
}
