using System.Text.Json;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Fitting.Refitting;
using HealthScore.Training.Tests.Evaluation;
using MathNet.Numerics.LinearAlgebra;

namespace HealthScore.Training.Tests.Fitting;

/// <summary>
/// Fits of scikit-learn, statsmodels, XGBoost and mgcv (versions in the file), written by
/// <c>tests/Golden/fitting/make.py</c>.
/// </summary>
public class FitsOfOtherLibrariesTests
{
    /// <summary>
    /// The re-fit ends once a scan gains 1e-4 of log-likelihood: about a hundredth of a standard error.
    /// </summary>
    private const double AHundredthOfAnError = 0.004;

    private static readonly JsonElement Golden = Read();

    /// <summary>All that is left of the pull is what keeps empty entries in place: 1/1000, scikit-learn's C.</summary>
    [Fact]
    public void Without_shrinkage_the_points_are_those_of_scikit_learns_ridge()
    {
        var ridge = Golden.GetProperty("regression").GetProperty("ridge");

        var fitted = Refit(curveShrinkage: 0, intercept: -0.5);

        AssertNear(Numbers(ridge, "points"), fitted.LogOdds, AHundredthOfAnError);
        Assert.Equal(ridge.GetProperty("intercept").GetDouble(), fitted.Intercept, AHundredthOfAnError);
    }

    /// <summary>
    /// Unpenalised, only the log-odds of rows are determined: the one-hot has one column too many a factor.
    /// </summary>
    [Fact]
    public void Without_shrinkage_the_rows_have_the_log_odds_of_an_unpenalised_regression()
    {
        var (rows, offsets) = (Rows(), Rows().Offsets());
        var expected = Numbers(Golden.GetProperty("regression"), "free_log_odds");

        var fitted = Refit(curveShrinkage: 0, intercept: -0.5);

        double[] logOdds =
        [
            .. Enumerable
                .Range(0, rows.Count)
                .Select(i => fitted.Intercept + rows.Entries.Select((e, j) => fitted.LogOdds[offsets[j] + e[i]]).Sum()),
        ];
        AssertNear(expected, logOdds, AHundredthOfAnError);
    }

    /// <summary>The pull is in units of the rows' information at the base rate, where the re-fit starts.</summary>
    [Fact]
    public void With_shrinkage_the_points_are_those_of_a_ridge_with_that_pull()
    {
        var pulled = Golden.GetProperty("regression").GetProperty("pulled");
        var rows = Rows();
        var baseRate = rows.Churned.Sum(c => (int)c) / (double)rows.Count;

        var fitted = Refit(pulled.GetProperty("shrinkage").GetDouble(), Logistic.Logit(baseRate));

        AssertNear(Numbers(pulled, "points"), fitted.LogOdds, AHundredthOfAnError);
    }

    /// <summary>With the first entry of each factor as the reference, as in statsmodels.</summary>
    [Fact]
    public void Our_information_gives_the_standard_errors_of_statsmodels()
    {
        var logit = Golden.GetProperty("regression").GetProperty("logit");
        var (coefficients, errors) = (Numbers(logit, "coefficients"), Numbers(logit, "standard_errors"));
        var (rows, offsets) = (Rows(), Rows().Offsets());
        int[] estimated = [.. Enumerable.Range(0, offsets[^1]).Where(b => !offsets.Contains(b)), offsets[^1]];
        var points = new double[offsets[^1]];
        foreach (var (at, b) in estimated[..^1].Index())
        {
            points[b] = coefficients[at + 1];
        }

        var information = ScanSums.JointCounts(rows, offsets, coefficients[0], points);

        var matrix = Matrix<double>.Build.Dense(
            estimated.Length,
            estimated.Length,
            (r, c) => information[estimated[r], estimated[c]]
        );
        var ours = matrix.Inverse().Diagonal().PointwiseSqrt().ToArray();
        AssertNear(errors, [ours[^1], .. ours[..^1]], 1e-6);
    }

