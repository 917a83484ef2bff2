using System.Collections.Immutable;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>Writes the factor values of a row, in catalog order.</summary>
public delegate void RowCopy(int row, Span<double> values);

/// <summary>
/// The rows that explanations compare with, as no more than counts: for each leaf, how many of them meet which of its
/// conditions. Exact interventional Shapley values need nothing else of any number of rows.
/// </summary>
/// <remarks>
/// A leaf has one condition for each slot that its path splits on, in ascending order of the slots (repeated splits on
/// a
/// slot are one interval). Bit i of a pattern says that condition i is met; only patterns that occur are counted.
/// </remarks>
public sealed class TreeBackground
{
    /// <param name="rows">How many rows were counted, 1 or more.</param>
    /// <param name="leaves">Per leaf, all leaves of the first tree before those of the next, its patterns in ascending
    /// order.</param>
    /// <exception cref="ArgumentException">A leaf's counts are not those of that many rows.</exception>
    public TreeBackground(int rows, ImmutableArray<ImmutableArray<PatternCount>> leaves)
    {
        if (rows < 1)
        {
            throw new ArgumentException($"{rows} background rows; expected 1 or more");
        }

        foreach (var (leaf, counts) in leaves.Index())
        {
            RefuseUnlessCounts(rows, leaf, counts);
        }

        (Rows, Leaves) = (rows, leaves);
    }

    public int Rows { get; }

    public ImmutableArray<ImmutableArray<PatternCount>> Leaves { get; }

    /// <summary>Counts the rows in one pass; the order of rows does not matter.</summary>
    /// <param name="trees">The trees to be explained.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="factors">How many factors a row has.</param>
    /// <param name="copy">Gives a row.</param>
    public static TreeBackground Of(TreeEnsemble trees, int rows, int factors, RowCopy copy)
    {
        var groups = LeafGroups.Of(trees, LeafGroups.MostTabled);
        var counts = new PatternCounter(groups, factors);
        for (var row = 0; row < rows; row++)
        {
            copy(row, counts.Next);
            counts.Add();
        }

        return new TreeBackground(rows, counts.ByLeaf());
    }

    /// <summary>How many rows meet all conditions of a leaf, which are those that reach it.</summary>
    internal int Cover(int leaf, LeafPath path) =>
        Leaves[leaf] is [.., var last] && last.Pattern == path.Full ? last.Count : 0;

    /// <exception cref="ArgumentException">The counts cannot be those of these trees.</exception>
    internal void RefuseUnlessOf(TreeEnsemble trees)
    {
        var expected = trees.Trees.Sum(tree => tree.Leaves.Length);
        if (Leaves.Length != expected)
        {
            throw new ArgumentException($"background counts of {Leaves.Length} leaves; the trees have {expected}");
        }

        var leaf = 0;
        foreach (var (number, tree) in trees.Trees.Index())
        {
            var reached = 0L;
            foreach (var path in LeafPath.Of(tree))
            {
                if (Leaves[leaf][^1].Pattern > path.Full)
                {
                    throw new ArgumentException(
                        $"background of leaf {leaf}: pattern {Leaves[leaf][^1].Pattern} has more conditions than the "
                            + $"{path.Conditions.Length} of the leaf"
                    );
                }

                reached += Cover(leaf++, path);
            }

            if (reached != Rows)
            {
                throw new ArgumentException(
                    $"the leaves of tree {number} are reached by {reached} background rows; "
                        + $"expected each of {Rows} once"
                );
            }
        }
    }

    private static void RefuseUnlessCounts(int rows, int leaf, ImmutableArray<PatternCount> counts)
    {
        var sum = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i].Count < 1 || (i > 0 && counts[i].Pattern <= counts[i - 1].Pattern))
            {
                throw new ArgumentException(
                    $"background of leaf {leaf}: expected patterns in ascending order, each with a count of 1 or more"
                );
            }

            sum += counts[i].Count;
        }

        if (sum != rows)
        {
            throw new ArgumentException($"background of leaf {leaf}: the counts sum to {sum}; expected {rows} rows");
        }
    }
}

/// <param name="Pattern">Which conditions of a leaf are met, one a bit.</param>
/// <param name="Count">How many background rows meet these and no others.</param>
public readonly record struct PatternCount(ulong Pattern, int Count);
