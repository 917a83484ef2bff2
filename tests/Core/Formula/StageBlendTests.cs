using System.Collections.Immutable;
using FsCheck.Xunit;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Tests.Formula;

public class StageBlendTests
{
    private static readonly FactorBins TwoBins = FactorBins.Numeric([1]);

    /// <summary>Log-odds: f 6 and g 4 of the old, f 1 and g 4 of the new; cut at log-odds 0 and -2.</summary>
    private static readonly HealthFormula Old = Formula("early", 600, 400, 1, 0.1, new(100_000_000, 300_000_000));

    private static readonly HealthFormula New = Formula("late", 200, 800, 3, 0.05, new(600_000_000, 1_000_000_000));

    /// <summary>Half way: f 3.5, g 4 of 7.5 in all; the cuts at log-odds 0 and -2 of 2 - 0.075 x health.</summary>
    [Fact]
    [Trait("Requirement", "001-18")]
    public void Half_way_the_log_odds_of_both_formulas_count_half()
    {
        var blend = StageBlend.Of(Old, New, day: 30);

        Assert.Equal([0, 466_666_667], blend.Factors[0].Table.Bins);
        Assert.Equal([0, 533_333_333], blend.Factors[1].Table.Bins);
        Assert.Equal(2, blend.Intercept);
        Assert.Equal(0.075, blend.Slope, 1e-12);
        Assert.Equal(266_666_667, blend.Bands.YellowFrom!.Value, 1.0);
        Assert.Equal(533_333_334, blend.Bands.GreenFrom!.Value, 1.0);
        Assert.Equal(("late", "early", 30), (blend.Stage, blend.BlendedFrom!.Stage, blend.BlendedFrom.Day));
    }

    /// <summary>A fifth of the way: f .8 x 6 = 4.8 of the old and nothing of the new, g .2 x 5.</summary>
    [Fact]
    public void A_factor_of_only_one_formula_is_flat_in_the_other()
    {
        var onlyF = new HealthFormula([Factor(0, "f", 1000)], 1, 0.06, new(null, null));
        var onlyG = new HealthFormula([Factor(1, "g", 1000)], 1, 0.05, new(null, null));

        var blend = StageBlend.Of(onlyF, onlyG, day: 12);

        Assert.Equal([("f", 827_586_207), ("g", 172_413_793)], blend.Factors.Select(f => (f.Key, f.Table.Best)));
        Assert.Equal(0.058, blend.Slope, 1e-12);
    }

