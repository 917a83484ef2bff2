using System.Globalization;
using CsvHelper;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using Microsoft.Data.Analysis;

namespace HealthScore.Training.Exports;

/// <summary>Results as frames, for programs and notebooks of ML.NET.</summary>
public static class ResultFrames
{
    /// <summary>
    /// The scored file as a frame: the same columns, text and numbers; null where the file has nothing. With
    /// <see cref="ContributionColumns.Written"/> also what each factor and pair added, in points.
    /// </summary>
    /// <remarks>By way of the CSV text: one writer decides what a scored row says.</remarks>
    /// <param name="reading">The rows, as a reader gave them.</param>
    /// <param name="model">Scores them.</param>
    /// <param name="columns">Which columns beside the file's own.</param>
    /// <example><code>
    /// var reading = FrameReader.FromDataFrame(frame, TableSchema.From(model) with { Outcome = OutcomeReading.Ignored
    /// });
    /// DataFrame scored = ResultFrames.Scored(reading, model, new ScoredColumns());
    /// </code></example>
    public static DataFrame Scored(TableReading reading, HealthModel model, ScoredColumns columns)
    {
        using var csv = new MemoryStream();
        ScoredFile.Write(csv, reading, model, columns);
        var schema = ScoredFile.SchemaOf(ContributionKeys.Of(model.Catalog, model.Formulas), columns);
        var rows = Rows(new MemoryStream(csv.ToArray()), schema.Length);
        return new DataFrame(
            schema.Select((column, k) => Column(column.Name, column.Type, rows.Select(row => row[k])))
        );
    }

    /// <summary>One row a model (formula, challenger where there is one, equal_weights), a figure a column.</summary>
    /// <param name="metrics">Of training, crossval or evaluate.</param>
    public static DataFrame Metrics(MetricsDocument metrics)
    {
        List<(string Name, MetricsPart Part)> parts = [("formula", metrics.Formula)];
        if (metrics.Challenger is { } challenger)
        {
            parts.Add(("challenger", challenger));
        }

        parts.Add(("equal_weights", metrics.EqualWeights));
        return new DataFrame(
            new StringDataFrameColumn("model", parts.Select(part => part.Name)),
            Figures("auc", part => part.Auc),
            Figures("auc_low", part => part.AucLow),
            Figures("auc_high", part => part.AucHigh),
            Figures("log_loss", part => part.LogLoss),
            Figures("brier", part => part.Brier),
            Figures("ece", part => part.Ece),
            Figures("calibration_slope", part => part.CalibrationSlope),
            Figures("calibration_intercept", part => part.CalibrationIntercept)
        );

        DoubleDataFrameColumn Figures(string name, Func<MetricsPart, double?> figure) =>
            new(name, parts.Select(part => figure(part.Part)));
    }

    private static List<string[]> Rows(Stream csv, int columns)
    {
        List<string[]> rows = [];
        using var reader = CsvReader.Create(csv, new CsvReaderOptions(), leaveOpen: false);
        reader.ReadHeader();
        while (reader.Read())
        {
            rows.Add([
                .. Enumerable.Range(0, columns).Select(k => System.Text.Encoding.UTF8.GetString(reader.GetSpan(k))),
            ]);
        }

        return rows;
    }

    private static DataFrameColumn Column(string name, string type, IEnumerable<string> cells)
    {
        var given = cells.Select(cell => cell.Length == 0 ? null : cell);
        return type switch
        {
            "DOUBLE" => new DoubleDataFrameColumn(
                name,
                given.Select(cell => cell is null ? null : (double?)Number(cell))
            ),
            "TINYINT" => new Int32DataFrameColumn(name, given.Select(cell => cell is null ? null : (int?)Number(cell))),
            "DATE" => new DateTimeDataFrameColumn(
                name,
                given.Select(cell =>
                    cell is null
                        ? null
                        : (DateTime?)DateTime.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                )
            ),
            _ => new StringDataFrameColumn(name, given),
        };
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
