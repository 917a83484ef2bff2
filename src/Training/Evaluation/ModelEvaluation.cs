using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation.Agreement;

namespace HealthScore.Training.Evaluation;

/// <summary>How well a trained model foretold outcomes that are known by now.</summary>
public static class ModelEvaluation
{
    /// <summary>What <see cref="MetricsDocument.Basis"/> says of rows that the user named.</summary>
    public const string GivenRows = "given_rows";

    /// <summary>Rows of known outcome that were not in notice yet; rows with little measured count too.</summary>
    public static ImmutableArray<int> RowsOf(TrainingTable table) =>
        [
            .. Enumerable
                .Range(0, table.RowCount)
                .Where(row => table.Outcomes[row] != Outcome.Unknown && !(table.Notices?[row] <= table.AsOf?[row])),
        ];

    /// <param name="model">The model to evaluate.</param>
    /// <param name="profile">Its training rows: the prior and equal weights.</param>
    /// <param name="table">Read with the model's levels.</param>
    /// <param name="rows">At least one, each of known outcome.</param>
    public static MetricsDocument Of(HealthModel model, Profile profile, TrainingTable table, ImmutableArray<int> rows)
    {
        bool[] churned = [.. rows.Select(row => table.Outcomes[row] == Outcome.Churned)];
        var accounts = AccountNumbers(table, rows);
        var scored = Score(model, table, rows);
        var answered = scored.Challenger is null ? null : Answered(scored, table, rows, churned, accounts);
        var equal = profile.EqualWeights.Probabilities(table, rows);
        return new MetricsDocument
        {
            Rows = rows.Length,
            Churned = churned.Count(c => c),
            PriorLogLoss = Metrics.PriorLogLoss((double)profile.Churned / profile.Rows, churned),
            Formula = Part(scored.Probabilities),
            Challenger = scored.Challenger is { } challenger ? Part(challenger) : null,
            EqualWeights = Part(equal),
            Basis = GivenRows,
            Agreement = answered is null
                ? null
                : ModelAgreement.Of(
                    [answered],
                    [DirectionBreaks.Of(model, table, rows, profile)],
                    [DifferingRows.Of(model, table, rows, answered, profile)]
                ),
            Bands = Count(scored.Bands, churned),
            EqualWeightsBands = Count([.. equal.Select((p, i) => BandAt(p, scored.Formulas[i]))], churned),
        };

        MetricsPart Part(double[] probabilities) =>
            Metrics.Of(new ScoredRows(probabilities, churned) { Accounts = accounts });
    }

    private static AnsweredRows Answered(
        Scored scored,
        TrainingTable table,
        ImmutableArray<int> rows,
        bool[] churned,
        int[]? accounts
    ) =>
        new(scored.Probabilities, scored.Challenger!, churned)
        {
            FormulaBands = scored.Bands,
            ChallengerBands = [.. scored.Challenger!.Select((p, i) => BandAt(p, scored.Formulas[i]))],
            Segments = table.Segments is { } segments ? [.. rows.Select(row => segments[row])] : null,
            Accounts = accounts,
        };

    internal static Scored Score(HealthModel model, TrainingTable table, ImmutableArray<int> rows)
    {
        var scored = new Scored(new double[rows.Length], new Band[rows.Length], new HealthFormula[rows.Length])
        {
            Challenger = model.Challenger is null ? null : new double[rows.Length],
        };
        var values = new double[model.Catalog.Count];
        var points = Array.Empty<int>();
        var formulas = new TableFormulas(model, table);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                values[j] = table.Values[j][rows[i]];
            }

            var formula = formulas.Of(rows[i]).Formula;
            Array.Resize(ref points, Math.Max(points.Length, formula.Factors.Length));
            var health = HealthScorer.Score(values, formula, points);
            scored.Formulas[i] = formula;
            scored.Probabilities[i] = HealthScorer.ChurnProbability(health, formula);
            scored.Bands[i] = formula.Bands.BandOf(health);
            if (scored.Challenger is { } challenger)
            {
                challenger[i] = model.Challenger!.Probability(values);
            }
        }

        return scored;
    }

    /// <summary>The band that the probability would have in the formula: cut where the formula's bands begin.</summary>
    private static Band BandAt(double probability, HealthFormula formula) =>
        IsWithin(probability, formula.Bands.GreenFrom, formula) ? Band.Green
        : IsWithin(probability, formula.Bands.YellowFrom, formula) ? Band.Yellow
        : Band.Red;

    private static bool IsWithin(double probability, int? from, HealthFormula formula) =>
        from is { } health && probability <= HealthScorer.ChurnProbability(health, formula);

    private static ImmutableArray<BandCount> Count(Band[] bands, bool[] churned) =>
        [
            .. Enum.GetValues<Band>()
                .Select(band => new BandCount(
                    band,
                    bands.Count(b => b == band),
                    bands.Where((b, i) => b == band && churned[i]).Count()
                )),
        ];

    /// <summary>The same number for the same account; null where the data are undated.</summary>
    internal static int[]? AccountNumbers(TrainingTable table, ImmutableArray<int> rows)
    {
        if (table.AsOf is null)
        {
            return null;
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. rows.Select(row => NumberOf(table.AccountOf(row)))];

        int NumberOf(string account) =>
            numbers.TryGetValue(account, out var number) ? number : numbers[account] = numbers.Count;
    }

    internal sealed record Scored(double[] Probabilities, Band[] Bands, HealthFormula[] Formulas)
    {
        public double[]? Challenger { get; init; }
    }
}
