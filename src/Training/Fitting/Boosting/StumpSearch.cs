using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Boosting;

/// <summary>A step on one factor: prebins on one side move by one amount, the others by another.</summary>
/// <param name="Gain">Twice the log-likelihood it wins on the quadratic.</param>
/// <param name="Factor">Which factor.</param>
/// <param name="Cut">Ordered: the last code of the left side, or the missing code (it alone moves, by Left).</param>
/// <param name="Left">Change of log-odds on the left side, or of the codes of <paramref name="Members"/>.</param>
/// <param name="Right">Change of log-odds of the other measured codes.</param>
/// <param name="Members">Categorical: the codes of the left side.</param>
internal readonly record struct Stump(double Gain, int Factor, int Cut, double Left, double Right, byte[]? Members);

/// <summary>Finds the best step of a factor from its gradients alone.</summary>
internal static class StumpSearch
{
    /// <param name="factor">Position of the factor.</param>
    /// <param name="grid">Its prebins.</param>
    /// <param name="gradient">By prebin.</param>
    /// <param name="information">By prebin.</param>
    /// <param name="rows">Training rows by prebin.</param>
    /// <param name="constraint">Along the measured codes of an ordered factor.</param>
    /// <param name="settings">Shrinkage and size limits.</param>
    public static Stump Best(
        int factor,
        Prebins grid,
        ReadOnlySpan<double> gradient,
        ReadOnlySpan<double> information,
        ReadOnlySpan<int> rows,
        CurveConstraint constraint,
        FitSettings settings
    )
    {
        var split = grid.IsOrdered
            ? BestCut(factor, grid.Count, gradient, information, rows, constraint, settings)
            : BestSubset(factor, gradient, information, rows, settings);
        if (!grid.IsOrdered || rows[grid.Missing] == 0)
        {
            return split;
        }

        var (g, h) = (gradient[grid.Missing], information[grid.Missing] + settings.LeafShrinkage);
        return g * g / h > split.Gain ? new Stump(g * g / h, factor, grid.Missing, g / h, 0, null) : split;
    }

    private static Stump BestCut(
        int factor,
        int count,
        ReadOnlySpan<double> gradient,
        ReadOnlySpan<double> information,
        ReadOnlySpan<int> rows,
        CurveConstraint constraint,
        FitSettings settings
    )
    {
        var (allG, allH, allN) = (0.0, 0.0, 0);
        for (var b = 0; b < count; b++)
        {
            allG += gradient[b];
            allH += information[b];
            allN += rows[b];
        }

        var best = new Stump(0, factor, 0, 0, 0, null);
        var (g, h, n) = (0.0, 0.0, 0);
        for (var s = 0; s < count - 1; s++)
        {
            g += gradient[s];
            h += information[s];
            n += rows[s];
            if (n < settings.LeafRows || allN - n < settings.LeafRows)
            {
                continue;
            }

            var left = g / (h + settings.LeafShrinkage);
            var right = (allG - g) / (allH - h + settings.LeafShrinkage);
            var gain = (g * left) + ((allG - g) * right);
            if (gain > best.Gain && constraint.Allows(s, right - left))
            {
                best = new Stump(gain, factor, s, left, right, null);
            }
        }

        return best;
    }

    /// <summary>Codes sorted by their own shrunk step, then the best cut of that order (Fisher 1958).</summary>
    private static Stump BestSubset(
        int factor,
        ReadOnlySpan<double> gradient,
        ReadOnlySpan<double> information,
        ReadOnlySpan<int> rows,
        FitSettings settings
    )
    {
        Span<double> step = stackalloc double[gradient.Length];
        Span<byte> code = stackalloc byte[gradient.Length];
        var used = 0;
        var (allG, allH, allN) = (0.0, 0.0, 0);
        for (var b = 0; b < gradient.Length; b++)
        {
            if (rows[b] > 0)
            {
                step[used] = gradient[b] / (information[b] + settings.LeafShrinkage);
                code[used++] = (byte)b;
                allG += gradient[b];
                allH += information[b];
                allN += rows[b];
            }
        }

        step[..used].Sort(code[..used]);
        var best = new Stump(0, factor, 0, 0, 0, null);
        var (g, h, n, members) = (0.0, 0.0, 0, 0);
        for (var s = 0; s < used - 1; s++)
        {
            g += gradient[code[s]];
            h += information[code[s]];
            n += rows[code[s]];
            if (n < settings.LeafRows || allN - n < settings.LeafRows)
            {
                continue;
            }

            var left = g / (h + settings.LeafShrinkage);
            var right = (allG - g) / (allH - h + settings.LeafShrinkage);
            var gain = (g * left) + ((allG - g) * right);
            if (gain > best.Gain)
            {
                best = new Stump(gain, factor, 0, left, right, null);
                members = s + 1;
            }
        }

        return best with
        {
            Members = code[..members].ToArray(),
        };
    }
}
