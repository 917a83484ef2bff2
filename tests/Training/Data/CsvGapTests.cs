using System.Text;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Data;

/// <summary>What a CSV library leaves silent, and what becomes of it here.</summary>
public sealed class CsvGapTests : IDisposable
{
    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("", "data.csv: the file is empty; expected a header and rows.")]
    [InlineData("\uFEFF", "data.csv: the file is empty; expected a header and rows.")]
    [InlineData("\n\n", "data.csv: the file is empty; expected a header and rows.")]
    [InlineData("id,seats,plan,churn\n", "data.csv: there are no rows under the header.")]
    [InlineData("id,seats,plan,churn", "data.csv: there are no rows under the header.")]
    [InlineData("id,seats,plan,churn\n\n\n", "data.csv: there are no rows under the header.")]
    [InlineData(
        "id,seats,\"pl\"an,churn\na,1,x,yes\nb,2,x,no\n",
        "data.csv:1: the header has text after a closing quote."
    )]
    [InlineData(
        "id,se\"ats,plan,churn\na,1,x,yes\n",
        "data.csv:1: the header has a quote inside a field that does not begin with one."
    )]
    [InlineData("id,\"seats,plan,churn\na,1,x,yes\n", "data.csv:1: the header has a quote that is never closed.")]
    [InlineData(
        "id,seats,plan,seats\na,1,x,2\n",
        "data.csv:1: column 'seats' stands 2 times in the header; expected every name once."
    )]
    [InlineData(
        "id,seats ,plan, seats\na,1,x,2\n",
        "data.csv:1: column 'seats' stands 2 times in the header; expected every name once."
    )]
    [InlineData(
        "id;seats;plan;churn\na;1;x;yes\n",
        "data.csv:1: the header is one column, \"id;seats;plan;churn\"; "
            + "expected columns separated by ',', these look separated by ';'."
    )]
    [InlineData(
        "id\tseats\tplan\tchurn\na\t1\tx\tyes\n",
        "data.csv:1: the header is one column, \"id\\u0009seats\\u0009plan\\u0009churn\"; "
            + "expected columns separated by ',', these look separated by 'tab'."
    )]
    [InlineData(
        "id,seat,plan,churn\na,1,x,yes\n",
        "data.csv: there is no column 'seats' (factor 'seats'); did you mean 'seat'?"
    )]
    [InlineData(
        "id,seats,plan,churn\na,1,x,yes\n",
        "data.csv: column 'churn' holds \"yes\" (1); expected \"yes\" (churned) and one other value."
    )]
    [InlineData(
        "id,seats,plan,churn\na,1,x,\n",
        "data.csv: column 'churn' holds no value at all; expected \"yes\" (churned) and one other value."
    )]
    [InlineData(
        "id,seats,plan,churn\na,1,x,Yes\nb,1,x,No\n",
        "data.csv: column 'churn' holds \"No\" (1), \"Yes\" (1); expected \"yes\" (churned) and one other value."
    )]
    public void A_file_that_cannot_be_used_is_refused_whole(string text, string sentence)
    {
        var path = files.Write(text);

        var e = Assert.Throws<DataException>(() => TableReader.Read(path, Schemas.Small));

        Assert.Equal(sentence, e.Message);
        Assert.Equal(DataProblem.Invalid, e.Problem);
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_found_and_a_folder_is_called_so()
    {
        var absent = Assert.Throws<DataException>(() => TableReader.Read(files.PathOf("no.csv"), Schemas.Small));
        var folder = Assert.Throws<DataException>(() => TableReader.Read(files.PathOf("."), Schemas.Small));

        Assert.Equal(DataProblem.NotFound, absent.Problem);
        Assert.EndsWith("no.csv: there is no such file.", absent.Message, StringComparison.Ordinal);
        Assert.EndsWith("this is a folder; expected a CSV or Parquet file.", folder.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("utf-8", true)]
    public void A_byte_order_mark_is_honoured(string encoding, bool mark)
    {
        var utf = Encoding.GetEncoding(encoding);
        byte[] bytes =
        [
            .. mark ? utf.GetPreamble() : [],
            .. utf.GetBytes("id,seats,plan,churn\nå,1,ü,yes\nb,2,x,no\n"),
        ];

        var table = TableReader.Read(files.Write(bytes), Schemas.Small).Table;

        Assert.Equal(["å", "b"], table.Accounts!);
        Assert.Equal(["x", "ü"], table.Catalog[1].Levels);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Utf16_without_a_mark_is_called_so(string encoding)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes(Schemas.Header + "a,1,x,yes\n");

        var e = Assert.Throws<DataException>(() => TableReader.Read(files.Write(bytes), Schemas.Small));

        Assert.Equal("data.csv: this is UTF-16 text without a byte order mark; expected CSV text in UTF-8.", e.Message);
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 20, 0 }, "a zip archive or an Excel workbook")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "a gzip archive")]
    [InlineData(
        new byte[] { (byte)'P', (byte)'A', (byte)'R', (byte)'1', 0 },
        "a Parquet file (its name must end in .parquet)"
    )]
    [InlineData(
        new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 9, 9, 9, 9 },
        "a binary file (it has NUL bytes)"
    )]
    public void A_binary_file_is_called_by_its_kind(byte[] bytes, string kind)
    {
        var e = Assert.Throws<DataException>(() => TableReader.Read(files.Write(bytes), Schemas.Small));

        Assert.Equal($"data.csv: this is {kind}; expected CSV text in UTF-8.", e.Message);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("1,5")]
    [InlineData("1_000")]
    [InlineData("12 seats")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("5%")]
    [InlineData("(5)")]
    [InlineData("1e")]
    [InlineData("--1")]
    [InlineData("$3")]
    public void Text_that_is_not_wholly_a_finite_number_is_refused(string cell)
    {
        var path = files.Write(Schemas.Header + $"a,\"{cell}\",x,yes\nb,2,x,no\n");

        var error = Assert.Single(TableReader.Read(path, Schemas.Small).Errors);

        Assert.Equal(
            (2L, 1, "seats", cell, "a number"),
            (error.Line, error.Row, error.Column, error.Found, error.Expected)
        );
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData(" 1.5\t", 1.5)]
    [InlineData("+2", 2)]
    [InlineData("-.5", -0.5)]
    [InlineData("5.", 5)]
    [InlineData("1E3", 1000)]
    [InlineData("1e-400", 0)]
    [InlineData("-0", 0)]
    [InlineData("0.1", 0.1)]
    [InlineData("9007199254740993", 9007199254740992)]
    [InlineData("123456789012345678901234567890", 1.2345678901234568e29)]
    [InlineData("NaN", double.NaN)]
    [InlineData("nan", double.NaN)]
    [InlineData("  na ", double.NaN)]
    [InlineData("NULL", double.NaN)]
    [InlineData("?", double.NaN)]
    [InlineData("   ", double.NaN)]
    public void A_number_is_read_exactly_and_missing_words_without_case(string cell, double value)
    {
        var path = files.Write(Schemas.Header + $"a,{cell},x,yes\nb,2,x,no\n");

        var reading = TableReader.Read(path, Schemas.Small);

        Assert.Empty(reading.Errors);
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(reading.Table.Values[0][0]));
    }

    [Fact]
    public void A_missing_word_of_one_factor_is_missing_in_it_alone_and_equal_as_a_number()
    {
        var input = Schemas.Small.Input with
        {
            FactorMissingWords =
            [
                ["999"],
                ["Unknown"],
            ],
        };
        var path = files.Write(Schemas.Header + "a,999.0,unknown,yes\nb,998,999,no\n");

        var table = TableReader.Read(path, Schemas.Small with { Input = input }).Table;

        Assert.Equal([double.NaN, 998], table.Values[0]);
        Assert.Equal([double.NaN, 0], table.Values[1]);
        Assert.Equal(["999"], table.Catalog[1].Levels);
    }

    [Fact]
    public void Quotes_hold_separators_line_breaks_and_quotes()
    {
        var path = files.Write(Schemas.Header + "\"a,1\",\"1\",\"x\n\"\"y\"\"\",yes\nb,2,x,no\n");

        var table = TableReader.Read(path, Schemas.Small).Table;

        Assert.Equal("a,1", table.Accounts![0]);
        Assert.Equal(["x", "x\n\"y\""], table.Catalog[1].Levels);
    }

    [Fact]
    public void A_line_that_names_a_separator_is_no_instruction()
    {
        var path = files.Write("sep=;\nid;seats;plan;churn\n");

        var e = Assert.Throws<DataException>(() => TableReader.Read(path, Schemas.Small));

        Assert.Contains("the header is one column, \"sep=;\"", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_separator_is_used_where_it_is_told()
    {
        var path = files.Write("id;seats;plan;churn\na;1;x,y;yes\nb;2;x;no\n");

        var table = TableReader.Read(path, Schemas.Small with { Separator = ';' }).Table;

        Assert.Equal(["x", "x,y"], table.Catalog[1].Levels);
    }

    [Fact]
    public void A_header_is_found_behind_a_byte_order_mark_and_outer_blanks()
    {
        var path = files.Write("\uFEFF id ,seats\t, plan,churn\na,1,x,yes\nb,2,x,no\n");

        Assert.Equal(["id", "seats", "plan", "churn"], TableReader.Read(path, Schemas.Small).Header);
    }
}
