using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;

namespace HealthScore.Training.Pooling.Deviations;

/// <summary>A factor whose curve one segment does not share.</summary>
/// <param name="Segment">Position among the segments.</param>
/// <param name="Factor">Position among the single factors of the common formula.</param>
internal readonly record struct CurvePlace(int Segment, int Factor);

/// <summary>
/// Which segments have another curve of a factor, not only another weight: score tests of the entries' own deviations
/// in
/// the segment, where the segment's intercept and multipliers, those of the other rows, and the factor's curve of all
/// rows are fitted too; of all tests together no more than 5 in 100 findings are false.
/// </summary>
/// <param name="Rows">The rows as they were fitted.</param>
/// <param name="Coefficients">By cell, as fitted.</param>
/// <param name="Accounts">By row, the same number for snapshots of one account, which stand together.</param>
/// <param name="Directed">By single factor, whether a direction was declared.</param>
/// <param name="Places">What is tested.</param>
/// <remarks>
/// Rao and Scott (1981), "The analysis of categorical data from complex sample surveys": snapshots of one customer say
/// nearly the same, which makes chi-square larger by chance; it is divided by the mean variance of its directions over
/// customers.
/// </remarks>
internal sealed record CurveTests(
    PooledRows Rows,
    double[][] Coefficients,
    ulong[] Accounts,
    bool[] Directed,
    CurvePlace[] Places
)
{
    /// <summary>Customers of a segment who left, and who did not, before its curves are looked at.</summary>
    public const int FewestOfEachOutcome = 30;

    /// <summary>Expected to leave, and to stay, in an entry that is looked at.</summary>
    public const double FewestExpected = 2;

    public const double FalseShare = 0.05;

    /// <summary>One under it is 0.</summary>
    private const double LeastMultiplier = 1e-6;

    private readonly bool isRepeated = Accounts.Where((account, i) => i > 0 && Accounts[i - 1] == account).Any();

    /// <param name="catalog">The factors' directions.</param>
    /// <param name="rows">The rows as they were fitted.</param>
    /// <param name="coefficients">By cell, as fitted.</param>
    /// <param name="accounts">By row, the same number for snapshots of one account, which stand together.</param>
    public static CurveTests Of(FactorCatalog catalog, PooledRows rows, double[][] coefficients, ulong[] accounts)
    {
        var curves = rows.Curves;
        bool[] directed = [.. curves.Factors.Take(curves.Singles).Select(f => IsDirected(catalog[f.Index]))];
        int[] factors = [.. Enumerable.Range(0, directed.Length).Where(f => !directed[f] || !HasPairs(curves, f))];
        return new CurveTests(
            rows,
            coefficients,
            accounts,
            directed,
            [
                .. Enumerable
                    .Range(0, rows.Units.Segments.Length)
                    .Where(g => IsLarge(rows, accounts, g))
                    .SelectMany(g => factors.Select(f => new CurvePlace(g, f))),
            ]
        );
    }

    /// <summary>Of each segment the curve that differs for sure, where one does that is not known yet.</summary>
    /// <param name="logOdds">By row, own curves that are known included.</param>
    /// <param name="known">Own curves.</param>
    /// <param name="shared">Curves that were found to differ by chance.</param>
    public CurvePlace[] Next(
        double[] logOdds,
        IReadOnlyCollection<CurvePlace> known,
        IReadOnlyCollection<CurvePlace> shared
    )
    {
        if (Places.Length == 0)
        {
            return [];
        }

        var scores = SegmentScores.Of(Rows, Coefficients, logOdds);
        double[] chances =
        [
            .. Places.Select(place =>
                known.Contains(place) ? 0
                : shared.Contains(place) ? 1
                : Chance(scores, place, logOdds)
            ),
        ];
        return
        [
            .. FalseDiscoveries
                .Believed(chances, FalseShare)
                .Where(t => !known.Contains(Places[t]))
                .GroupBy(t => Places[t].Segment)
                .Select(tests => Places[tests.MinBy(t => chances[t])]),
        ];
    }

    private static bool IsDirected(Factor factor) =>
        factor.Kind != FactorKind.Categorical && factor.Direction != FactorDirection.Learn;

    /// <summary>
    /// A factor with a declared direction and pairs shares its curve always: the pairs may take back as much as the
    /// curve of all accounts gains.
    /// </summary>
    private static bool HasPairs(PooledCurves curves, int factor)
    {
        var index = curves.Factors[factor].Index;
        return curves.Factors.Any(f => f.IsPair && (f.Index == index || f.Column!.Index == index));
    }

    private static bool IsLarge(PooledRows rows, ulong[] accounts, int segment)
    {
        var (left, all) = (new HashSet<ulong>(), new HashSet<ulong>());
        for (var i = 0; i < rows.Count; i++)
        {
            if (SegmentScores.PlaceOf(rows.Units, i) == segment)
            {
                all.Add(accounts[i]);
                _ = rows.Churned[i] == 0 || left.Add(accounts[i]);
            }
        }

        return left.Count >= FewestOfEachOutcome && all.Count - left.Count >= FewestOfEachOutcome;
    }

    /// <summary>A direction that was declared is not to be turned, so there the other way is no finding.</summary>
    private SegmentMultiplier MultiplierOf(CurvePlace place)
    {
        var most = Rows
            .Units.Cells.Zip(Coefficients)
            .Where(cell => cell.First.Segment == place.Segment)
            .Max(cell => cell.Second[place.Factor + 1]);
        return most < LeastMultiplier && !Directed[place.Factor] ? SegmentMultiplier.AtZero : SegmentMultiplier.Free;
    }

    private double Chance(SegmentScores scores, CurvePlace place, double[] logOdds)
    {
        var test = CurveTest.Of(scores, place, MultiplierOf(place));
        var chance = test.Score.Chance(inflation: 1);
        return isRepeated && chance <= FalseShare ? test.Score.Chance(Inflation(test, logOdds)) : chance;
    }

    /// <summary>Mean over the directions of the sum of customers' squares, 1 at least.</summary>
    private double Inflation(CurveTest test, double[] logOdds)
    {
        var directions = test.Score.Directions();
        var (sums, slopes) = (new double[directions.Length], new double[Rows.Curves.Singles + 1]);
        var squares = 0.0;
        for (var i = 0; i < Rows.Count; i++)
        {
            Rows.Curves.Slopes(i, Coefficients[Rows.Units.CellOfRow[i]], slopes);
            var residual = Rows.Churned[i] - Logistic.Sigmoid(logOdds[i]);
            var isOwn = SegmentScores.PlaceOf(Rows.Units, i) == test.Place.Segment;
            var entry = Rows.Curves.Entries[test.Place.Factor][i];
            for (var d = 0; d < sums.Length; d++)
            {
                sums[d] += residual * test.Along(directions[d], slopes, isOwn, entry);
            }

            if (i + 1 == Rows.Count || Accounts[i + 1] != Accounts[i])
            {
                squares += sums.Sum(sum => sum * sum);
                Array.Clear(sums);
            }
        }

        return Math.Max(1, squares / directions.Length);
    }
}
