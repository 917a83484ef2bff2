using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Exports;

namespace HealthScore.Training.Tests.Exports;

public class ScoredFileTests
{
    private const string Header =
        "account_id,as_of,segment,stage,status,health,band,churn_probability,challenger_probability,coverage,"
        + "reason_1,reason_2,reason_3,model_version,formula_hash";

    private const string Hashes = "ba9876543210,0123456789ab";

    [Fact]
    public void A_row_carries_the_score_worked_by_hand()
    {
        // tenure 3: 21.2345678 points, 8.7654322 below its mean; gold: 40 points. Health 61.2345678 is yellow.
        var table = SmallModel.Table([3, 0, 1]) with
        {
            Accounts = ["A-1"],
        };

        var lines = Write(SmallModel.Reading(table), new ScoredColumns());

        var probability = Logistic.Sigmoid(2 - (0.05 * 61.2345678));
        Assert.Equal([Header, $"A-1,,all,all,scored,61.2345678,yellow,{probability:R},,1,tenure,,,{Hashes}"], lines);
    }

    [Fact]
    public void Intervals_stand_behind_the_hash_where_they_are_asked_for()
    {
        var table = SmallModel.Table([3, 0, 1], [double.NaN, 0, double.NaN]);
        var snapshot = TableSnapshots.Of(table, 0, SmallModel.Model.Input, asOf: null);
        var model = SmallModel.Model with { Replicates = [Spread(SmallModel.Model.Formulas[0])] };
        var expected = HealthScorer.Score(snapshot, model);

        var lines = Write(SmallModel.Reading(table), Sure, model);
        var without = Write(SmallModel.Reading(table), Sure);

        Assert.Equal($"{Header},churn_probability_low,churn_probability_high,band_uncertain", lines[0]);
        Assert.EndsWith(
            $",{Hashes},{expected.ChurnLow:R},{expected.ChurnHigh:R},true",
            lines[1],
            StringComparison.Ordinal
        );
        Assert.True(expected.ChurnLow < expected.ChurnProbability && expected.BandUncertain == true);
        Assert.EndsWith($",{Hashes},,,", lines[2], StringComparison.Ordinal);
        Assert.EndsWith($",{Hashes},,,", without[1], StringComparison.Ordinal);
    }

    private static ScoredColumns Sure { get; } = new() { Intervals = IntervalColumns.Written };

    /// <summary>Intercepts that lie 1 above and 1 below in turn.</summary>
    private static FormulaReplicates Spread(HealthFormula formula) =>
        new(
            formula,
            [.. Enumerable.Range(0, FormulaReplicates.Count).Select(r => r % 2 == 0 ? 1.0 : -1)],
            [.. formula.Factors.Select(f => ImmutableArray.Create(new int[f.EntryCount * FormulaReplicates.Count]))]
        );