    /// <summary>A factor bound to rise and hardly pulled is pooled where neighbours violate it.</summary>
    [Fact]
    public void A_factor_bound_to_rise_has_the_rates_of_isotonic_regression()
    {
        var isotonic = Golden.GetProperty("isotonic");
        var rows = new FormulaRows([Bytes(isotonic, "entries")], [11], Bytes(isotonic, "churned"));

        var fitted = PointsRefit.Fit(rows, new double[11], -1, [CurveConstraint.Rising], Unpulled);

        var rates = fitted.LogOdds[..^1].Select(points => Logistic.Sigmoid(fitted.Intercept + points));
        AssertNear(Numbers(isotonic, "rates"), [.. rates], 1e-3);
        Assert.NotEqual(Numbers(isotonic, "raw_rates"), Numbers(isotonic, "rates"));
    }

    public static TheoryData<int, string> Stumps =>
        new(
            from number in Enumerable.Range(0, 3)
            from constraint in new[] { "free", "rising", "falling" }
            select (number, constraint)
        );

    /// <summary>The same prebins injected as values: cut and leaves of XGBoost's one split.</summary>
    [Theory]
    [MemberData(nameof(Stumps))]
    public void A_stump_is_the_one_split_of_XGBoost(int number, string constraint)
    {
        var golden = Golden.GetProperty("stumps")[number];
        var expected = golden.GetProperty(constraint);
        var bound = constraint switch
        {
            "rising" => CurveConstraint.Rising,
            "falling" => CurveConstraint.Falling,
            _ => CurveConstraint.Free,
        };

        var (stump, root) = Search(golden, bound);

        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.True(stump.Gain <= root, $"XGBoost found no split, we one that gains {stump.Gain - root}");
            return;
        }

