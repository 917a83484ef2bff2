using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Training.Intervals;

/// <summary>
/// What the fitted points might as well have been: one alternative per group of accounts, of the size of the fit's own
/// error, each inside the cone of declared directions. Rows of one account stand or fall together.
/// </summary>
/// <remarks>
/// The delete-group jackknife takes H^-1 U_g as what group g moved the fit by, and G / (G - 1) times the sum of their
/// squares as its variance. Here the groups' gradients are mixed by a matrix with orthogonal rows first: the sum of
/// squares is the same, but every alternative is of sampling size, so that a bound is felt as the fit itself would
/// feel it. The prior's own share (<see cref="CurvePriors"/>) is drawn beside it. Bins, chosen factors and boosting
/// steps are held fixed.
/// </remarks>
internal static class GroupJackknife
{
    public const int Groups = 50;
    private const ulong GroupSalt = 50;

    /// <summary>The group of each row, from its account's key.</summary>
    public static byte[] GroupsOf(ulong[] keys) =>
        Array.ConvertAll(keys, key => (byte)CanonicalOrder.FoldOf(key, Groups, GroupSalt));

    /// <summary>By alternative, the change of the log-odds of churn by entry, the intercept's last.</summary>
    /// <param name="rows">All training rows.</param>
    /// <param name="groups">The group of each.</param>
    /// <param name="fitted">What <see cref="PointsRefit"/> found.</param>
    /// <param name="constraints">By factor, along its bins.</param>
    /// <param name="leastStep">As <see cref="DirectionCone"/> takes it.</param>
    public static double[][] Changes(
        FormulaRows rows,
        byte[] groups,
        FittedPoints fitted,
        CurveConstraint[] constraints,
        Func<int, int, int, double>? leastStep = null
    )
    {
        var offsets = rows.Offsets();
        var gradients = ScanSums.GroupGradients(rows, offsets, fitted.Intercept, fitted.LogOdds, groups, Groups);
        var total = new double[offsets[^1] + 1];
        foreach (var gradient in gradients)
        {
            AddTo(total, gradient, 1);
        }

        var hessian = PointsRefit.Hessian(rows, offsets, fitted.Intercept, fitted.LogOdds);
        var (precisions, pull) = CurvePriors.Of(hessian, total, fitted.LogOdds, offsets);
        for (var b = 0; b < precisions.Length; b++)
        {
            hessian[b, b] += precisions[b];
        }

        return DirectionCone
            .Of(rows.Sizes, constraints, leastStep)
            .Steps(hessian, fitted.Pressure, Pushes(gradients, total, precisions, pull), fitted.LogOdds);
    }

    /// <summary>Gradients of sampling size, one an alternative: mixed groups, and the prior's own chance.</summary>
    private static double[][] Pushes(double[][] gradients, double[] total, double[] precisions, double[] pull)
    {
        var mix = OrthogonalMix.Of(Groups);
        var scale = Math.Sqrt(Groups / (Groups - 1.0));
        var pushes = new double[Groups][];
        for (var r = 0; r < Groups; r++)
        {
            pushes[r] = [.. total.Zip(pull, (rows, prior) => rows + prior)];
            for (var g = 0; g < Groups; g++)
            {
                AddTo(pushes[r], gradients[g], scale * mix[r][g]);
                AddTo(pushes[r], total, -scale * mix[r][g] / Groups);
            }
        }

        for (var b = 0; b < precisions.Length - 1; b++)
        {
            var chance = OrthogonalMix.Normals(Groups, b);
            for (var r = 0; r < Groups; r++)
            {
                pushes[r][b] += Math.Sqrt(precisions[b]) * chance[r];
            }
        }

        return pushes;
    }

    private static void AddTo(double[] sum, double[] more, double times)
    {
        for (var b = 0; b < sum.Length; b++)
        {
            sum[b] += times * more[b];
        }
    }
}