    [Fact]
    public void Two_formulas_that_cancel_each_other_out_leave_the_nearer_one()
    {
        var up = new HealthFormula([Factor(0, "f", 1000)], 1, 0.06, new(null, null));
        var table = new PointsTable([1_000_000_000, 0], 1_000_000_000, MissingLearned: true, 0, 0);
        var down = new HealthFormula([new(0, "f", TwoBins, table)], 1, 0.06, new(null, null));

        Assert.Same(down, StageBlend.Of(up, down, day: 30));
        Assert.Equal(0.06 * 58 / 60, StageBlend.Of(up, down, day: 1).Slope, 1e-12);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(59, 59)]
    [InlineData(60, 60)]
    [InlineData(400, 60)]
    public void A_blend_lasts_sixty_days(int after, int day) =>
        Assert.Equal(day, StageBlend.DayOf(new DateOnly(2026, 1, 31), new DateOnly(2026, 1, 31).AddDays(after)));

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData(0, 0, 0, 0)]
    public void A_band_that_both_formulas_always_or_never_reach_is_so_in_the_blend(int? from, int? to, int? y, int? g)
    {
        var blend = StageBlend.Of(With(Old, new(from, to)), With(New, new(from, to)), day: 20);

        Assert.Equal((y, g), (blend.Bands.YellowFrom, blend.Bands.GreenFrom));
    }

    /// <summary>The cut of the one that reaches it: log-odds -2 of 2 - 0.075 x health.</summary>
    [Fact]
    public void A_band_that_one_formula_never_reaches_is_cut_where_the_other_is()
    {
        var blend = StageBlend.Of(With(Old, new(100_000_000, null)), New, day: 30);

        Assert.Equal(533_333_334, blend.Bands.GreenFrom!.Value, 1.0);
    }

    [Property(MaxTest = 100)]
    [Trait("Requirement", "002-03")]
    public void On_day_0_the_old_formula_answers_and_on_day_60_the_new_one(int seed)
    {
        var model = RandomStages.Model(seed);
        var day = new DateOnly(2026, 3, 1);
        var snapshot = Moving(model, seed, day);

        var old = HealthScorer.Score(snapshot with { Stage = "early", PreviousStage = null }, model);
        var now = HealthScorer.Score(snapshot with { PreviousStage = null }, model);
        var first = HealthScorer.Score(snapshot, model);
        var last = HealthScorer.Score(snapshot with { AsOf = day.AddDays(60) }, model);

        Assert.Equal((old.HealthPoints, old.ChurnProbability, old.FormulaHash, old.Band), Facts(first));
        Assert.Equal((now.HealthPoints, now.ChurnProbability, now.FormulaHash, now.Band), Facts(last));
    }

    /// <summary>Log-odds move from the one to the other by a sixtieth a day, but for the rounding of points.</summary>
    [Property(MaxTest = 60)]
    public void The_score_does_not_jump_in_the_sixty_days_after_a_change_of_stage(int seed)
    {
        var model = RandomStages.Model(seed);
        var since = new DateOnly(2026, 3, 1);
        var snapshot = Moving(model, seed, since);
        var logOdds = Enumerable
            .Range(0, 61)
            .Select(day =>
                Logistic.Logit(
                    HealthScorer.Score(snapshot with { AsOf = since.AddDays(day) }, model).ChurnProbability!.Value
                )
            )
            .ToArray();

        for (var day = 0; day <= 60; day++)
        {
            var expected = logOdds[0] + ((logOdds[60] - logOdds[0]) * day / 60);
            Assert.Equal(expected, logOdds[day], 1e-4);
        }
    }

    /// <summary>Invariant 3 is checked by the formula's own constructor; hashes tell every day apart.</summary>
    [Property(MaxTest = 30)]
    public void Every_day_of_a_blend_is_a_formula_with_a_hash_of_its_own(int seed)
    {
        var model = RandomStages.Model(seed);
        var used = Enumerable
            .Range(0, 61)
            .Select(day =>
                model.FormulaOf("big", "late", "early", new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 1).AddDays(day))
            )
            .ToArray();

        Assert.Equal(61, used.Select(u => u.Hash).Distinct().Count());
        Assert.All(used, u => Assert.Equal(1_000_000_000, u.Formula.Factors.Sum(f => (long)f.Table.Best)));
        Assert.All(used, u => Assert.Equal(12, u.Hash.Length));
        Assert.All(used[1..60], u => Assert.Equal(-1, u.Position));
    }

    /// <summary>Invariant 5, for every pair of bins, pairs included.</summary>
    [Property(MaxTest = 100)]
    public void A_blend_keeps_every_declared_direction(int seed)
    {
        var model = RandomStages.Model(seed);
        var blend = StageBlend.Of(model.Formulas[0], model.Formulas[1], 1 + (Math.Abs(seed % 59)));

        Assert.All(
            Enumerable.Range(0, model.Catalog.Count),
            j => Assert.True(ValueSteps.Of(j, blend.Factors).Follow(model.Catalog[j].Direction))
        );
    }

    [Fact]
    public void Without_a_stage_before_or_a_day_or_with_one_formula_for_both_nothing_is_blended()
    {
        var model = RandomStages.Model(1);
        var day = new DateOnly(2026, 3, 1);

        Assert.Equal(1, model.FormulaOf("small", "late", null, day, day.AddDays(9)).Position);
        Assert.Equal(1, model.FormulaOf("small", "late", "early", null, day.AddDays(9)).Position);
        Assert.Equal(1, model.FormulaOf("small", "late", "early", day, null).Position);
        Assert.Equal(1, model.FormulaOf("small", "late", "late", day, day.AddDays(9)).Position);
        Assert.Equal(0, model.FormulaOf("small", "early", "other", day, day.AddDays(9)).Position);
    }

    /// <summary>Replicates that lie 1 and 3 above the intercepts, and 30 and 60 points above f's first entry.</summary>
    [Fact]
    public void Half_way_the_replicates_of_both_formulas_count_half()
    {
        var old = new FormulaInUse(Old, "old", 0, Replicates(Old, 1, 30_000_000));
        var now = new FormulaInUse(New, "new", 1, Replicates(New, 3, 60_000_000));

        var blend = new FormulaBlends().Of(old, now, 30).Replicates!;

        Assert.Equal(2, blend.Intercepts[0]);
        Assert.Equal(40_000_000, blend.Points[0][0]);
        Assert.Equal(0, blend.Points[1][0]);
        Assert.Null(new FormulaBlends().Of(old with { Replicates = null }, now, 30).Replicates);
    }

    [Fact]
    public void A_blend_is_made_once_and_the_oldest_goes_when_there_are_too_many()
    {
        var blends = new FormulaBlends();
        FormulaInUse[] formulas =
        [
            .. Enumerable.Range(0, 20).Select(k => new FormulaInUse(With(Old, new(k, null)), $"{k}", k)),
        ];
        var first = blends.Of(formulas[0], formulas[1], 1);
        var kept = blends.Of(formulas[0], formulas[1], 1);

        for (var k = 0; k < FormulaBlends.Most; k++)
        {
            blends.Of(formulas[2 + (k / 59)], new FormulaInUse(New, "new", 99), 1 + (k % 59));
        }

        Assert.Same(first.Formula, kept.Formula);
        Assert.Equal(FormulaBlends.Most, blends.Count);
        Assert.NotSame(first.Formula, blends.Of(formulas[0], formulas[1], 1).Formula);
    }

    private static (int?, double?, string, Band?) Facts(AccountHealth health) =>
        (health.HealthPoints, health.ChurnProbability, health.FormulaHash, health.Band);

    private static Snapshot Moving(HealthModel model, int seed, DateOnly day) =>
        RandomStages.Snapshot(model, new Random(seed)) with
        {
            Values =
            [
                .. RandomStages.Values(model, new Random(seed)).Select(v => v == FactorCatalog.UnknownLevel ? 0 : v),
            ],
            AsOf = day,
            StageSince = day,
            Stage = "late",
            PreviousStage = "early",
        };

    private static HealthFormula With(HealthFormula formula, BandThresholds bands) =>
        new(formula.Factors, formula.Intercept, formula.Slope, bands) { Stage = formula.Stage };

    private static FormulaReplicates Replicates(HealthFormula formula, double intercept, int points) =>
        new(
            formula,
            [.. Enumerable.Repeat(intercept, FormulaReplicates.Count)],
            [
                .. formula.Factors.Select(
                    (factor, k) =>
                        Enumerable
                            .Range(0, factor.EntryCount * FormulaReplicates.Count)
                            .Select(at => k == 0 && at < FormulaReplicates.Count ? points : 0)
                            .ToImmutableArray()
                ),
            ]
        );

    private static FormulaFactor Factor(int index, string key, int best) =>
        new(index, key, TwoBins, new PointsTable([0, best * 1_000_000], 0, MissingLearned: false, 0, 0));

    private static HealthFormula Formula(
        string stage,
        int f,
        int g,
        double intercept,
        double slope,
        BandThresholds bands
    ) => new([Factor(0, "f", f), Factor(1, "g", g)], intercept, slope, bands) { Stage = stage };
}
