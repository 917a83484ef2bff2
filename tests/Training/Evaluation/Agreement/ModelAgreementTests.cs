using System.Text;
using HealthScore.Core.Factors;
using HealthScore.Core.ModelFiles;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Tests.Fitting;

namespace HealthScore.Training.Tests.Evaluation.Agreement;

/// <summary>What a cross-validation with a challenger says of both, from real fits.</summary>
public sealed class ModelAgreementTests(ModelAgreementTests.Fitted fitted) : IClassFixture<ModelAgreementTests.Fitted>
{
    [Fact]
    public void The_gap_is_the_difference_of_the_figures_that_stand_beside_each_other()
    {
        var (metrics, all) = (fitted.Metrics, fitted.Metrics.Agreement!.All);

        Assert.Equal(metrics.Formula.Auc!.Value, all.Auc!.Second, 1e-12);
        Assert.Equal(metrics.Challenger!.Auc!.Value, all.Auc.First, 1e-12);
        Assert.Equal(metrics.Formula.LogLoss, all.LogLoss.Second, 1e-12);
        Assert.Equal(metrics.Challenger.LogLoss, all.LogLoss.First, 1e-12);
        Assert.True(all.Auc.Low < all.Auc.Difference && all.Auc.Difference < all.Auc.High);
        Assert.True(all.Auc.High - all.Auc.Low < metrics.Formula.AucHigh - metrics.Formula.AucLow);
    }

    [Fact]
    public void Ranks_and_bands_agree_as_two_models_of_the_same_rows_do()
    {
        var all = fitted.Metrics.Agreement!.All;

        Assert.InRange(all.Spearman!.Value, 0.6, 0.999);
        Assert.InRange(all.Kendall!.Value, 0.4, all.Spearman.Value);
        Assert.Equal(fitted.Metrics.Rows, all.Bands.Rows);
        Assert.Equal(
            fitted.Metrics.Bands.Select(band => band.Rows),
            all.Bands.Counts.Chunk(3).Select(challenger => challenger.Sum())
        );
    }

    [Fact]
    public void Each_segment_has_its_own_figures_and_together_they_are_all_rows()
    {
        var agreement = fitted.Metrics.Agreement!;

        Assert.Equal(["big", "small"], agreement.Segments.Select(segment => segment.Segment));
        Assert.Equal(agreement.All.Rows, agreement.Segments.Sum(segment => segment.Rows));
        for (var cell = 0; cell < 9; cell++)
        {
            Assert.Equal(
                agreement.All.Bands.Counts[cell],
                agreement.Segments.Sum(segment => segment.Bands.Counts[cell])
            );
        }

        Assert.All(agreement.Segments, segment => Assert.NotNull(segment.Auc));
    }

    /// <summary>Tickets drive customers off, and the configuration swears to the contrary.</summary>
    [Fact]
    public void A_direction_that_the_rows_contradict_is_broken_often_and_one_that_they_bear_out_seldom()
    {
        var directions = fitted.Metrics.Agreement!.Directions;

        Assert.Equal(["logins", "tickets"], directions.Select(breaks => breaks.Factor));
        var (logins, tickets) = (directions[0], directions[1]);
        Assert.True(tickets.Share > 2 * logins.Share, $"{tickets.Share} against {logins.Share}");
        Assert.True(tickets.Largest > 0.05, $"{tickets.Largest}");
        Assert.InRange(tickets.MostAt!.Value, 1, 6);
    }

    [Fact]
    public void It_stands_in_the_metrics_and_reads_back_as_it_was_written()
    {
        var written = MetricsJson.Write(
            fitted.Metrics with
            {
                Agreement = fitted.Metrics.Agreement! with { Differing = [] },
            }
        );

        var read = MetricsJson.Read(written);

        Assert.Equal(written, MetricsJson.Write(read));
        Assert.Equal(fitted.Metrics.Agreement!.All.Auc, read.Agreement!.All.Auc);
        Assert.Equal(fitted.Metrics.Agreement.Directions, read.Agreement.Directions);
    }

    [Fact]
    public void Every_row_in_different_bands_has_a_kind()
    {
        var agreement = fitted.Metrics.Agreement!;

        var counts = agreement.All.Bands.Counts;
        Assert.Equal(agreement.All.Rows - counts[0] - counts[4] - counts[8], agreement.Kinds.Sum(kind => kind.Rows));
        Assert.True(agreement.Kinds.Length > 1);
        Assert.Equal(agreement.Kinds.Select(kind => kind.Kind).Order(), agreement.Kinds.Select(kind => kind.Kind));
        Assert.All(agreement.Kinds, kind => Assert.InRange(kind.Leading.Sum(leading => leading.Rows), 0, kind.Rows));
    }

    [Fact]
    public void The_rows_farthest_apart_are_told_with_what_drives_them()
    {
        var agreement = fitted.Metrics.Agreement!;

        Assert.Equal(10, agreement.Differing.Length);
        var apart = agreement.Differing.Select(row => Math.Abs(row.Difference)).ToArray();
        Assert.Equal(apart.OrderDescending(), apart);
        Assert.True(apart[0] > 0.1, $"{apart[0]}");
        Assert.All(
            agreement.Differing,
            row =>
            {
                Assert.StartsWith("account-", row.Account, StringComparison.Ordinal);
                Assert.Contains(row.Segment, (string[])["big", "small"]);
                Assert.InRange(row.Gap.Drivers.Length, 1, 3);
            }
        );
    }

    /// <summary>The model directory leaves the house.</summary>
    [Fact]
    public void No_account_is_named_in_the_files_of_a_model()
    {
        var trained = TrainingRun.Train(fitted.Table, fitted.Configuration, SmallRows.Quick, [], "0.1.0");

        var metrics = Encoding.UTF8.GetString(trained.Contents!.Extra[ModelFileNames.Metrics]);

        Assert.NotEmpty(trained.Metrics.Agreement!.Differing);
        Assert.Contains("\"kinds\"", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("account-", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_challenger_there_is_nothing_to_agree_with()
    {
        var configuration = fitted.Configuration with { Challenger = ChallengerTrainerKind.None };

        var alone = CrossValidation.Run(
            fitted.Table,
            configuration,
            FoldPlan.ByAccount(fitted.Table, seed: 1),
            SmallRows.Quick
        );

        Assert.Null(alone.Metrics.Agreement);
    }

    public sealed class Fitted
    {
        public Fitted()
        {
            var made = SmallRows.Make(1200, seed: 91);
            var catalog = new FactorCatalog(
                made.Catalog.Factors.Select(factor =>
                    factor.Key is "logins" or "tickets"
                        ? factor with
                        {
                            Direction = FactorDirection.HigherIsBetter,
                        }
                        : factor
                )
            );
            Table = made with
            {
                Catalog = catalog,
                Segments = [.. Enumerable.Range(0, made.RowCount).Select(row => row % 3 == 0 ? "small" : "big")],
            };
            Configuration = SmallRows.Configuration(catalog) with
            {
                Columns = new ColumnRoles { Account = "account", Segment = "segment" },
            };
            Metrics = CrossValidation
                .Run(Table, Configuration, FoldPlan.ByAccount(Table, seed: 1), SmallRows.Quick)
                .Metrics;
        }

        public TrainingTable Table { get; }

        public HealthConfiguration Configuration { get; }

        public MetricsDocument Metrics { get; }
    }
}
