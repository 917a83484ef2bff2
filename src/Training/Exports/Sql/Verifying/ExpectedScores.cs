using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Exports.Sql.Engines;
using HealthScore.Training.Quality;

namespace HealthScore.Training.Exports.Sql.Verifying;

/// <summary>
/// What <c>score</c> says of trial rows: cells are read, checked and scored by the same code as those of a file.
/// </summary>
internal sealed class ExpectedScores
{
    /// <summary>The reason of an account between two stages, where such accounts get no score.</summary>
    private const string Blending = "stage_blend";

    private readonly HealthModel model;
    private readonly StageBlends blends;
    private readonly TableReading reading;
    private readonly StageChanges changes;
    private readonly ModelColumns scorer;

    /// <summary>As if no stage had changed.</summary>
    private readonly ModelColumns unchanged;
    private readonly ImmutableDictionary<int, string> invalid;

    public ExpectedScores(HealthModel model, TrialTable rows, ImmutableArray<string> keys, StageBlends blends)
    {
        (this.model, this.blends) = (model, blends);
        reading = Read(model, rows);
        changes = new StageChanges(reading.Table, model.Input);
        invalid = ScoredFile.FirstInvalidKeys(reading with { InvalidCells = Checked(model, reading).InvalidCells() });
        scorer = new ModelColumns(model, reading.Table, keys);
        var still = model with { Input = model.Input with { PreviousStage = null } };
        unchanged = new ModelColumns(still, reading.Table, keys);
    }

    /// <param name="row">Position among the rows.</param>
    /// <param name="scored">Is overwritten.</param>
    public void Fill(int row, ScoredRow scored)
    {
        var asOf = reading.Table.AsOf is { } days && days[row] != default ? days[row] : (DateOnly?)null;
        var isWithheld = blends == StageBlends.Withheld && IsBlending(row, asOf);
        (isWithheld ? unchanged : scorer).Score(row, asOf, scored);
        if (isWithheld && scored.Status != ScoreStatus.InNotice)
        {
            scored.Withhold(ScoreStatus.Withheld, Blending);
        }

        if (invalid.TryGetValue(row, out var key))
        {
            scored.Withhold(ScoreStatus.Withheld, ScoredFile.InvalidPrefix + key);
            scored.Coverage = null;
        }
    }

    private bool IsBlending(int row, DateOnly? asOf)
    {
        if (asOf is not { } today || changes.PreviousOf(row) is not { } before || changes.SinceOf(row) is not { } since)
        {
            return false;
        }

        var segment = reading.Table.Segments?[row] ?? "all";
        return StageBlend.DayOf(since, today) is > 0 and < StageBlend.Days
            && model.FormulaFor(segment, before) != model.FormulaFor(segment, reading.Table.Stages?[row] ?? "all");
    }

    private static QualityReport Checked(HealthModel model, TableReading reading)
    {
        var good = reading.GoodRows();
        var subject = new QualitySubject(good, model.Input, model.Rules, PurgeDays: 0, DateOnly.MaxValue);
        return new QualityReport(reading, good, [], [.. ImpossibleDateCheck.Find(subject)]);
    }

    private static TableReading Read(HealthModel model, TrialTable rows)
    {
        var schema = TableSchema.From(model) with { Outcome = OutcomeReading.Ignored };
        ImmutableArray<string> header = [.. ColumnSet.Wanted(schema).Select(wanted => wanted.Column)];
        var columns = new ColumnSet(schema, header);
        var intake = new RowIntake("trial", header, [.. columns.Uses], where: null);
        var cells = columns.Uses.Select(use => CellsOf(use, rows, model)).ToArray();
        for (var row = 0; row < rows.RowCount; row++)
        {
            intake.Begins(row + 1, []);
            for (var u = 0; u < cells.Length; u++)
            {
                Give(intake, columns.Uses[u], cells[u](row));
            }
        }

        var errors = intake.Errors;
        return new TableReading
        {
            Table = columns.Table(schema, [.. intake.RowNumbers], outcomes: null),
            Errors = [.. errors.Select(e => e.Error)],
            InvalidCells = [.. errors.Select(e => e.Cell)],
            UnlistedLevels = [],
            Lines = [.. intake.Lines],
            RowsInFile = intake.RowsInFile,
            Header = header,
        };
    }

    /// <summary>A column that the query does not read has the same valid value in every row.</summary>
    private static Func<int, TrialCell> CellsOf(ColumnUse use, TrialTable rows, HealthModel model)
    {
        if (rows.Columns.FirstOrDefault(column => column.Name == use.Name) is { } tried)
        {
            return row => tried.Cells[row];
        }

        var factor = model.Catalog.IndexOf(use.Key) is >= 0 and var j ? model.Catalog[j] : null;
        TrialCell same = factor switch
        {
            { Kind: FactorKind.Numeric } => new TrialCell(factor.RangeFrom ?? factor.RangeTo ?? 0),
            { Levels.IsEmpty: false } => new TrialCell(Text: factor.Levels[0]),
            _ => default,
        };
        return _ => same;
    }

    /// <summary>NULL and NaN are missing, whatever words the configuration has for it.</summary>
    private static void Give(RowIntake intake, ColumnUse use, TrialCell cell)
    {
        var isFactor = use.Builder is LevelColumn or NumberColumn;
        if (isFactor && (cell is { Number: null, Text: null } || cell.Number is double.NaN))
        {
            use.Builder.AddNothing();
            return;
        }

        var text =
            cell.Number is { } number ? number.ToString("R", CultureInfo.InvariantCulture)
            : cell.Day is { } day ? $"{day:yyyy-MM-dd}"
            : cell.Text ?? "";
        intake.Cell(use, Encoding.UTF8.GetBytes(text));
    }
}
