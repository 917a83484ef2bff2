using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;

namespace HealthScore.Training.Exports;

/// <summary>
/// The scored file: one row per input row, in input order, nothing rounded. A row without a score keeps its place, with
/// health, band and probabilities empty and why in <c>reason_1</c>.
/// </summary>
public static class ScoredFile
{
    /// <summary>Starts the <c>reason_1</c> of a row with a value that could not be read.</summary>
    public const string InvalidPrefix = "invalid:";

    private const string Text = "VARCHAR";

    private const int ProgressEvery = 1 << 16;

    /// <summary>Columns of the file's own, between the kept ones and the contributions.</summary>
    public static readonly ImmutableArray<string> OwnColumns =
    [
        "as_of",
        "segment",
        "stage",
        "status",
        "health",
        "band",
        "churn_probability",
        "challenger_probability",
        "coverage",
        "reason_1",
        "reason_2",
        "reason_3",
        "model_version",
        "formula_hash",
    ];

    /// <summary>The key of the first value of each row that could not be read.</summary>
    public static ImmutableDictionary<int, string> FirstInvalidKeys(TableReading reading) =>
        reading.InvalidCells.GroupBy(cell => cell.Index).ToImmutableDictionary(g => g.Key, g => g.First().Key);

    /// <summary>Every column of the file in order, with its DuckDB type.</summary>
    /// <param name="keys">The factors and pairs whose contributions are written.</param>
    /// <param name="columns">Which columns beside the file's own.</param>
    public static ImmutableArray<(string Name, string Type)> SchemaOf(
        ImmutableArray<string> keys,
        ScoredColumns columns
    ) =>
        [
            ("account_id", Text),
            .. columns.Keep.Select(name => (name, Text)),
            .. OwnColumns.Select(name => (name, TypeOfOwn(name))),
            .. columns.Intervals == IntervalColumns.Written
                ? ((string, string)[])
                    [
                        ("churn_probability_low", "DOUBLE"),
                        ("churn_probability_high", "DOUBLE"),
                        ("band_uncertain", "BOOLEAN"),
                    ]
                : [],
            .. columns.Contributions == ContributionColumns.Written
                ? keys.Select(key => ($"contribution.{key}", "DOUBLE"))
                : [],
            .. columns.Folds is null ? [] : ((string, string)[])[("outcome", "TINYINT"), ("fold", Text)],
        ];

    /// <summary>Scores a file's rows with a model; rows that could not be read keep their place, withheld.</summary>
    public static ScoredCounts Write(
        Stream stream,
        TableReading reading,
        HealthModel model,
        ScoredColumns columns,
        IProgress<int>? progress = null
    )
    {
        var table = reading.Table;
        var keys = ContributionKeys.Of(model.Catalog, model.Formulas);
        var scorer = new ModelColumns(model, table, keys) { Intervals = columns.Intervals };
        var invalid = FirstInvalidKeys(reading);
        return Write(stream, table, keys, columns with { ModelVersion = model.Version }, Fill, progress);

        void Fill(int row, ScoredRow scored)
        {
            scorer.Score(row, AsOfOf(table, columns, row), scored);
            if (invalid.TryGetValue(row, out var key))
            {
                scored.Withhold(ScoreStatus.Withheld, InvalidPrefix + key);
                scored.Coverage = null;
            }
        }
    }

    /// <param name="stream">Gets UTF-8 CSV.</param>
    /// <param name="table">The rows, in input order.</param>
    /// <param name="keys">The factors and pairs whose contributions are written.</param>
    /// <param name="columns">Which columns beside the file's own.</param>
    /// <param name="fill">Scores one row into the row that is written next.</param>
    /// <param name="progress">Is told the rows written.</param>
    public static ScoredCounts Write(
        Stream stream,
        TrainingTable table,
        ImmutableArray<string> keys,
        ScoredColumns columns,
        Action<int, ScoredRow> fill,
        IProgress<int>? progress = null
    )
    {
        using var csv = new CsvText(stream);
        WriteHeader(csv, keys, columns);
        var scored = new ScoredRow(keys.Length);
        var tally = new ScoredTally();
        for (var row = 0; row < table.RowCount; row++)
        {
            fill(row, scored);
            tally.Add(scored);
            WriteRow(csv, table, row, scored, columns);
            if (row % ProgressEvery == 0)
            {
                progress?.Report(row);
            }
        }

        return tally.Counts(table.RowCount);
    }

