using System.Collections.Immutable;
using System.Data.Common;
using HealthScore.Training.Exports.Sql.Dialects;

namespace HealthScore.Training.Exports.Sql.Engines;

/// <summary>What engines with a connection of ADO.NET have in common: the temporary tables of a trial.</summary>
internal sealed class AdoTables(DbConnection connection, ISqlDialect sql, string schema)
{
    private const string Rows = "healthscore_rows";
    private const string Scores = "healthscore_scores";

    public string RowsTable => $"{schema}.{Rows}";

    public string RowsName => Rows;

    public void Create(TrialTable rows)
    {
        var types = rows.Columns.Select(column => $"{sql.Quoted(column.Name)} {TypeOf(column.Kind)}");
        Run($"CREATE TEMPORARY TABLE {Rows} ({sql.Quoted(rows.RowNumber)} BIGINT, {string.Join(", ", types)})");
    }

    public void Score(string query) => Run($"CREATE TEMPORARY TABLE {Scores} AS\n{query}");

    public void Clear()
    {
        Run($"DROP TABLE IF EXISTS {schema}.{Scores}");
        Run($"DROP TABLE IF EXISTS {schema}.{Rows}");
    }

    public IEnumerable<EngineAnswer> Answers(string rowNumber, ImmutableArray<string> pointsColumns)
    {
        string[] columns = [sql.Quoted(rowNumber), .. AnswerColumns.Own, .. pointsColumns.Select(sql.Quoted)];
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {string.Join(", ", columns)} FROM {schema}.{Scores} ORDER BY {sql.Quoted(rowNumber)}";
        command.CommandTimeout = 0;
        using var reader = command.ExecuteReader();
        var answer = new EngineAnswer(pointsColumns.Length);
        while (reader.Read())
        {
            Fill(answer, reader);
            yield return answer;
        }
    }

    public void Run(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    private string TypeOf(TrialKind kind) =>
        kind switch
        {
            TrialKind.Number => sql.Types.Number,
            TrialKind.Text => sql.Types.Text,
            _ => sql.Types.Day.Split(' ')[0],
        };

    private static void Fill(EngineAnswer answer, DbDataReader reader)
    {
        answer.Row = reader.GetInt64(0);
        answer.Status = TextAt(1);
        answer.HealthPoints = WholeAt(2);
        answer.Health = NumberAt(3);
        answer.ChurnProbability = NumberAt(4);
        answer.Band = TextAt(5);
        answer.Coverage = NumberAt(6);
        for (var k = 0; k < answer.Reasons.Length; k++)
        {
            answer.Reasons[k] = TextAt(7 + k);
        }

        answer.FormulaHash = TextAt(10);
        for (var k = 0; k < answer.Points.Length; k++)
        {
            answer.Points[k] = WholeAt(11 + k);
        }

        string? TextAt(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        double? NumberAt(int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

        long? WholeAt(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }
}

/// <summary>The columns of a result that are compared, in the order in which they are read.</summary>
internal static class AnswerColumns
{
    public static ImmutableArray<string> Own { get; } =
    [
        "status",
        "health_points",
        "health",
        "churn_probability",
        "band",
        "coverage",
        "reason_1",
        "reason_2",
        "reason_3",
        "formula_hash",
    ];
}
