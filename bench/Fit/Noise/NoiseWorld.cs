using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Synthetic;

namespace HealthScore.Bench.Fit.Noise;

/// <summary>By what made-up customers decide.</summary>
internal enum NoiseTruth
{
    /// <summary>All by one formula, additive in what is measured.</summary>
    Additive,

    /// <summary>The same, and licences and champion that are low together add to it.</summary>
    OnePair,

    /// <summary>
    /// As <c>healthscore generate</c> makes them: segments and stages decide by weights of their own.
    /// </summary>
    Business,
}

/// <summary>
/// Decisions of a made-up business of known truth, with ten further columns that nobody decides by: normal, declared a
/// direction, mostly 0, often missing, and in levels.
/// </summary>
/// <param name="Table">What a fit sees.</param>
/// <param name="Truth">By row, the true chance of leaving.</param>
internal sealed record NoiseWorld(TrainingTable Table, double[] Truth)
{
    public const int NoiseColumns = 10;

    /// <summary>The weights that the one formula is made of.</summary>
    public const string Segment = "midmarket";

    private const double Intercept = -3.45;
    private const int Months = 48;

    /// <summary>Fewer decisions than this an account makes hardly ever happen.</summary>
    private const double DecisionsOfAnAccount = 3;

    public static int Licence { get; } = TrueWeights.Factors.IndexOf("license_utilization");

    public static int Champion { get; } = TrueWeights.Factors.IndexOf("champion_strength");

    /// <param name="truth">By what they decide.</param>
    /// <param name="pair">Log-odds of licences x champion, each how far below its mean in standard deviations.</param>
    /// <param name="rows">Decisions.</param>
    /// <param name="seed">Another seed, other customers.</param>
    public static NoiseWorld Draw(NoiseTruth truth, double pair, int rows, ulong seed)
    {
        var accounts = (int)(rows / DecisionsOfAnAccount);
        var data = DataGenerator.Generate(new GeneratorSettings(accounts, Months, seed));
        var business = GeneratedTable.Of(data);
        if (business.RowCount < rows)
        {
            throw new InvalidOperationException($"{accounts} accounts made {business.RowCount} decisions");
        }

        GeneratedDecision[] decisions = [.. data.Decisions.Take(rows)];
        var table = business.Take([.. Enumerable.Range(0, rows)]);
        double[] chances = Array.ConvertAll(decisions, d => Logistic.Sigmoid(d.LogOdds));
        if (truth != NoiseTruth.Business)
        {
            chances = Array.ConvertAll(decisions, d => Logistic.Sigmoid(LogOdds(d.Goodness, pair)));
            table = Measured(table, decisions, chances, seed);
        }

        return new NoiseWorld(WithNoise(table, seed), chances);
    }

    private static double LogOdds(double[] goodness, double pair)
    {
        var weights = TrueWeights.Of(Segment, LifePhase.Later);
        var sum = Intercept;
        for (var j = 0; j < goodness.Length; j++)
        {
            sum -= weights[j] * goodness[j];
        }

        return sum + (pair * Math.Max(0, -goodness[Licence]) * Math.Max(0, -goodness[Champion]));
    }

    /// <summary>Goodness itself is what is measured, so that what is additive in the truth is so in the data.</summary>
    private static TrainingTable Measured(
        TrainingTable table,
        GeneratedDecision[] decisions,
        double[] chances,
        ulong seed
    )
    {
        var chance = new CounterStream(seed, StreamPurpose.Replicates, number: 0);
        return table with
        {
            Catalog = new FactorCatalog(
                table.Catalog.Factors.Select(f =>
                    f with
                    {
                        Direction =
                            f.Direction == FactorDirection.Learn
                                ? FactorDirection.Learn
                                : FactorDirection.HigherIsBetter,
                        RangeFrom = null,
                        RangeTo = null,
                    }
                )
            ),
            Values =
            [
                .. table.Values.Select(
                    (column, j) =>
                        column.Select((value, i) => double.IsNaN(value) ? value : decisions[i].Goodness[j]).ToArray()
                ),
            ],
            Outcomes = Array.ConvertAll(chances, p => chance.Happens(p) ? Outcome.Churned : Outcome.Retained),
        };
    }

    private static TrainingTable WithNoise(TrainingTable table, ulong seed)
    {
        var factors = Enumerable.Range(0, NoiseColumns).Select(NoiseFactor);
        var columns = Enumerable
            .Range(0, NoiseColumns)
            .Select(k =>
            {
                var chance = new CounterStream(seed, StreamPurpose.Replicates, number: 1 + k);
                return Enumerable.Range(0, table.RowCount).Select(_ => NoiseValue(k, chance)).ToArray();
            });
        return table with
        {
            Catalog = new FactorCatalog([.. table.Catalog.Factors, .. factors]),
            Values = [.. table.Values, .. columns],
        };
    }

    private static Factor NoiseFactor(int k) =>
        new($"noise_{k}", $"Noise {k}", "noise", k >= 8 ? FactorKind.Categorical : FactorKind.Numeric, DirectionOf(k))
        {
            Levels =
                k >= 8
                    ? [.. Enumerable.Range(0, LevelsOf(k)).Select(level => $"level {level:00}")]
                    : ImmutableArray<string>.Empty,
        };

    private static FactorDirection DirectionOf(int k) =>
        k switch
        {
            3 => FactorDirection.HigherIsBetter,
            4 => FactorDirection.LowerIsBetter,
            5 => FactorDirection.MiddleIsBetter,
            _ => FactorDirection.Learn,
        };

    private static int LevelsOf(int k) => k == 8 ? 4 : 12;

    private static double NoiseValue(int k, CounterStream chance) =>
        k switch
        {
            6 => chance.Happens(0.8) ? 0 : Math.Round(10 * chance.Unit()),
            7 => chance.Happens(0.3) ? double.NaN : chance.Normal(),
            >= 8 => chance.Below(LevelsOf(k)),
            _ => chance.Normal(),
        };
}
