using HealthScore.Core.Accounts;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Data.Frames;
using HealthScore.Training.Exports;
using HealthScore.Training.Tests.Exports;
using HealthScore.Training.Tests.Fitting;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Training.Tests.Data.Frames;

public sealed class FrameReaderTests : IDisposable
{
    private readonly Files files = new();

    [Fact]
    public void The_same_rows_make_the_same_formula_from_CSV_from_a_frame_and_from_a_view()
    {
        var made = SmallRows.Make(600, seed: 1);
        var configuration = SmallRows.Configuration(made.Catalog) with { Challenger = ChallengerTrainerKind.None };
        var schema = TableSchema.From(configuration);
        var frame = Frame(made);
        var path = files.Write(Csv(frame));

        var fromCsv = TableReader.Read(path, schema).Table;
        var fromFrame = FrameReader.FromDataFrame(frame, schema).Table;
        var fromView = FrameReader.FromDataView(View(made), schema).Table;

        Assert.Contains(fromView.Values[3], double.IsNaN);
        Assert.Equal(DataHash.Of(fromCsv), DataHash.Of(fromFrame));
        Assert.Equal(DataHash.Of(fromCsv), DataHash.Of(fromView));
        var formulas = new[] { fromCsv, fromFrame, fromView }.Select(table =>
            FormulaJson.Write(TrainingRun.Train(table, configuration, SmallRows.Quick, [], "0.0.0").Contents!.Model)
        );
        Assert.Single(formulas.Select(Convert.ToHexString).Distinct());
    }

