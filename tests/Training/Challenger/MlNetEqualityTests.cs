using System.Globalization;
using System.Text;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Trees;
using HealthScore.Training.Challenger;
using HealthScore.Training.Data;
using HealthScore.Training.Exports.MlNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Training.Tests.Challenger;

public class MlNetEqualityTests(ChallengerFixture fixture) : IClassFixture<ChallengerFixture>
{
    private static readonly double[] Extremes = [double.MaxValue, double.MinValue, -0.0, 1e-320];

    private readonly TrainedChallenger trained = fixture.Trained;

    [Fact]
    public void Our_raw_score_equals_that_of_ML_NET_to_the_bit_on_10000_rows_and_the_probability_within_a_millionth()
    {
        var rows = EdgeRows(10_000);

        var expected = trained.ExpectedByMlNet(rows);

        Assert.Equal(10_000, expected.Length);
        Assert.True(expected.Select(e => e.RawScore).Distinct().Count() > 100);
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(
                BitConverter.DoubleToInt64Bits(expected[i].RawScore),
                BitConverter.DoubleToInt64Bits(trained.Model.RawScore(rows[i]))
            );
            Assert.InRange(expected[i].Probability - trained.Model.Probability(rows[i]), -1e-6, 1e-6);
        }
    }

    [Fact]
    public void Another_ML_NET_program_opens_the_zip_and_feeds_it_raw_columns()
    {
        var ml = new MLContext();
        var model = ml.Model.Load(new MemoryStream(trained.MlNetZip), out var input);
        RawAccount[] accounts =
        [
            new(),
            new()
            {
                Logins = 12.5,
                Csat = 3,
                Effort = "high",
                Plan = "free",
                Tiny = 1e-31,
            },
            new()
            {
                Logins = double.NaN,
                Csat = double.NaN,
                Effort = "",
                Plan = "",
                Tiny = double.NaN,
            },
            new()
            {
                Logins = 80,
                Csat = -4,
                Effort = "no level",
                Plan = "back\\slash",
                Tiny = 0,
            },
        ];
        double[][] values =
        [
            [0, 0, double.NaN, double.NaN, 0],
            [12.5, 3, 2, 3, 1e-31],
            [.. Enumerable.Repeat(double.NaN, 5)],
            [80, -4, -1, 1, 0],
        ];

        var answers = model.Transform(ml.Data.LoadFromEnumerable(accounts));

        float[] raw = [.. values.Select(v => (float)trained.Model.RawScore(v))];
        Assert.Equal(raw, answers.GetColumn<float>("Score"));
        Assert.All(
            answers.GetColumn<float>("Probability").Zip(values),
            pair => Assert.Equal(trained.Model.Probability(pair.Second), pair.First, tolerance: 1e-6)
        );
        Assert.Equal(
            values.Select(v => trained.Model.Probability(v) >= 0.5),
            answers.GetColumn<bool>("PredictedLabel")
        );
        Assert.Equal(["Logins a month", "CSAT", "Score", "Features", "slot 0"], input.Select(column => column.Name));
    }

    [Fact]
    public void The_zip_opens_in_a_culture_with_a_decimal_comma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            var ml = new MLContext();
            var model = ml.Model.Load(new MemoryStream(trained.MlNetZip), out _);

            var answers = model.Transform(
                ml.Data.LoadFromEnumerable([new RawAccount { Logins = double.NaN, Csat = double.NaN }])
            );

            double[] values = [double.NaN, double.NaN, double.NaN, double.NaN, 0];
            Assert.Equal((float)trained.Model.RawScore(values), answers.GetColumn<float>("Score").Single());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_zip_names_no_assembly_of_ours_and_no_time()
    {
        var zip = trained.MlNetZip;

        Assert.DoesNotContain("HealthScore", Encoding.Latin1.GetString(zip), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("HealthScore", Encoding.Unicode.GetString(zip), StringComparison.OrdinalIgnoreCase);
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(zip));
        Assert.All(archive.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    [Fact]
    public void The_zip_holds_no_table_that_threads_write_in_an_order_of_their_own()
    {
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(trained.MlNetZip));

        Assert.Contains(trained.Model.Trees.Slots, slot => slot.Kind == TreeSlotKind.Rank);
        Assert.DoesNotContain(archive.Entries, entry => entry.FullName.EndsWith(".idv", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(201)]
    public void The_rank_of_every_level_is_what_ML_NET_finds_however_many_there_are(int levels)
    {
        var table = RankedAccounts(levels);
        var ranked = ChallengerTrainer.Train(table, [.. Enumerable.Range(0, table.RowCount)], seed: 1);
        double[][] rows =
        [
            [double.NaN],
            .. Enumerable.Range(-1, levels + 1).Select(rank => new double[] { rank }),
        ];

        var expected = ranked.ExpectedByMlNet(rows).Select(answer => answer.RawScore).ToArray();

        Assert.Equal(rows.Select(row => (double)ranked.Model.RawScore(row)), expected);
        Assert.True(expected[^1] > expected[2], "the last level churns more than the first");
    }

    [Theory]
    [InlineData(0f, "000000000E-8")]
    [InlineData(32.5f, "325000000E-7")]
    [InlineData(-0.125f, "-125000000E-9")]
    [InlineData(1e30f, "100000002E22")]
    public void A_literal_has_neither_point_nor_comma(float value, string literal) =>
        Assert.Equal(literal, ExpressionText.Of(value));

    /// <summary>Eight accounts a level, one of which is missing; the upper half of the levels churns more.</summary>
    private static TrainingTable RankedAccounts(int levels)
    {
        var count = 8 * levels;
        var factor = new Factor("effort", "Effort", "support", FactorKind.Ordinal, FactorDirection.Learn)
        {
            Levels = [.. Enumerable.Range(0, levels).Select(level => $"{level}: \"é\\\n' {(char)(0x4E00 + level)}")],
        };
        double[] ranks = [.. Enumerable.Range(0, count).Select(i => i % 8 == 7 ? double.NaN : i / 8)];
        return new TrainingTable
        {
            Catalog = new FactorCatalog([factor]),
            RowCount = count,
            Values = [ranks],
            RowNumbers = [.. Enumerable.Range(1, count)],
            Accounts = [.. Enumerable.Range(1, count).Select(i => $"account {i}")],
            Outcomes =
            [
                .. ranks.Select((rank, i) => i % 8 < (rank >= levels / 2 ? 5 : 2) ? Outcome.Churned : Outcome.Retained),
            ],
        };
    }

    /// <summary>Made-up rows, of which many cells are moved to a threshold or a neighbour of one, missing, or
    /// unknown.</summary>
    private double[][] EdgeRows(int count)
    {
        var random = new Random(3);
        var trees = trained.Model.Trees;
        var thresholds = trees
            .Trees.SelectMany(tree => tree.Slots.Zip(tree.Thresholds))
            .Where(split => trees.Slots[split.First].Kind == TreeSlotKind.Number)
            .ToLookup(split => trees.Slots[split.First].Factor, split => (double)split.Second);
        Assert.True(thresholds.Count >= 3);
        var table = MadeUpAccounts.Table(count, seed: 8);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var row = MadeUpAccounts.Row(table, i);
                    for (var factor = 0; factor < row.Length; factor++)
                    {
                        row[factor] = random.Next(6) switch
                        {
                            0 => double.NaN,
                            1 or 2 when thresholds.Contains(factor) => Near(
                                thresholds[factor].ElementAt(random.Next(thresholds[factor].Count()))
                            ),
                            1 when table.Catalog[factor].Levels.Length > 0 => -1,
                            3 when factor == 0 => Extremes[random.Next(Extremes.Length)],
                            _ => row[factor],
                        };
                    }

                    return row;
                }),
        ];

        double Near(double threshold) =>
            random.Next(6) switch
            {
                0 => threshold,
                1 => Math.BitIncrement(threshold),
                2 => Math.BitDecrement(threshold),
                3 => MathF.BitIncrement((float)threshold),
                4 => MathF.BitDecrement((float)threshold),
                _ => ((double)MathF.BitIncrement((float)threshold) + threshold) / 2,
            };
    }

    /// <summary>What a program of somebody else declares.</summary>
    private sealed class RawAccount
    {
        [ColumnName("Logins a month")]
        public double Logins { get; set; }

        [ColumnName("CSAT")]
        public double Csat { get; set; }

        [ColumnName("Score")]
        public string? Effort { get; set; }

        [ColumnName("Features")]
        public string? Plan { get; set; }

        [ColumnName("slot 0")]
        public double Tiny { get; set; }
    }
}
