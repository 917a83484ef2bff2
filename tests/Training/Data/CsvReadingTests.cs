using HealthScore.Core.Accounts;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Data;

public sealed class CsvReadingTests : IDisposable
{
    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Rows_become_columns_and_levels_stand_in_ordinal_order()
    {
        var path = files.Write(Schemas.Header + "a,3,pro,yes\nb, 4.5 ,basic,no\nc,NA,pro,\n");

        var reading = TableReader.Read(path, Schemas.Small);

        var table = reading.Table;
        Assert.Empty(reading.Errors);
        Assert.Equal(["a", "b", "c"], table.Accounts!);
        Assert.Equal([3, 4.5, double.NaN], table.Values[0]);
        Assert.Equal(["basic", "pro"], table.Catalog[1].Levels);
        Assert.Equal([1, 0, 1], table.Values[1]);
        Assert.Equal([Outcome.Churned, Outcome.Retained, Outcome.Unknown], table.Outcomes);
        Assert.Equal([2, 3, 4], reading.Lines);
    }

    [Fact]
    public void Text_in_a_number_is_reported_with_line_row_column_found_and_expected()
    {
        var path = files.Write(Schemas.Header + "a,3,pro,yes\n\"b\n2\",1,pro,no\nc,12x,pro,no\n");

        var reading = TableReader.Read(path, Schemas.Small);

        var error = Assert.Single(reading.Errors);
        Assert.Equal(new RowError("data.csv", Line: 5, Row: 3, "seats", "12x", "a number"), error);
        Assert.Equal("data.csv:5: column 'seats' is \"12x\"; expected a number.", error.Sentence);
        Assert.Equal([new InvalidCell(2, "seats")], reading.InvalidCells);
        Assert.Equal(["a", "b\n2"], reading.GoodRows().Accounts!);
    }

    [Fact]
    public void A_ragged_row_keeps_its_place_and_is_reported()
    {
        var path = files.Write(Schemas.Header + "a,3,pro,yes\nb,1\nc,2,pro,no\n");

        var reading = TableReader.Read(path, Schemas.Small);

        Assert.Equal(["a", "", "c"], reading.Table.Accounts!);
        Assert.Equal([1, 2, 3], reading.Table.RowNumbers);
        Assert.Equal([new InvalidCell(1, "row")], reading.InvalidCells);
        Assert.Equal(
            "data.csv:3: found 2 fields in \"b,1\"; expected 4, as in the header.",
            reading.Errors[0].Sentence
        );
    }
}
