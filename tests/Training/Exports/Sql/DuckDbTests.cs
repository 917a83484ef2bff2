using HealthScore.Training.Exports.Sql.Dialects;

namespace HealthScore.Training.Tests.Exports.Sql;

public class DuckDbTests
{
    private static readonly ISqlDialect Sql = SqlDialects.DuckDb;

    public static TheoryData<string> Models => EngineTrials.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public void Its_answers_are_those_of_this_program(string model) => EngineTrials.SameAsHere(Sql, ":memory:", model);

    [Fact]
    public void Blends_after_a_change_of_stage_are_the_same() => EngineTrials.SameAsHereWithBlends(Sql, ":memory:");

    [Fact]
    public void Literals_of_numbers_are_the_same_bits() => EngineTrials.LiteralsAreTheSameBits(Sql, ":memory:");

    [Fact]
    public void What_it_does_not_understand_is_one_sentence_and_leaves_nothing() =>
        EngineTrials.ARefusedQueryLeavesNothing(Sql, ":memory:");

    [Fact]
    public void A_trial_in_a_file_leaves_the_file_as_it_was() => EngineTrials.AFileStaysAsItWas(Sql);
}
