using HealthScore.Core.Factors;
using HealthScore.Training.Data;
using HealthScore.Training.Tests.Evaluation;

namespace HealthScore.Training.Tests.Data;

public class SeenLevelsTests
{
    private static Factor Plan { get; } = Tables.Categorical("plan", "basic", "free", "gold");

    private static Factor Rating { get; } = Plan with { Key = "rating", Kind = FactorKind.Ordinal };

    [Fact]
    public void Levels_that_no_training_row_holds_become_unknown()
    {
        var seen = SeenLevels.In(Table(Plan, "CRCR", [0, 2, 1, double.NaN]), [0, 1, 3]);

        Assert.Equal(["basic", "gold"], seen.Catalog[0].Levels);
        Assert.Equal([0, 1, FactorCatalog.UnknownLevel, double.NaN], seen.Values[0]);
    }

    [Fact]
    public void A_level_seen_only_with_an_unknown_outcome_is_not_seen()
    {
        var seen = SeenLevels.In(Table(Plan, "CR?R", [0, 2, 1, 2]), [0, 1, 2, 3]);

        Assert.Equal(["basic", "gold"], seen.Catalog[0].Levels);
        Assert.Equal([0, 1, FactorCatalog.UnknownLevel, 1], seen.Values[0]);
    }

    [Fact]
    public void Declared_levels_of_an_ordinal_factor_stay()
    {
        var table = Table(Rating, "CRCR", [0, 2, 1, 0]);

        var seen = SeenLevels.In(table, [0, 1]);

        Assert.Equal(["basic", "free", "gold"], seen.Catalog[0].Levels);
        Assert.Equal(table.Values[0], seen.Values[0]);
    }

    [Fact]
    public void Where_all_levels_are_seen_nothing_changes()
    {
        var table = Table(Plan, "CRCR", [0, 2, 1, FactorCatalog.UnknownLevel]);

        var seen = SeenLevels.In(table, [0, 1, 2]);

        Assert.Equal(["basic", "free", "gold"], seen.Catalog[0].Levels);
        Assert.Equal(table.Values[0], seen.Values[0]);
        Assert.Equal(table.Outcomes, seen.Outcomes);
    }

    private static TrainingTable Table(Factor factor, string outcomes, double[] values) =>
        Tables.Of([factor], Tables.Outcomes(outcomes), values);
}
