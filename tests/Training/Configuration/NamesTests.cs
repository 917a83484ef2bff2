using FsCheck.Xunit;
using HealthScore.Core.Factors;
using HealthScore.Training.Configuration;

namespace HealthScore.Training.Tests.Configuration;

/// <summary>Keys, titles, suggestions, and text in the file.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData("MonthlyCharges", "monthlycharges", "Monthly charges")]
    [InlineData("Call  Failure", "call__failure", "Call failure")]
    [InlineData("2nd line", "f_2nd_line", "2nd line")]
    [InlineData("_x", "f__x", "X")]
    [InlineData("Größe", "gr__e", "Größe")]
    [InlineData("Frequency of SMS", "frequency_of_sms", "Frequency of SMS")]
    public void A_key_and_a_title_are_made_from_the_column(string column, string key, string title)
    {
        Assert.Equal(key, FactorKeys.FromColumn(column));
        Assert.Equal(title, ColumnKinds.TitleOf(column));
    }

    [Fact]
    public void Keys_that_collide_are_numbered_and_never_too_long()
    {
        var taken = new HashSet<string>();
        var column = new string('x', 60);

        string[] keys =
        [
            FactorKeys.NextFree("a b", taken),
            FactorKeys.NextFree("a_b", taken),
            FactorKeys.NextFree("A-B", taken),
            FactorKeys.NextFree(column, taken),
            FactorKeys.NextFree(column, taken),
        ];

        Assert.Equal(["a_b", "a_b_2", "a_b_3", new string('x', 48), new string('x', 46) + "_2"], keys);
    }

    [Property]
    public void Every_column_name_makes_a_key(string? column)
    {
        Assert.True(FactorKeys.IsKey(FactorKeys.FromColumn(column ?? "")));
    }

    [Property]
    public void Any_text_survives_being_written_and_read(string? text)
    {
        var column = new string([.. (text ?? "").Where(c => !char.IsSurrogate(c))]).Trim();
        var written = ConfigurationWriter.Write(
            new HealthConfiguration
            {
                Outcome = new OutcomeRule("y", "1"),
                Missing = [column],
                Factors =
                [
                    new FactorRule(new Factor("k", column, "p", FactorKind.Numeric, FactorDirection.Learn), "c"),
                ],
                LeftOut = [new LeftOutColumn("d", column)],
            }
        );

        var read = ConfigurationReader.Parse(written, "y");

        Assert.Equal((column, column, column), (read.Missing[0], read.Factors[0].Factor.Title, read.LeftOut[0].Reason));
    }

    [Theory]
    [InlineData("colum", "column")]
    [InlineData("COLUMN", "column")]
    [InlineData("clomun", "column")]
    [InlineData("row", null)]
    public void The_nearest_name_is_found_within_a_third_of_its_letters(string word, string? near)
    {
        Assert.Equal(near, NearestName.Of(word, ["column", "churned", "expanded"]));
    }
}
