using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Sample.MlNet;

/// <summary>Rows of a file, whichever columns they have.</summary>
internal interface IRows
{
    void Add(object row);

    /// <summary>Scores all rows together, writes what the model says, and scores them again one at a time.</summary>
    /// <returns>The exit code: 1 where both ways do not say the same.</returns>
    int Score(ModelZip model, string path);
}

/// <param name="columns">By field of <typeparamref name="TRow"/> its column.</param>
internal sealed class Rows<TRow>(DataViewSchema columns) : IRows
    where TRow : class
{
    /// <summary>Rows that are scored one at a time at most: enough to tell the speed.</summary>
    private const int MostSingle = 100_000;

    private static readonly string[] Ours = ["Health", "Band", "Coverage", "ChurnProbability", "FormulaHash"];

    private readonly List<TRow> rows = [];

    public void Add(object row) => rows.Add((TRow)row);

    public int Score(ModelZip model, string path)
    {
        var schema = SchemaDefinition.Create(typeof(TRow));
        for (var k = 0; k < columns.Count; k++)
        {
            schema[k].ColumnName = columns[k].Name;
        }

        var clock = Stopwatch.StartNew();
        var answers = model.Transformer.Transform(model.Ml.Data.LoadFromEnumerable(rows, schema));
        var scores = Write(answers, path);
        Report("scored in batch and written", rows.Count, clock.Elapsed);

        using var engine = model.Ml.Model.CreatePredictionEngine<TRow, Answer>(
            model.Transformer,
            ignoreMissingColumns: false,
            inputSchemaDefinition: schema
        );
        clock.Restart();
        var single = rows.Take(MostSingle).Select(row => engine.Predict(row).Score).ToArray();
        Report("scored one at a time (PredictionEngine)", single.Length, clock.Elapsed);
        var different = single.Zip(scores).Count(pair => pair.First != pair.Second);
        if (different > 0)
        {
            Console.Error.WriteLine($"{different} rows differ between batch and one at a time.");
            return 1;
        }

        return 0;
    }

    private static void Report(string what, int count, TimeSpan time) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count:N0} rows {what}: {count / time.TotalSeconds:N0} rows a second"
            )
        );

    /// <summary>Every answer of the model, as text that reads back as the same value.</summary>
    /// <returns>The scores.</returns>
    private List<float> Write(IDataView answers, string path)
    {
        var scores = new List<float>();
        var outputs = answers.Schema.Where(column => !column.IsHidden && IsAnswer(column)).ToArray();
        using var file = new StreamWriter(path);
        file.WriteLine(string.Join(',', outputs.Select(column => CsvFile.Quoted(column.Name))));
        using var cursor = answers.GetRowCursor(outputs);
        var cells = outputs.Select(column => Cell(cursor, column)).ToArray();
        var score = cursor.GetGetter<float>(answers.Schema["Score"]);
        while (cursor.MoveNext())
        {
            var value = 0f;
            score(ref value);
            scores.Add(value);
            file.WriteLine(string.Join(',', cells.Select(cell => cell())));
        }

        return scores;
    }

    /// <summary>A column that was fed has the model's own in its place where both have one name.</summary>
    private bool IsAnswer(DataViewSchema.Column column) =>
        (columns.GetColumnOrNull(column.Name) is not { } fed || fed.Type != column.Type || Ours.Contains(column.Name))
        && column.Type is TextDataViewType or BooleanDataViewType or NumberDataViewType;

    private static Func<string> Cell(DataViewRowCursor cursor, DataViewSchema.Column column) =>
        column.Type switch
        {
            TextDataViewType => Cell<ReadOnlyMemory<char>>(cursor, column, text => CsvFile.Quoted(text.ToString())),
            BooleanDataViewType => Cell<bool>(cursor, column, flag => flag ? "true" : "false"),
            _ when column.Type == NumberDataViewType.Int64 => Cell<long>(cursor, column, Invariant),
            _ when column.Type == NumberDataViewType.Single => Cell<float>(cursor, column, Invariant),
            _ => Cell<double>(cursor, column, Invariant),
        };

    private static Func<string> Cell<T>(DataViewRowCursor cursor, DataViewSchema.Column column, Func<T, string> text)
    {
        var getter = cursor.GetGetter<T>(column);
        var value = default(T)!;
        return () =>
        {
            getter(ref value);
            return text(value);
        };
    }

    private static string Invariant<T>(T number)
        where T : IFormattable => number.ToString(format: null, CultureInfo.InvariantCulture);

    /// <summary>What formula and challenger both say.</summary>
    private sealed class Answer
    {
        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
