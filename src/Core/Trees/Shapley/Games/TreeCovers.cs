using System.Collections.Immutable;

namespace HealthScore.Core.Trees.Shapley.Games;

/// <summary>How the training rows spread over a tree.</summary>
internal static class TreeCovers
{
    /// <summary>Where no row reached a node there is nothing to go by.</summary>
    private const double Half = 0.5;

    /// <summary>Per leaf and condition, the product of the shares that the nodes asking for it send on.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="paths">Its leaves' paths.</param>
    /// <param name="leafCovers">Rows, or their weight, that reach each leaf.</param>
    public static ImmutableArray<ImmutableArray<double>> Shares(
        RegressionTree tree,
        ImmutableArray<LeafPath> paths,
        ReadOnlySpan<double> leafCovers
    )
    {
        var nodeCovers = NodeCovers(tree, leafCovers);
        var shares = new ImmutableArray<double>[paths.Length];
        var open = new Stack<(int Child, ImmutableSortedDictionary<int, double> BySlot)>();
        open.Push((tree.NodeCount == 0 ? ~0 : 0, ImmutableSortedDictionary<int, double>.Empty));
        while (open.TryPop(out var at))
        {
            if (at.Child < 0)
            {
                shares[~at.Child] = [.. at.BySlot.Values];
                continue;
            }

            var slot = tree.Slots[at.Child];
            var passed = at.BySlot.GetValueOrDefault(slot, 1);
            var cover = nodeCovers[at.Child];
            var left = CoverOf(tree.Left[at.Child], nodeCovers, leafCovers);
            var right = CoverOf(tree.Right[at.Child], nodeCovers, leafCovers);
            open.Push((tree.Left[at.Child], at.BySlot.SetItem(slot, passed * (cover > 0 ? left / cover : Half))));
            open.Push((tree.Right[at.Child], at.BySlot.SetItem(slot, passed * (cover > 0 ? right / cover : Half))));
        }

        return [.. shares];
    }

    private static double[] NodeCovers(RegressionTree tree, ReadOnlySpan<double> leafCovers)
    {
        var covers = new double[tree.NodeCount];
        List<int> downwards = [];
        var open = new Stack<int>(tree.NodeCount == 0 ? [] : [0]);
        while (open.TryPop(out var node))
        {
            downwards.Add(node);
            foreach (var child in (ReadOnlySpan<int>)[tree.Left[node], tree.Right[node]])
            {
                if (child >= 0)
                {
                    open.Push(child);
                }
            }
        }

        for (var i = downwards.Count - 1; i >= 0; i--)
        {
            var node = downwards[i];
            covers[node] = CoverOf(tree.Left[node], covers, leafCovers) + CoverOf(tree.Right[node], covers, leafCovers);
        }

        return covers;
    }

    private static double CoverOf(int child, double[] nodeCovers, ReadOnlySpan<double> leafCovers) =>
        child < 0 ? leafCovers[~child] : nodeCovers[child];
}
