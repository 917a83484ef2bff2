using System.Text;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Data;

/// <summary>Rows that cannot be taken apart, and where rows end.</summary>
public sealed class CsvBrokenRowTests : IDisposable
{
    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Nul_bytes_and_broken_utf8_are_reported_where_they_stand()
    {
        var text = Encoding.Latin1.GetBytes(
            Schemas.Header
                + new string('x', 5000)
                + ",1,x,yes\nb,2\0,x,no\nc,3,p\0,no\nd,4,\u00E9t\u00E9,no\n\u00E9,5,x,no\n"
        );

        var reading = TableReader.Read(files.Write(text), Schemas.Small);

        Assert.Equal(["seats", "plan", "plan", "id"], reading.Errors.Select(e => e.Column));
        Assert.Equal([3L, 4, 5, 6], reading.Errors.Select(e => e.Line));
        Assert.Equal("2\\u0000", reading.Errors[0].Found);
        Assert.Equal("text in UTF-8 without NUL bytes", reading.Errors[2].Expected);
        Assert.Single(reading.GoodRows().Accounts!);
    }

    [Fact]
    public void A_line_of_200_megabytes_is_refused_without_being_held()
    {
        var path = files.PathOf("data.csv");
        using (var stream = File.Create(path))
        {
            stream.Write(Encoding.UTF8.GetBytes(Schemas.Header + "a,1,x,yes\nb,\""));
            var chunk = new byte[1 << 20];
            Array.Fill(chunk, (byte)'9');
            for (var megabyte = 0; megabyte < 200; megabyte++)
            {
                stream.Write(chunk);
            }

            stream.Write("\",x,no\n"u8);
        }

        var before = GC.GetTotalAllocatedBytes();
        var e = Assert.Throws<DataException>(() => TableReader.Read(path, Schemas.Small));
        var allocated = GC.GetTotalAllocatedBytes() - before;

        Assert.StartsWith(
            "data.csv:3: found a record longer than 1 MiB, or a quote never closed; expected shorter records",
            e.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(3, Assert.Single(e.Rows).Line);
        Assert.InRange(allocated, 0, 32 << 20);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_reported_on_the_line_where_it_opens()
    {
        var path = files.Write(Schemas.Header + "a,1,x,yes\nb,2,x,no\nc,3,\"x,no\nd,4,x,no\n");

        var error = Assert.Single(TableReader.Read(path, Schemas.Small).Errors);

        Assert.Equal((4L, ""), (error.Line, error.Column));
        Assert.Equal(
            "a quote that is never closed in column 'plan' of \"c,3,\"x,no\\u000ad,4,x,no\\u000a\"",
            error.Found
        );
    }

    [Theory]
    [InlineData(
        "b,2,x\"y,no",
        "a quote inside a field that does not begin with one in column 'plan' of \"b,2,x\"y,no\""
    )]
    [InlineData("\"b\"b,2,x,no", "text after a closing quote in column 'id' of \"\"b\"b,2,x,no\"")]
    [InlineData("b,2,x", "3 fields in \"b,2,x\"")]
    [InlineData("b,2,x,no,", "5 fields in \"b,2,x,no,\"")]
    [InlineData("\"b,b\",2,x", "3 fields in \"\"b,b\",2,x\"")]
    public void A_broken_row_is_reported_and_its_neighbours_are_read(string row, string found)
    {
        var path = files.Write(Schemas.Header + $"a,1,x,yes\n{row}\nc,3,x,no\n");

        var reading = TableReader.Read(path, Schemas.Small);

        var error = Assert.Single(reading.Errors);
        Assert.Equal((3L, 2, found), (error.Line, error.Row, error.Found));
        Assert.Equal(["a", "c"], reading.GoodRows().Accounts!);
        Assert.Equal([1, 3], reading.GoodRows().RowNumbers);
    }

    [Fact]
    public void A_blank_line_between_rows_is_a_broken_row_and_at_the_end_is_nothing()
    {
        var path = files.Write(Schemas.Header + "a,1,x,yes\n\nc,3,x,no\n\n\n");

        var reading = TableReader.Read(path, Schemas.Small);

        Assert.Equal("data.csv:3: found an empty line; expected a row.", Assert.Single(reading.Errors).Sentence);
        Assert.Equal(3, reading.RowsInFile);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Every_kind_of_line_end_ends_a_row(string end)
    {
        var path = files.Write(string.Join(end, "id,seats,plan,churn", "a,1,x,yes", "b,2,x,no", "c,bad,x,no", ""));

        var reading = TableReader.Read(path, Schemas.Small);

        Assert.Equal(["a", "b", "c"], reading.Table.Accounts!);
        Assert.Equal(4, Assert.Single(reading.Errors).Line);
    }

    [Fact]
    public void A_lone_carriage_return_does_not_merge_rows()
    {
        var path = files.Write(Schemas.Header + "a,1,x,yes\rb,2,x,no\nc,3,x,no\n");

        Assert.Equal(["a", "b", "c"], TableReader.Read(path, Schemas.Small).Table.Accounts!);
    }
}
