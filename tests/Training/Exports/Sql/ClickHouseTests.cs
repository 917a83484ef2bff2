using HealthScore.Training.Exports.Sql.Dialects;
using HealthScore.Training.Exports.Sql.Engines;
using HealthScore.Training.Tests.Exports.Sql.Servers;

namespace HealthScore.Training.Tests.Exports.Sql;

public class ClickHouseTests(ClickHouseServer server) : IClassFixture<ClickHouseServer>
{
    private static readonly ISqlDialect Sql = SqlDialects.ClickHouse;

    public static bool IsThere => ClickHouseServer.Present;

    public static TheoryData<string> Models => EngineTrials.Models;

    [Theory(Skip = ClickHouseServer.Reason, SkipUnless = nameof(IsThere))]
    [MemberData(nameof(Models))]
    public void Its_answers_are_those_of_this_program(string model) =>
        EngineTrials.SameAsHere(Sql, server.Connection, model);

    [Fact(Skip = ClickHouseServer.Reason, SkipUnless = nameof(IsThere))]
    public void Blends_after_a_change_of_stage_are_the_same() =>
        EngineTrials.SameAsHereWithBlends(Sql, server.Connection);

    [Fact(Skip = ClickHouseServer.Reason, SkipUnless = nameof(IsThere))]
    public void Literals_of_numbers_are_the_same_bits() => EngineTrials.LiteralsAreTheSameBits(Sql, server.Connection);

    [Fact(Skip = ClickHouseServer.Reason, SkipUnless = nameof(IsThere))]
    public void A_wrong_password_is_one_sentence_without_it()
    {
        var refused = Assert.Throws<EngineException>(() =>
            SqlEngines.Open(Sql, server.ConnectionOf("default", "guessed"))
        );

        Assert.Equal(EngineProblem.Failed, refused.Problem);
        Assert.StartsWith("ClickHouse: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Wrong password for user", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Skip = ClickHouseServer.Reason, SkipUnless = nameof(IsThere))]
    public void What_it_does_not_understand_is_one_sentence_and_leaves_nothing() =>
        EngineTrials.ARefusedQueryLeavesNothing(Sql, server.Connection);
}
