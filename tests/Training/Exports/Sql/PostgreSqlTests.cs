using HealthScore.Training.Exports.Sql.Dialects;
using HealthScore.Training.Exports.Sql.Engines;
using HealthScore.Training.Tests.Exports.Sql.Servers;

namespace HealthScore.Training.Tests.Exports.Sql;

public class PostgreSqlTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>
{
    private static readonly ISqlDialect Sql = SqlDialects.PostgreSql;

    public static bool IsThere => PostgreSqlServer.Present;

    public static TheoryData<string> Models => EngineTrials.Models;

    [Theory(Skip = PostgreSqlServer.Reason, SkipUnless = nameof(IsThere))]
    [MemberData(nameof(Models))]
    public void Its_answers_are_those_of_this_program(string model) =>
        EngineTrials.SameAsHere(Sql, server.Connection, model);

    [Fact(Skip = PostgreSqlServer.Reason, SkipUnless = nameof(IsThere))]
    public void Blends_after_a_change_of_stage_are_the_same() =>
        EngineTrials.SameAsHereWithBlends(Sql, server.Connection);

    [Fact(Skip = PostgreSqlServer.Reason, SkipUnless = nameof(IsThere))]
    public void Literals_of_numbers_are_the_same_bits() => EngineTrials.LiteralsAreTheSameBits(Sql, server.Connection);

    [Fact(Skip = PostgreSqlServer.Reason, SkipUnless = nameof(IsThere))]
    public void A_wrong_password_is_one_sentence_without_it()
    {
        var refused = Assert.Throws<EngineException>(() =>
            SqlEngines.Open(Sql, server.ConnectionOf("postgres", "guessed"))
        );

        Assert.Equal(EngineProblem.Failed, refused.Problem);
        Assert.StartsWith("PostgreSQL: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("password authentication failed for user", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Skip = PostgreSqlServer.Reason, SkipUnless = nameof(IsThere))]
    public void What_it_does_not_understand_is_one_sentence_and_leaves_nothing() =>
        EngineTrials.ARefusedQueryLeavesNothing(Sql, server.Connection);
}
