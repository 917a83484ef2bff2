using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Exports.Sql.Dialects;
using HealthScore.Training.Exports.Sql.Engines;

namespace HealthScore.Training.Exports.Sql.Verifying;

/// <summary>How large a trial is.</summary>
/// <param name="RandomRows">Rows beside all edge rows.</param>
/// <param name="Seed">Of them.</param>
public sealed record TrialSize(int RandomRows, int Seed);

/// <summary>Scores the same made-up rows in an engine and in C#, and compares every answer.</summary>
public static class SqlVerification
{
    /// <summary>Points, health and bands must be the same; probabilities this near.</summary>
    public const double Tolerance = 1e-12;

    public const int UsualRows = 100_000;

    private const int RowsAtOnce = 100_000;

    /// <param name="model">The model.</param>
    /// <param name="sql">The engine's dialect.</param>
    /// <param name="connection">Where it is: a file or <c>:memory:</c>, Npgsql's text, or an address.</param>
    /// <param name="size">How many random rows, and their seed.</param>
    /// <param name="blends">As the query was written.</param>
    /// <param name="time">Tells how long the engine took.</param>
    /// <param name="progress">Is told the rows that were compared.</param>
    /// <exception cref="EngineException">The engine is not there, or says no.</exception>
    /// <exception cref="SqlExportException">The model cannot be told to it.</exception>
    public static VerificationResult Run(
        HealthModel model,
        ISqlDialect sql,
        string connection,
        TrialSize size,
        StageBlends blends,
        TimeProvider time,
        IProgress<long>? progress = null
    )
    {
        var trial = new TrialRows(model, blends, size.Seed);
        using var engine = SqlEngines.Open(sql, connection);
        var source = new SqlSource(engine.RowsTable) { Keep = [trial.RowNumber], Blends = blends };
        var query = SqlExport.Write(model, sql, source);
        var names = SqlExport.PointsNames(model, sql, source);
        var tally = new AnswerTally();
        var (done, queryTime) = (0L, TimeSpan.Zero);
        TrialCell[][] edges = [.. trial.Edges()];
        foreach (var chunk in edges.Concat(trial.Random().Take(size.RandomRows)).Chunk(RowsAtOnce))
        {
            var rows = trial.Table(chunk, done + 1);
            try
            {
                engine.Load(rows);
                var started = time.GetTimestamp();
                engine.Score(query);
                queryTime += time.GetElapsedTime(started);
                var expected = new ExpectedScores(model, rows, names.Keys, blends);
                Compare(expected, rows, engine.Answers(trial.RowNumber, names.Columns), names.Keys, tally);
            }
            finally
            {
                engine.Clear();
            }

            done += chunk.Length;
            progress?.Report(done);
        }

        return tally.Result(edges.Length, size.RandomRows, queryTime);
    }

    private static void Compare(
        ExpectedScores expected,
        TrialTable rows,
        IEnumerable<EngineAnswer> answers,
        ImmutableArray<string> keys,
        AnswerTally tally
    )
    {
        var scored = new ScoredRow(keys.Length);
        var row = 0;
        foreach (var answer in answers)
        {
            if (row < rows.RowCount && answer.Row == rows.FirstNumber + row)
            {
                expected.Fill(row, scored);
                tally.Compare(answer, scored, keys);
            }

            row++;
        }

        tally.Count("rows", rows.FirstNumber, row, rows.RowCount);
    }
}

/// <summary>Counts answers that differ.</summary>
internal sealed class AnswerTally
{
    private const int MostExamples = 20;

    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly List<Difference> examples = [];
    private double largest;
    private long scoredRows;

    public void Compare(EngineAnswer answer, ScoredRow expected, ImmutableArray<string> keys)
    {
        var isScored = expected.HealthPoints is not null;
        scoredRows += isScored ? 1 : 0;
        Count("status", answer.Row, answer.Status, ScoreWords.Of(expected.Status));
        Count("health_points", answer.Row, answer.HealthPoints, (long?)expected.HealthPoints);
        Count("health", answer.Row, answer.Health, expected.HealthPoints / HealthFormula.UnitsPerPoint);
        Count("band", answer.Row, answer.Band, expected.Band is { } band ? ScoreWords.Of(band) : null);
        Count("coverage", answer.Row, answer.Coverage, expected.Coverage);
        Count("formula_hash", answer.Row, answer.FormulaHash, expected.FormulaHash);
        for (var k = 0; k < answer.Reasons.Length; k++)
        {
            var reason = expected.Reasons[k];
            Count($"reason_{k + 1}", answer.Row, answer.Reasons[k], reason.Length == 0 ? null : reason);
        }

        for (var k = 0; k < keys.Length; k++)
        {
            Count($"points_{keys[k]}", answer.Row, answer.Points[k], isScored ? expected.Points[k] : (long?)null);
        }

        CompareProbability(answer, expected);
    }

    public void Count<T>(string column, long row, T found, T expected)
    {
        if (EqualityComparer<T>.Default.Equals(found, expected))
        {
            return;
        }

        counts[column] = counts.GetValueOrDefault(column) + 1;
        if (examples.Count < MostExamples)
        {
            examples.Add(new Difference(column, row, $"{found}", $"{expected}"));
        }
    }

    public VerificationResult Result(long edges, long random, TimeSpan queryTime) =>
        new()
        {
            EdgeRows = edges,
            RandomRows = random,
            ScoredRows = scoredRows,
            DifferencesByColumn = counts.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Examples = [.. examples],
            LargestProbabilityDistance = largest,
            QueryTime = queryTime,
        };

    private void CompareProbability(EngineAnswer answer, ScoredRow expected)
    {
        if (answer.ChurnProbability is { } found && expected.ChurnProbability is { } ours)
        {
            var distance = Math.Abs(found - ours);
            largest = Math.Max(largest, distance);
            if (distance <= SqlVerification.Tolerance)
            {
                return;
            }
        }

        Count("churn_probability", answer.Row, answer.ChurnProbability, expected.ChurnProbability);
    }
}