        Assert.Equal(expected.GetProperty("cut").GetDouble(), stump.Cut + 0.5);
        Assert.Equal(expected.GetProperty("gain").GetDouble(), stump.Gain - root, 1e-4);
        Assert.Equal(expected.GetProperty("left").GetDouble(), stump.Left, 1e-5);
        Assert.Equal(expected.GetProperty("right").GetDouble(), stump.Right, 1e-5);
    }

    /// <summary>
    /// Ours gives missing a step of its own instead of sending it down one side: XGBoost's leaf of "is missing".
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Missing_moves_as_in_XGBoosts_split_of_missing_from_measured(int number)
    {
        var golden = Golden.GetProperty("stumps")[number];

        var (codes, churned) = (Bytes(golden, "codes"), Bytes(golden, "churned"));
        byte[] measuredAlike = [.. codes.Select(code => code < 12 ? (byte)0 : code)];
        var (stump, _) = Search(measuredAlike, churned, Lambda(golden), CurveConstraint.Free);

        Assert.Equal(12, stump.Cut);
        Assert.Equal(golden.GetProperty("missing").GetProperty("right").GetDouble(), stump.Left, 1e-5);
    }

    /// <summary>
    /// Each bin of our curves against the mean of mgcv's spline over its rows, both centred on the rows: two standard
    /// errors are to hold 95 % of them. (One bin of 132 rows lies 2.3 away: it has a level of its own to estimate.)
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Curves_are_within_two_standard_errors_of_mgcvs_splines_for_95_percent_of_rows(int factor)
    {
        var shapes = Golden.GetProperty("shapes");
        double[][] columns = [Numbers(shapes, "one"), Numbers(shapes, "two")];
        var table = Tables.Of(
            [SmallRows.Number("one"), SmallRows.Number("two")],
            [.. Bytes(shapes, "churned").Select(c => c == 1 ? Outcome.Churned : Outcome.Retained)],
            columns
        ) with
        {
            Accounts = [.. columns[0].Select((_, i) => $"account-{i}")],
        };

        var fitted = FormulaTrainer.Fit(table, SmallRows.All(table), FitSettings.Default with { Threads = 1 });

        var ours = fitted.Factors[factor];
        var curve = shapes.GetProperty("curves")[factor];
        var (fit, error) = (Numbers(curve, "fit"), Numbers(curve, "se"));
        var mean = columns[factor].Average(LogOdds);
        var within = columns[factor].GroupBy(x => ours.Bins.BinOf(x)).Where(IsWithin).Sum(bin => bin.Count());
        Assert.InRange(within / (double)table.RowCount, 0.95, 1);

        bool IsWithin(IEnumerable<double> bin) =>
            Math.Abs(LogOdds(bin.First()) - mean - bin.Average(x => fit[(int)x])) < 2 * bin.Average(x => error[(int)x]);

        double LogOdds(double x) => -fitted.Slope * (ours.PointsOf(ours.Bins.BinOf(x)) / HealthFormula.UnitsPerPoint);
    }

    private static FitSettings Unpulled =>
        new()
        {
            Threads = 1,
            CurveShrinkage = 0,
            MissingShrinkage = 0,
        };

    private static FittedPoints Refit(double curveShrinkage, double intercept)
    {
        var rows = Rows();
        var settings = Unpulled with { CurveShrinkage = curveShrinkage };
        var free = Array.ConvertAll(rows.Sizes, _ => CurveConstraint.Free);
        return PointsRefit.Fit(rows, new double[rows.Sizes.Sum()], intercept, free, settings);
    }

    private static FormulaRows Rows()
    {
        var regression = Golden.GetProperty("regression");
        return new FormulaRows(
            [
                .. regression
                    .GetProperty("entries")
                    .EnumerateArray()
                    .Select(column => column.EnumerateArray().Select(e => e.GetByte()).ToArray()),
            ],
            [.. regression.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt32())],
            Bytes(regression, "churned")
        );
    }

    /// <summary>Of the measured rows alone, which is how XGBoost was given them.</summary>
    private static (Stump Stump, double Root) Search(JsonElement golden, CurveConstraint constraint)
    {
        (byte Code, byte Churned)[] measured =
        [
            .. Bytes(golden, "codes").Zip(Bytes(golden, "churned")).Where(row => row.First < 12),
        ];
        return Search(
            [.. measured.Select(row => row.Code)],
            [.. measured.Select(row => row.Churned)],
            Lambda(golden),
            constraint
        );
    }

    /// <summary>
    /// At the start every row has probability 1/2, as in XGBoost: gradient y - 1/2, information 1/4. XGBoost's gain is
    /// ours less what the root gains by moving all rows alike.
    /// </summary>
    private static (Stump Stump, double Root) Search(
        byte[] codes,
        byte[] churned,
        double lambda,
        CurveConstraint constraint
    )
    {
        var (gradient, information, rows) = (new double[13], new double[13], new int[13]);
        foreach (var (code, outcome) in codes.Zip(churned))
        {
            gradient[code] += outcome - 0.5;
            information[code] += 0.25;
            rows[code]++;
        }

        double[] all = [.. Enumerable.Range(0, 12)];
        var grid = Prebins.Learn(SmallRows.Number("x"), all, [.. Enumerable.Range(0, 12)]);
        var settings = new FitSettings { LeafShrinkage = lambda, LeafRows = 1 };
        var stump = StumpSearch.Best(0, grid, gradient, information, rows, constraint, settings);
        return (stump, gradient.Sum() * gradient.Sum() / (information.Sum() + lambda));
    }

    private static double Lambda(JsonElement golden) => golden.GetProperty("lambda").GetDouble();

    private static void AssertNear(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private static double[] Numbers(JsonElement place, string name) =>
        [.. place.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    private static byte[] Bytes(JsonElement place, string name) =>
        [.. place.GetProperty(name).EnumerateArray().Select(number => number.GetByte())];

    private static JsonElement Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "fitting", "fitting.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}