    /// <summary>As a view of ML.NET null seats are 0 and a null flag is False.</summary>
    [Fact]
    public void Null_is_missing_even_where_a_frame_is_given_as_a_view()
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("id", ["a", "b", "c"]),
            new Int64DataFrameColumn("seats", [5L, null, 0L]),
            new BooleanDataFrameColumn("plan", [true, null, false])
        );
        IDataView view = frame;

        var tables = new[]
        {
            FrameReader.FromDataFrame(frame, Schemas.WithoutOutcome).Table,
            FrameReader.FromDataView(view, Schemas.WithoutOutcome).Table,
        };

        Assert.All(
            tables,
            table =>
            {
                Assert.Equal([5, double.NaN, 0], table.Values[0]);
                Assert.Equal(["False", "True"], table.Catalog[1].Levels);
                Assert.Equal([1, double.NaN, 0], table.Values[1]);
            }
        );
    }

    /// <summary>0.1f widened would be 0.10000000149: its text is what the CSV file would hold.</summary>
    [Fact]
    public void A_float_is_the_double_of_its_text()
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("id", ["a", "b"]),
            new SingleDataFrameColumn("seats", [0.1f, float.NaN]),
            new StringDataFrameColumn("plan", ["free", null])
        );

        var table = FrameReader.FromDataFrame(frame, Schemas.WithoutOutcome).Table;

        Assert.Equal([0.1, double.NaN], table.Values[0]);
        Assert.Equal([0, double.NaN], table.Values[1]);
    }

    [Fact]
    public void What_is_wrong_with_a_value_is_said_with_its_row()
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("id", ["a", "b"]),
            new StringDataFrameColumn("seats", ["3", "many"]),
            new StringDataFrameColumn("plan", ["free", "NA"])
        );

        var reading = FrameReader.FromDataFrame(frame, Schemas.WithoutOutcome);

        Assert.Equal("DataFrame:2: column 'seats' is \"many\"; expected a number.", reading.Errors.Single().Sentence);
        Assert.Equal(1, reading.GoodRows().RowCount);
    }

    [Fact]
    public void A_column_that_is_not_there_and_one_of_another_kind_are_said()
    {
        var ml = new MLContext();
        var lacking = new DataFrame(new StringDataFrameColumn("id", ["a"]), new DoubleDataFrameColumn("seat", [1d]));
        var vectors = ml.Data.LoadFromEnumerable([
            new VectorRow
            {
                Id = "a",
                Seats = [1, 2],
                Plan = "free",
            },
        ]);

        var absent = Assert.Throws<DataException>(() => FrameReader.FromDataFrame(lacking, Schemas.WithoutOutcome));
        var nested = Assert.Throws<DataException>(() => FrameReader.FromDataView(vectors, Schemas.WithoutOutcome));

        Assert.Equal(2, absent.Sentences.Length);
        Assert.StartsWith("DataFrame: there is no column 'seats' (factor 'seats')", absent.Sentences[0]);
        Assert.Contains("column 'seats' holds VBuffer", nested.Message);
        Assert.EndsWith("expected numbers, text, booleans or dates.", nested.Message);
    }

    [Fact]
    public void Scored_rows_come_back_as_a_frame_that_says_what_the_file_says()
    {
        var reading = SmallModel.Reading(SmallModel.Table([12.5, 0, 1], [double.NaN, 0, double.NaN]));
        var columns = new ScoredColumns { Contributions = ContributionColumns.Written };

        var scored = ResultFrames.Scored(reading, SmallModel.Model, columns);

        Assert.Equal(2, scored.Rows.Count);
        Assert.Equal([100.0, null], ((DoubleDataFrameColumn)scored["health"]).ToArray());
        Assert.Equal(["green", null], ((StringDataFrameColumn)scored["band"]).ToArray());
        Assert.Equal([60.0, null], ((DoubleDataFrameColumn)scored["contribution.tenure"]).ToArray());
        Assert.Equal("withheld", scored["status"][1]);
    }

    public void Dispose() => files.Dispose();

    private static DataFrame Frame(TrainingTable table) =>
        new([
            new StringDataFrameColumn("account", table.Accounts!),
            .. table.Catalog.Factors.Select(
                (factor, j) =>
                    factor.Levels.IsEmpty
                        ? (DataFrameColumn)new DoubleDataFrameColumn(factor.Key, table.Values[j])
                        : new StringDataFrameColumn(factor.Key, table.Values[j].Select(k => factor.Levels[(int)k]))
            ),
            new StringDataFrameColumn("churned", table.Outcomes.Select(o => o == Outcome.Churned ? "1" : "0")),
        ]);

    private static IDataView View(TrainingTable table) =>
        new MLContext().Data.LoadFromEnumerable(
            Enumerable
                .Range(0, table.RowCount)
                .Select(i => new Row
                {
                    Account = table.AccountOf(i),
                    Logins = table.Values[0][i],
                    Tickets = (int)table.Values[1][i],
                    Plan = table.Catalog[2].Levels[(int)table.Values[2][i]],
                    Nps = (float)table.Values[3][i],
                    Noise = table.Values[4][i],
                    Churned = table.Outcomes[i] == Outcome.Churned ? 1 : 0,
                })
        );

    private static string Csv(DataFrame frame) =>
        string.Join(
            "\n",
            frame
                .Rows.Select(row => string.Join(',', row.Select(value => value is double.NaN ? "" : $"{value:R}")))
                .Prepend(string.Join(',', frame.Columns.Select(column => column.Name)))
        );

    private sealed class Row
    {
        [ColumnName("account")]
        public string Account { get; set; } = "";

        [ColumnName("logins")]
        public double Logins { get; set; }

        [ColumnName("tickets")]
        public int Tickets { get; set; }

        [ColumnName("plan")]
        public string Plan { get; set; } = "";

        [ColumnName("nps")]
        public float Nps { get; set; }

        [ColumnName("noise")]
        public double Noise { get; set; }

        [ColumnName("churned")]
        public int Churned { get; set; }
    }

    private sealed class VectorRow
    {
        [ColumnName("id")]
        public string Id { get; set; } = "";

        [ColumnName("seats")]
        [VectorType(2)]
        public float[] Seats { get; set; } = [];

        [ColumnName("plan")]
        public string Plan { get; set; } = "";
    }
}