    [Fact]
    public void A_row_with_too_little_measured_keeps_its_place_without_a_score()
    {
        var table = SmallModel.Table([3, 0, 1], [double.NaN, 0, double.NaN], [20, 1, 0]);

        var lines = Write(SmallModel.Reading(table), new ScoredColumns());

        Assert.Equal($"2,,all,all,withheld,,,,,0,coverage,,,{Hashes}", lines[2]);
        Assert.StartsWith("3,,all,all,scored,60,yellow,", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_a_bad_cell_is_withheld_and_named()
    {
        var table = SmallModel.Table([3, 0, 1], [3, 0, 1]);

        var lines = Write(SmallModel.Reading(table, new InvalidCell(1, "tenure")), new ScoredColumns());

        Assert.Equal($"2,,all,all,withheld,,,,,,invalid:tenure,,,{Hashes}", lines[2]);
    }

    [Fact]
    public void A_customer_who_gave_notice_on_the_day_has_no_score_and_one_who_gives_it_the_day_after_has()
    {
        var table = SmallModel.Table([3, 0, 1], [3, 0, 1]) with
        {
            AsOf = [new DateOnly(2026, 3, 31), new DateOnly(2026, 3, 31)],
            Notices = [new DateOnly(2026, 3, 31), new DateOnly(2026, 4, 1)],
        };

        var lines = Write(SmallModel.Reading(table), new ScoredColumns());

        Assert.Equal($"1,2026-03-31,all,all,in_notice,,,,,1,in_notice,,,{Hashes}", lines[1]);
        Assert.StartsWith("2,2026-03-31,all,all,scored,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_level_never_seen_and_a_missing_factor_are_named()
    {
        // plan unknown stands at its mean; tenure missing stands at its mean too: by weight, tenure first.
        var table = SmallModel.Table([double.NaN, 0, 1], [20, 0, -1], [20, 0, double.NaN]);

        var lines = Write(SmallModel.Reading(table), new ScoredColumns());

        Assert.Contains(",low_confidence,70,green,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",0.4,missing:tenure,,,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",scored,85,green,", lines[2], StringComparison.Ordinal);
        Assert.Contains(",0.6,unknown:plan,,,", lines[2], StringComparison.Ordinal);
        Assert.Contains(",scored,70,green,", lines[3], StringComparison.Ordinal);
        Assert.Contains(",0.6,missing:plan,,,", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Kept_columns_come_after_the_account_and_contributions_last_in_catalog_order()
    {
        var table = SmallModel.Table([3, 0, 1]) with
        {
            Texts = new Dictionary<string, string[]> { ["owner"] = ["Ann \"A\", jr"], ["region"] = ["EMEA"] },
        };
        var columns = new ScoredColumns
        {
            Keep = ["region", "owner"],
            Contributions = ContributionColumns.Written,
            AsOf = new DateOnly(2026, 1, 2),
        };

        var lines = Write(SmallModel.Reading(table), columns);

        Assert.StartsWith("account_id,region,owner,as_of,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(
            ",formula_hash,contribution.tenure,contribution.gender,contribution.plan",
            lines[0],
            StringComparison.Ordinal
        );
        Assert.StartsWith("1,EMEA,\"Ann \"\"A\"\", jr\",2026-01-02,all,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith($",{Hashes},21.2345678,0,40", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_add_outcome_and_fold_as_the_last_columns()
    {
        var table = SmallModel.Table([3, 0, 1], [3, 0, 1], [3, 0, 1]) with
        {
            Outcomes = [Outcome.Churned, Outcome.Retained, Outcome.Unknown],
        };

        var lines = Write(SmallModel.Reading(table), new ScoredColumns { Folds = ["0", "1", "2"] });

        Assert.EndsWith(",formula_hash,outcome,fold", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",1,0", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",0,1", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",,2", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_has_a_column_after_the_factors_and_is_a_reason()
    {
        var table = SmallModel.Table([3, 0, 0], [20, 0, double.NaN]);
        var columns = new ScoredColumns { Contributions = ContributionColumns.Written };

        var lines = Write(SmallModel.Reading(table), columns, SmallModel.WithPair(ScoringRules.Default));

        Assert.EndsWith(",contribution.plan,contribution.tenure*plan", lines[0], StringComparison.Ordinal);
        Assert.Contains(",1,plan,tenure*plan,tenure,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith($",{Hashes},21.2345678,0,0,0", lines[1], StringComparison.Ordinal);
        Assert.Contains(",0.6,missing:plan,missing:tenure*plan,,", lines[2], StringComparison.Ordinal);
        Assert.EndsWith($",{Hashes},60,0,10,8", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_is_what_the_scorer_says_of_its_snapshot()
    {
        var rules = new ScoringRules(0.60, 0.30, ["commercial"]);
        HealthModel[] models = [SmallModel.With(rules), SmallModel.WithPair(rules)];

        Assert.All(models, AssertLikeScorer);
    }

    private static void AssertLikeScorer(HealthModel model)
    {
        var random = new Random(7);
        double[][] rows = [.. Enumerable.Range(0, 2_000).Select(_ => RandomRow(random))];

        var lines = Write(
            SmallModel.Reading(SmallModel.Table(rows)),
            new ScoredColumns { Contributions = ContributionColumns.Written },
            model
        );

        for (var i = 0; i < rows.Length; i++)
        {
            var snapshot = new Snapshot { Account = $"{i + 1}", Values = rows[i] };
            Assert.Equal(Line(HealthScorer.Score(snapshot, model), model), lines[i + 1]);
        }
    }

    [Fact]
    public void Counts_say_how_many_rows_came_to_which_end()
    {
        var table = SmallModel.Table([20, 0, 1], [3, 0, 1], [0, 0, 0], [double.NaN, 0, double.NaN], [1, 1, 1]);
        using var stream = new MemoryStream();

        var counts = ScoredFile.Write(
            stream,
            SmallModel.Reading(table, new InvalidCell(4, "plan")),
            SmallModel.Model,
            new ScoredColumns()
        );

        Assert.Equal(new ScoredCounts(5, Green: 1, Yellow: 1, Red: 1) { Withheld = 1, Invalid = 1 }, counts);
    }

    private static string[] Write(TableReading reading, ScoredColumns columns, HealthModel? model = null)
    {
        using var stream = new MemoryStream();
        ScoredFile.Write(stream, reading, model ?? SmallModel.Model, columns);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
    }

    private static double[] RandomRow(Random random) =>
        [
            random.Next(4) switch
            {
                0 => double.NaN,
                1 => 0.5,
                _ => random.NextDouble() * 30,
            },
            random.Next(-1, 2),
            random.Next(4) switch
            {
                0 => double.NaN,
                var k => k - 2,
            },
        ];

    private static string Line(AccountHealth health, HealthModel model)
    {
        var reasons = health.Reasons.Concat(["", "", ""]).Take(3);
        var byKey = health.Contributions.ToDictionary(c => c.Factor, c => c.Points);
        IEnumerable<string> fields =
        [
            health.Account,
            "",
            health.Segment,
            health.Stage,
            ScoreWords.Of(health.Status),
            Text(health.Health),
            health.Band is { } band ? ScoreWords.Of(band) : "",
            Text(health.ChurnProbability),
            "",
            Text(health.Coverage),
            .. reasons,
            health.ModelVersion,
            health.FormulaHash,
            .. ContributionKeys
                .Of(model.Catalog, model.Formulas)
                .Select(key =>
                    health.HealthPoints is null ? "" : Text(byKey.GetValueOrDefault(key) / HealthFormula.UnitsPerPoint)
                ),
        ];
        return string.Join(',', fields);
    }

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