    private static string TypeOfOwn(string name) =>
        name switch
        {
            "as_of" => "DATE",
            "health" or "churn_probability" or "challenger_probability" or "coverage" => "DOUBLE",
            _ => Text,
        };

    private static DateOnly? AsOfOf(TrainingTable table, ScoredColumns columns, int row) =>
        table.AsOf is { } days && days[row] != default ? days[row] : columns.AsOf;

    private static void WriteHeader(CsvText csv, ImmutableArray<string> keys, ScoredColumns columns)
    {
        foreach (var (name, _) in SchemaOf(keys, columns))
        {
            csv.Field(name);
        }

        csv.EndRow();
    }

    private static void WriteRow(CsvText csv, TrainingTable table, int row, ScoredRow scored, ScoredColumns columns)
    {
        csv.Field(table.AccountOf(row));
        foreach (var name in columns.Keep)
        {
            csv.Field(table.Texts[name][row]);
        }

        WriteOptional(csv, AsOfOf(table, columns, row));
        csv.Field(table.Segments?[row] ?? "all");
        csv.Field(table.Stages?[row] ?? "all");
        WriteScore(csv, scored);
        csv.Field(columns.ModelVersion);
        csv.Field(scored.FormulaHash);
        if (columns.Intervals == IntervalColumns.Written)
        {
            WriteInterval(csv, scored);
        }

        if (columns.Contributions == ContributionColumns.Written)
        {
            WriteContributions(csv, scored);
        }

        if (columns.Folds is { } folds)
        {
            csv.Field(OutcomeText(table.Outcomes[row]));
            csv.Field(folds[row]);
        }

        csv.EndRow();
    }

    private static void WriteScore(CsvText csv, ScoredRow scored)
    {
        csv.Field(ScoreWords.Of(scored.Status));
        if (scored.HealthPoints is { } points)
        {
            csv.Points(points);
        }
        else
        {
            csv.Empty();
        }

        csv.Field(scored.Band is { } band ? ScoreWords.Of(band) : "");
        WriteOptional(csv, scored.ChurnProbability);
        WriteOptional(csv, scored.ChallengerProbability);
        WriteOptional(csv, scored.Coverage);
        foreach (var reason in scored.Reasons)
        {
            csv.Field(reason);
        }
    }

    private static void WriteInterval(CsvText csv, ScoredRow scored)
    {
        WriteOptional(csv, scored.Interval?.Low);
        WriteOptional(csv, scored.Interval?.High);
        var uncertain = scored.Band is { } band ? scored.Interval?.IsUncertain(band) : null;
        csv.Field(
            uncertain switch
            {
                true => "true",
                false => "false",
                null => "",
            }
        );
    }

    private static void WriteContributions(CsvText csv, ScoredRow scored)
    {
        foreach (var points in scored.Points)
        {
            if (scored.HealthPoints is null)
            {
                csv.Empty();
            }
            else
            {
                csv.Points(points);
            }
        }
    }

    private static void WriteOptional(CsvText csv, double? number)
    {
        if (number is { } given)
        {
            csv.Field(given);
        }
        else
        {
            csv.Empty();
        }
    }

    private static void WriteOptional(CsvText csv, DateOnly? date)
    {
        if (date is { } given)
        {
            csv.Field(given);
        }
        else
        {
            csv.Empty();
        }
    }

    private static string OutcomeText(Outcome outcome) =>
        outcome switch
        {
            Outcome.Churned => "1",
            Outcome.Retained => "0",
            _ => "",
        };
}
