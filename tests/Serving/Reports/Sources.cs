using System.Collections.Immutable;
using System.Text;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Serving.Portfolio;
using HealthScore.Serving.Reports;
using HealthScore.Serving.Tests.Portfolio;

namespace HealthScore.Serving.Tests.Reports;

/// <summary>Models to report on.</summary>
internal static class Sources
{
    public const string Hostile = "<script>alert(1)</script> \"q\" 'a' & \u202Ertl\u0000";

    public static ReportSource Of(HealthModel model, string metrics = "{}", string profile = "{}") =>
        ReportSource.Of(
            new LoadedModel
            {
                Model = model,
                Created = new CreationFacts(new string('a', 64), Seed: 1, Rows: 7043, ProgramVersion: "0.1.0"),
                Golden = [],
                Files = ImmutableSortedDictionary<string, byte[]>
                    .Empty.Add(ModelFileNames.Metrics, Encoding.UTF8.GetBytes(metrics))
                    .Add(ModelFileNames.Profile, Encoding.UTF8.GetBytes(profile)),
            }
        );

    /// <summary>With everything that a report can show.</summary>
    public static ReportSource Full() =>
        Of(SmallModel.WithReplicates(), Metrics, Profile) with
        {
            Book = BookOfAccounts.Of(
                [
                    BookOfAccountsTests.Weak(Hostile, 120_000),
                    BookOfAccountsTests.Account("steady", 60_000, 20, 2, 10),
                    BookOfAccountsTests.Account("unmeasured", null, double.NaN, double.NaN, double.NaN),
                ],
                SmallModel.Make(),
                mostWorst: 25
            ),
            AlreadyLeft = 4,
            Findings = ["Q10: column 'x' is 999 in 3 rows."],
        };

    /// <summary>A model of many factors and formulas, every name of it as hostile and long as can be.</summary>
    public static ReportSource Huge(int factors, int segments)
    {
        var name = Hostile + new string('x', 10_000);
        var share = HealthFormula.FullHealth / factors;
        var catalog = new FactorCatalog(
            Enumerable
                .Range(0, factors)
                .Select(k => new Factor($"f{k}", name, name, FactorKind.Categorical, FactorDirection.Learn)
                {
                    Unit = name,
                    Levels = [.. Enumerable.Range(0, 14).Select(level => $"{level}{name}")],
                })
        );
        ImmutableArray<FormulaFactor> parts =
        [
            .. Enumerable
                .Range(0, factors)
                .Select(k => new FormulaFactor(
                    k,
                    $"f{k}",
                    FactorBins.Grouped(FactorKind.Categorical, [.. Enumerable.Range(0, 14)]),
                    new PointsTable(
                        [.. Enumerable.Range(0, 14).Select(level => share / 13 * level)],
                        Missing: k == 0 ? HealthFormula.FullHealth - ((factors - 1) * (share / 13 * 13)) : 0,
                        MissingLearned: true,
                        Other: 0,
                        Mean: share / 2
                    )
                )),
        ];
        ImmutableArray<HealthFormula> formulas =
        [
            .. Enumerable
                .Range(0, segments)
                .Select(k => new HealthFormula(parts, 2.5, 0.075, new BandThresholds(400_000_000, 700_000_000))
                {
                    Segment = k == 0 ? "all" : $"{k}{name}",
                    LeftOut = [.. Enumerable.Range(0, 300).Select(left => new LeftOutFactor($"gone{left}", name))],
                }),
        ];
        return Of(
            SmallModel.Make() with
            {
                Catalog = catalog,
                Formulas = formulas,
                FormulaHashes = [.. formulas.Select((_, k) => $"{k:000000000000}")],
            }
        );
    }

    private const string Metrics = """
        {"rows": 400, "churned": 70, "prior_log_loss": 0.46, "basis": "out_of_time",
         "formula": {"auc": 0.81, "auc_low": 0.78, "auc_high": 0.84, "log_loss": 0.4, "brier": 0.1, "ece": 0.02,
                     "calibration_slope": 0.97},
         "challenger": {"auc": 0.82, "auc_low": 0.79, "auc_high": 0.85, "log_loss": 0.39, "brier": 0.1, "ece": 0.03,
                     "calibration_slope": 1.1},
         "equal_weights": {"auc": 0.7, "log_loss": 0.45, "brier": 0.12, "ece": 0.05},
         "bands": [{"band": "red", "rows": 100, "churned": 60}, {"band": "yellow", "rows": 0, "churned": 0},
                   {"band": "green", "rows": 300, "churned": 10}],
         "blocks": [{"from": "2024-01-31", "to": "2024-04-30", "rows": 200, "churned": 30, "auc": 0.8,
                     "log_loss": 0.4, "trained_rows": 5, "trained_to": "2023-08-31"},
                    {"from": "2024-05-31", "to": "2024-08-31", "rows": 200, "churned": 40, "auc": null,
                     "log_loss": 0.41, "trained_rows": 5, "trained_to": "2023-12-31"}],
         "weights": [{"factor": "tenure", "weight": 0.5, "low": 0.4, "high": 0.6},
                     {"factor": "contract", "weight": 0.3, "low": 0.2, "high": 0.4},
                     {"factor": "logins_28d", "weight": 0.2, "low": 0.1, "high": 0.3}],
         "band_evidence": {"findings": ["Red and yellow cannot be told apart."],
           "thresholds": [{"starts": "yellow", "churn_probability": 0.378, "health": 40, "low": 38, "high": 42,
                           "rows": 400, "churned": 70, "from": "2024-01-31", "to": "2024-08-31"},
                          {"starts": "green", "churn_probability": 0.06, "health": null, "low": null, "high": null,
                           "rows": 400, "churned": 70, "from": null, "to": null}],
           "segments": [{"segment": "smb", "bands": [{"band": "red", "rows": 4, "churned": 2},
                         {"band": "yellow", "rows": 1, "churned": 0}, {"band": "green", "rows": 9, "churned": 0}]}]},
         "spread": {"formula": [{"rows": 200, "churned": 5, "probability": 0.02},
                                {"rows": 200, "churned": 65, "probability": 0.33}],
                    "challenger": [{"rows": 200, "churned": 4, "probability": 0.02},
                                {"rows": 200, "churned": 66, "probability": 0.33}],
                    "health": {"rows": [10, 90, 200, 100], "churned": [9, 51, 9, 1]}},
         "left_out_columns": [{"column": "gender_code", "reason": "constant"}], "accepted": ["Q04"]}
        """;

    private const string Profile = """
        {"rows": 400, "churned": 70,
         "curves": [{"factor": "tenure", "rows": [100, 150, 100, 50], "churned": [40, 20, 5, 5]}],
         "factors": [{"factor": "tenure", "counts": [150, 200], "missing": 50},
                     {"factor": "contract", "counts": [400], "missing": 0}]}
        """;
}
