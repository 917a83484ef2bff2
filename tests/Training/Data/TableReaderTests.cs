using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Data;

public sealed class TableReaderTests : IDisposable
{
    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("1", "1.0", "0.0", "0")]
    [InlineData("1.0", "1", "0", "0.0")]
    [InlineData("Yes", " Yes ", "No", "No ")]
    public void Outcomes_are_equal_as_text_or_as_numbers(
        string word,
        string churned,
        string retained,
        string alsoRetained
    )
    {
        var schema = Schemas.Small with { Input = Schemas.Small.Input with { ChurnedValue = word } };
        var path = files.Write(
            Schemas.Header + $"a,1,x,{churned}\nb,2,x,{retained}\nc,3,x,{alsoRetained}\nd,4,x,\ne,5,x,NA\n"
        );

        var reading = TableReader.Read(path, schema);

        Assert.Empty(reading.Errors);
        Assert.Equal(
            [Outcome.Churned, Outcome.Retained, Outcome.Retained, Outcome.Unknown, Outcome.Unknown],
            reading.Table.Outcomes
        );
    }

    [Fact]
    public void A_third_outcome_is_an_error_unless_it_is_the_expanded_one()
    {
        var path = files.Write(Schemas.Header + "a,1,x,yes\nb,2,x,no\nc,3,x,more\nd,4,x,no\n");

        var error = Assert.Single(TableReader.Read(path, Schemas.Small).Errors);
        var expanded = TableReader.Read(
            path,
            Schemas.Small with
            {
                Input = Schemas.Small.Input with { ExpandedValue = "more" },
            }
        );

        Assert.Equal(
            "data.csv:4: column 'churn' is \"more\"; expected \"yes\" (churned), \"no\" or nothing.",
            error.Sentence
        );
        Assert.Empty(expanded.Errors);
        Assert.Equal(Outcome.Retained, expanded.Table.Outcomes[2]);
    }

    [Fact]
    public void An_outcome_that_is_ignored_is_unknown_whatever_it_says()
    {
        var path = files.Write(Schemas.Header + "a,1,x,yes\nb,2,x,no\nc,3,x,more\n");

        var reading = TableReader.Read(path, Schemas.WithoutOutcome);

        Assert.Empty(reading.Errors);
        Assert.All(reading.Table.Outcomes, outcome => Assert.Equal(Outcome.Unknown, outcome));
    }

    [Fact]
    public void An_outcome_if_present_may_be_absent()
    {
        var schema = Schemas.Small with { Outcome = OutcomeReading.IfPresent };

        var reading = TableReader.Read(files.Write("id,seats,plan\na,1,x\n"), schema);

        Assert.Equal([Outcome.Unknown], reading.Table.Outcomes);
    }

    [Fact]
    public void Fixed_levels_keep_their_order_and_others_are_unknown_and_listed()
    {
        var factors = Schemas.Small.Catalog.Factors;
        var schema = Schemas.WithoutOutcome with
        {
            Catalog = new FactorCatalog([factors[0], factors[1] with { Levels = ["pro", "basic"] }]),
            Levels = LevelRule.Fixed,
        };
        var path = files.Write("id,seats,plan\na,1,basic\nb,2,gold\nc,3,pro\nd,4,\ne,5,gold\n");

        var reading = TableReader.Read(path, schema);

        Assert.Equal(
            [1, FactorCatalog.UnknownLevel, 0, double.NaN, FactorCatalog.UnknownLevel],
            reading.Table.Values[1]
        );
        var unlisted = Assert.Single(reading.UnlistedLevels);
        Assert.Equal(("plan", "gold", 2), (unlisted.Factor, unlisted.Level, unlisted.Count));
        Assert.Equal([2, 5], unlisted.Rows);
        Assert.Empty(reading.Errors);
    }

    [Theory]
    [InlineData("plan=x", 2)]
    [InlineData("seats=1.0", 1)]
    [InlineData("fold = 0", 2)]
    public void A_filter_lets_rows_through_by_text_or_by_number(string where, int rows)
    {
        var path = files.Write("id,seats,plan,fold\na,1,x,0\nb,bad,y,0\nc,3,x,1\n");

        var reading = TableReader.Read(path, Schemas.WithoutOutcome with { Where = RowFilter.Parse(where) });

        Assert.Equal(rows, reading.Table.RowCount);
        Assert.Equal(3, reading.RowsInFile);
    }

    [Fact]
    public void A_filtered_row_keeps_its_number_and_its_faults_do_not_matter()
    {
        var path = files.Write("id,seats,plan,fold\na,bad,x,0\nb,2,y,1\n");

        var reading = TableReader.Read(path, Schemas.WithoutOutcome with { Where = RowFilter.Parse("fold=1") });

        Assert.Empty(reading.Errors);
        Assert.Equal([2], reading.Table.RowNumbers);
    }

    [Fact]
    public void A_filter_that_no_row_passes_or_no_column_has_is_refused()
    {
        var path = files.Write("id,seats,plan\na,1,x\n");

        var none = Assert.Throws<DataException>(() =>
            TableReader.Read(path, Schemas.WithoutOutcome with { Where = RowFilter.Parse("plan=y") })
        );
        var absent = Assert.Throws<DataException>(() =>
            TableReader.Read(path, Schemas.WithoutOutcome with { Where = RowFilter.Parse("plam=y") })
        );

        Assert.Equal("data.csv: none of 1 rows has plan = y.", none.Message);
        Assert.Equal("data.csv: there is no column 'plam' (--where); did you mean 'plan'?", absent.Message);
        Assert.Equal(DataProblem.Usage, Assert.Throws<DataException>(() => RowFilter.Parse("plan")).Problem);
    }

    [Fact]
    public void Dates_segments_amounts_notices_and_kept_texts_are_read()
    {
        var input = Schemas.Small.Input with
        {
            AsOf = "day",
            Segment = "seg",
            Stage = "stage",
            Value = "arr",
            Notice = "notice",
        };
        var schema = Schemas.WithoutOutcome with { Input = input, TextColumns = ["seg", "note"] };
        var path = files.Write(
            """
            id,seats,plan,day,seg,stage,arr,notice,note
            a,1,x,2026-03-31,smb,,1200.5,2026-04-01, hello
            b,2,x,2026-04-30 00:00:00,,live,,,
            c,3,x,31.03.2026,ent,live,many,soon,
            ,4,x,2026-02-30,ent,live,1,,
            """
        );

        var reading = TableReader.Read(path, schema);

        var table = reading.Table;
        Assert.Equal([new(2026, 3, 31), new(2026, 4, 30)], table.AsOf![..2]);
        Assert.Equal(["smb", "all", "ent", "ent"], table.Segments!);
        Assert.Equal(["all", "live"], table.Stages![..2]);
        Assert.Equal([1200.5, double.NaN], table.Amounts![..2]);
        Assert.Equal([new DateOnly(2026, 4, 1), null], table.Notices![..2]);
        Assert.Equal(["hello", ""], table.Texts["note"][..2]);
        Assert.Equal(["smb", ""], table.Texts["seg"][..2]);
        Assert.Equal(
            [new(2, "as_of"), new(2, "value"), new(2, "notice"), new(3, "account"), new InvalidCell(3, "as_of")],
            reading.InvalidCells
        );
        Assert.Equal([("day", 2), ("arr", 1), ("id", 1), ("notice", 1)], reading.ErrorsByColumn());
    }

    [Fact]
    public void All_missing_columns_are_named_at_once()
    {
        var e = Assert.Throws<DataException>(() => TableReader.Read(files.Write("a,b\n1,2\n"), Schemas.Small));

        Assert.Equal(4, e.Sentences.Length);
    }

    [Fact]
    public void The_fingerprint_does_not_depend_on_the_order_of_rows_and_sees_every_change()
    {
        const string rows = "a,1,x,yes\nb,2,y,no\n";
        var hash = HashOf(rows);

        Assert.Equal(hash, HashOf("b,2.0,y,no\na, 1 ,x,yes\n"));
        foreach (
            var other in (string[])
                [
                    "a,1,x,no\nb,2,y,yes\n",
                    "a,1,y,yes\nb,2,y,no\n",
                    "a,1,,yes\nb,2,y,no\n",
                    "a,1.0000000000000002,x,yes\nb,2,y,no\n",
                    "c,1,x,yes\nb,2,y,no\n",
                    rows + "b,2,y,no\n",
                ]
        )
        {
            Assert.NotEqual(hash, HashOf(other));
        }

        string HashOf(string text) =>
            DataHash.Of(TableReader.Read(files.Write(Schemas.Header + text), Schemas.Small).Table);
    }

    [Fact]
    public void The_list_of_rejected_rows_says_where_and_why()
    {
        var path = files.PathOf("rejected.csv");

        RejectedList.Write(path, [new RowError("data.csv", 3, 2, "seats", "1,\"5", "a number")]);

        Assert.Equal("line,row,column,found,expected\n3,2,seats,\"1,\"\"5\",a number\n", File.ReadAllText(path));
    }
}
