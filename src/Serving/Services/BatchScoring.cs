using Google.Protobuf;
using HealthScore.Api.V1;
using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Models;
using ScoreStatus = HealthScore.Core.Scoring.ScoreStatus;

namespace HealthScore.Serving.Services;

/// <summary>Scores a batch, row by row, into the columns of the answer.</summary>
internal sealed class BatchScoring
{
    private readonly HealthModel model;
    private readonly BatchColumns columns;
    private readonly BatchErrors errors = new();
    private readonly BatchScoreResponse answer;

    /// <summary>The row at hand, in catalog order; then what each factor adds.</summary>
    private readonly double[] values;
    private readonly int[] points;

    /// <summary>Keys of the factors and pairs that any formula uses, in their order; empty with NONE.</summary>
    private readonly string[] contributing;
    private readonly int[] contributions;

    /// <summary>By hash of a formula, blends among them, its place in formula_hashes.</summary>
    private readonly Dictionary<string, uint> placeOfFormula = new(StringComparer.Ordinal);
    private readonly uint[] formulaIndex;

    private BatchScoring(BatchColumns columns, Contributions mode, HealthModel model)
    {
        this.model = model;
        this.columns = columns;
        values = new double[model.Catalog.Count];
        var keys = Contributing(model);
        points = new int[keys.Length];
        contributing = mode == Contributions.None ? [] : keys;
        contributions = new int[contributing.Length];
        formulaIndex = new uint[columns.Rows];
        answer = Reserved(columns.Rows, columns.Rows * contributing.Length, model);
    }

    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT where the batch as a whole is wrong.</exception>
    public static BatchScoreResponse ResponseOf(BatchScoreRequest request, ServedModel served)
    {
        var scoring = new BatchScoring(BatchColumns.Of(request, served.Model), request.Contributions, served.Model);
        return scoring.Answer();
    }

    private BatchScoreResponse Answer()
    {
        for (var row = 0; row < columns.Rows; row++)
        {
            var formula = columns.FormulaOf(row);
            columns.Read(row, values, errors);
            columns.CheckRow(row, formula, errors);
            if (formula is not { } used || errors.Has(row))
            {
                Withhold(ScoreStatus.Withheld, coverage: 0);
            }
            else
            {
                formulaIndex[row] = PlaceOf(used);
                Judge(row, used.Formula);
            }
        }

        if (answer.FormulaHashes.Count > 1)
        {
            answer.FormulaIndex.AddRange((ReadOnlySpan<uint>)formulaIndex);
        }

        answer.ContributionKeys.AddRange(contributing);
        answer.Errors.AddRange(errors.InOrder());
        return answer;
    }

    private void Judge(int row, HealthFormula formula)
    {
        var coverage = HealthScorer.Coverage(values, formula);
        if (columns.IsInNotice(row))
        {
            Withhold(ScoreStatus.InNotice, coverage);
        }
        else if (HealthScorer.WithheldBecause(values, model, coverage) is not null)
        {
            Withhold(ScoreStatus.Withheld, coverage);
        }
        else
        {
            Score(formula, coverage);
        }
    }

    private void Score(HealthFormula formula, double coverage)
    {
        var added = points.AsSpan(0, formula.Factors.Length);
        var health = HealthScorer.Score(values, formula, added);
        answer.Statuses.Add(
            WireWords.Of(coverage < model.Rules.LowBelow ? ScoreStatus.LowConfidence : ScoreStatus.Scored)
        );
        answer.Coverage.Add(coverage);
        answer.HealthPoints.Add(health);
        answer.Bands.Add(WireWords.Of(formula.Bands.BandOf(health)));
        answer.ChurnProbabilities.Add(HealthScorer.ChurnProbability(health, formula));
        if (model.Challenger is { } challenger)
        {
            answer.ChallengerProbabilities.Add(challenger.Probability(values));
        }

        if (contributing.Length == added.Length)
        {
            answer.ContributionPoints.AddRange((ReadOnlySpan<int>)added);
        }
        else if (contributing.Length > 0)
        {
            answer.ContributionPoints.AddRange(Spread(formula, added));
        }
    }

    /// <summary>A row without a score: 0 everywhere but in its status.</summary>
    private void Withhold(ScoreStatus status, double coverage)
    {
        answer.Statuses.Add(WireWords.Of(status));
        answer.Coverage.Add(coverage);
        answer.HealthPoints.Add(0);
        answer.Bands.Add(Api.V1.Band.Unspecified);
        answer.ChurnProbabilities.Add(0);
        if (model.Challenger is not null)
        {
            answer.ChallengerProbabilities.Add(0);
        }

        Array.Clear(contributions);
        answer.ContributionPoints.AddRange((ReadOnlySpan<int>)contributions);
    }

    /// <summary>A formula's points in the columns of all formulas; 0 where it lacks the factor.</summary>
    private ReadOnlySpan<int> Spread(HealthFormula formula, ReadOnlySpan<int> added)
    {
        Array.Clear(contributions);
        for (var k = 0; k < added.Length; k++)
        {
            contributions[Array.IndexOf(contributing, formula.Factors[k].Key)] = added[k];
        }

        return contributions;
    }

    private uint PlaceOf(FormulaInUse used)
    {
        if (!placeOfFormula.TryGetValue(used.Hash, out var place))
        {
            place = (uint)answer.FormulaHashes.Count;
            placeOfFormula.Add(used.Hash, place);
            answer.FormulaHashes.Add(used.Hash);
        }

        return place;
    }

    private static string[] Contributing(HealthModel model) =>
        [.. model.Formulas.SelectMany(formula => formula.Factors).Order().Select(factor => factor.Key).Distinct()];

    private static BatchScoreResponse Reserved(int rows, int cells, HealthModel model)
    {
        var reserved = new BatchScoreResponse { ModelVersion = model.Version };
        reserved.Statuses.Capacity = rows;
        reserved.Coverage.Capacity = rows;
        reserved.HealthPoints.Capacity = rows;
        reserved.Bands.Capacity = rows;
        reserved.ChurnProbabilities.Capacity = rows;
        reserved.ChallengerProbabilities.Capacity = model.Challenger is null ? 0 : rows;
        reserved.ContributionPoints.Capacity = cells;
        return reserved;
    }
}
