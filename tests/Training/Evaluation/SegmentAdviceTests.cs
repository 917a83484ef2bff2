using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Pooling;
using HealthScore.Training.Tests.Fitting;
using HealthScore.Training.Tests.Pooling;

namespace HealthScore.Training.Tests.Evaluation;

public class SegmentAdviceTests
{
    [Fact]
    [Trait("Requirement", "000-34")]
    public void A_segment_that_leaves_for_other_reasons_needs_its_own_formula()
    {
        var advice = Advice(SegmentedRows.Make(2_000, seed: 3));

        var enterprise = advice.Single(a => a.Name == "enterprise");
        Assert.True(enterprise.NeedsItsOwn);
        Assert.True(enterprise.Saved > 2 * enterprise.Error);
        Assert.True(enterprise.OwnAuc > enterprise.CommonAuc);
    }

    [Fact]
    public void Segments_that_are_names_only_are_told_to_merge()
    {
        var made = SegmentedRows.Make(2_000, seed: 3);
        SegmentAdvice[] advice =
        [
            .. Enumerable.Range(4, 5).SelectMany(seed => Advice(SegmentedRows.Renamed(made, seed))),
        ];

        // A curve of its own is believed by chance in one table of twenty, and helps by chance in some of those.
        Assert.Equal(5 * 6, advice.Length);
        Assert.InRange(advice.Average(a => Math.Abs(a.Saved)), 0, 0.001);
        Assert.InRange(advice.Count(a => a.NeedsItsOwn), 0, 3);
    }

    [Fact]
    public void Rows_of_known_outcome_are_counted_once_by_segment_and_once_by_stage()
    {
        var made = SegmentedRows.Make(1_000, seed: 5);
        var table = made with { Outcomes = [.. made.Outcomes.Select((o, i) => i % 4 == 0 ? Outcome.Unknown : o)] };

        var advice = Advice(table);

        Assert.Equal(750, advice.Where(a => a.Kind == PooledUnitKind.Segment).Sum(a => a.Rows));
        Assert.Equal(750, advice.Where(a => a.Kind == PooledUnitKind.Stage).Sum(a => a.Rows));
    }

    /// <summary>More is saved than one standard error, or it is not worth a formula.</summary>
    [Theory]
    [InlineData(0.0101, true)]
    [InlineData(0.01, false)]
    [InlineData(-0.02, false)]
    public void What_chance_gives_and_takes_is_no_gain(double saved, bool needsItsOwn)
    {
        var advice = new SegmentAdvice(PooledUnitKind.Segment, "smb", Rows: 100, Churned: 10, saved, Error: 0.01)
        {
            CommonAuc = null,
            OwnAuc = null,
        };

        Assert.Equal(needsItsOwn, advice.NeedsItsOwn);
    }

    private static ImmutableArray<SegmentAdvice> Advice(TrainingTable table) =>
        SegmentAdvice.Of(
            CrossValidation.Run(
                table,
                SmallRows.Configuration(table.Catalog) with
                {
                    Challenger = ChallengerTrainerKind.None,
                },
                FoldPlan.ByAccount(table, seed: 1),
                SmallRows.Quick
            )
        );
}
