using System.Text;
using System.Text.Json;
using HealthScore.Core.Factors;
using HealthScore.Training.Evaluation;

namespace HealthScore.Training.Tests.Evaluation;

public class ProfileTests
{
    [Fact]
    public void A_numeric_factor_is_counted_by_tenths_of_its_training_rows()
    {
        double[] values = [.. Enumerable.Range(1, 20).Select(k => (double)k), double.NaN, double.NaN];
        var table = Tables.Of(
            [Tables.Numeric("a", FactorDirection.Learn)],
            Tables.Outcomes(new string('R', 21) + "C"),
            values
        );

        var factor = Profile.Of(table, [.. Enumerable.Range(0, 22)]).Factors[0];

        Assert.Equal([3, 5, 7, 9, 11, 13, 15, 17, 19], factor.Edges);
        Assert.Equal([2, 2, 2, 2, 2, 2, 2, 2, 2, 2], factor.Counts);
        Assert.Equal(2, factor.Missing);
    }

    [Fact]
    public void A_categorical_factor_is_counted_by_level()
    {
        var table = Tables.Of(
            [Tables.Categorical("c", "x", "y", "z")],
            Tables.Outcomes("CRRRC"),
            [0, 2, 2, double.NaN, 0]
        );

        var factor = Profile.Of(table, [0, 1, 2, 3, 4]).Factors[0];

        Assert.Equal(["x", "y", "z"], factor.Levels);
        Assert.Equal([2, 0, 2], factor.Counts);
        Assert.Equal(1, factor.Missing);
    }

    [Fact]
    public void A_value_that_most_rows_hold_has_a_bin_to_itself_so_that_leaving_it_shows()
    {
        var table = Tables.Of(
            [Tables.Numeric("a", FactorDirection.Learn), Tables.Numeric("b", FactorDirection.Learn)],
            Tables.Outcomes("CRRC"),
            [0, 0, 0, 1],
            [7, 7, 7, 7]
        );

        var profile = Profile.Of(table, [0, 1, 2, 3]);

        Assert.Equal([0, 1, Math.BitIncrement(1.0)], profile.Factors[0].Edges);
        Assert.Equal([0, 3, 1, 0], profile.Factors[0].Counts);
        Assert.Equal([7, Math.BitIncrement(7.0)], profile.Factors[1].Edges);
        Assert.Equal([0, 4, 0], profile.Factors[1].Counts);
    }

    /// <summary>
    /// Ten rows of 0 are one tenth of a hundred and start no bin; eleven of 50 hold two tenths of 55.
    /// </summary>
    [Fact]
    public void Tenths_and_single_values_make_no_more_than_ten_bins()
    {
        double[] values = [.. Enumerable.Range(0, 90).Select(k => (double)(k / 9)), .. Enumerable.Repeat(4.0, 40)];
        var table = Tables.Of(
            [Tables.Numeric("a", FactorDirection.Learn)],
            Tables.Outcomes(new string('R', 129) + "C"),
            values
        );

        var factor = Profile.Of(table, [.. Enumerable.Range(0, 130)]).Factors[0];

        Assert.Equal([1, 2, 4, 5, 7, 8], factor.Edges);
        Assert.Equal(130, factor.Counts.Sum());
        Assert.Equal(49, factor.Counts[3]);
    }

    [Fact]
    public void Dated_rows_count_their_accounts_and_undated_ones_do_not()
    {
        var table = Tables.Of([Tables.Numeric("a", FactorDirection.Learn)], Tables.Outcomes("CRRC"), [1, 2, 3, 4]) with
        {
            Accounts = ["a", "b", "a", "b"],
        };
        var dated = table with { AsOf = [.. Enumerable.Repeat(new DateOnly(2026, 1, 31), 4)] };

        var profile = Profile.Of(dated, [0, 1, 2, 3]);

        Assert.Equal((2, 4), (profile.IndependentRows, Profile.Of(table, [0, 1, 2, 3]).IndependentRows));
        Assert.Equal(2, ProfileJson.Read(ProfileJson.Write(profile), table.Catalog).Accounts);
    }

    [Fact]
    public void A_profile_of_another_catalog_is_refused()
    {
        var (table, rows) = EqualWeightsTests.Drawn(50);
        var json = ProfileJson.Write(Profile.Of(table, rows));
        var otherLevels = new FactorCatalog([
            table.Catalog[0],
            table.Catalog[1],
            table.Catalog[2] with
            {
                Levels = ["x", "z", "y"],
            },
        ]);
        var otherFactors = new FactorCatalog([table.Catalog[1], table.Catalog[0], table.Catalog[2]]);

        Assert.Throws<JsonException>(() => ProfileJson.Read(json, otherLevels));
        Assert.Throws<JsonException>(() => ProfileJson.Read(json, otherFactors));
        Assert.ThrowsAny<JsonException>(() => ProfileJson.Read(Encoding.UTF8.GetBytes("{\"rows\": 3}"), table.Catalog));
    }
}
