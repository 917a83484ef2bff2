using HealthScore.Core.Trees.Shapley.Games;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>Per group of leaves a table: for every combination of its atoms the value of the leaf reached, if one is,
/// and
/// the contribution of each factor.</summary>
internal sealed class ShapleyTables
{
    private readonly double[] numbers;
    private readonly GroupTable[] groups;
    private readonly int[] factors;
    private readonly LoneLeaf?[] alone;

    private ShapleyTables(double[] numbers, GroupTable[] groups, int[] factors, LoneLeaf?[] alone) =>
        (this.numbers, this.groups, this.factors, this.alone) = (numbers, groups, factors, alone);

    public int Length => numbers.Length;

    /// <summary>The layout with as many leaves tabled as the numbers allow.</summary>
    public static LeafGroups Fitting(TreeEnsemble trees, long mostNumbers)
    {
        for (var most = LeafGroups.MostTabled; ; most--)
        {
            var layout = LeafGroups.Of(trees, most);
            if (most == 0 || Size(layout, trees) <= mostNumbers)
            {
                return layout;
            }
        }
    }

    public static ShapleyTables Of(LeafGroups layout, TreeEnsemble trees, ILeafGame[] games)
    {
        var filled = new double[Size(layout, trees)];
        var tables = new GroupTable[layout.Groups.Length];
        var lone = new LoneLeaf?[tables.Length];
        List<int> columnFactors = [];
        var at = 0;
        for (var g = 0; g < tables.Length; g++)
        {
            var group = layout.Groups[g];
            var columns = Columns(group, trees);
            tables[g] = new GroupTable(group.Atoms, group.IsTabled ? at : -1, columnFactors.Count, columns.Length);
            columnFactors.AddRange(columns);
            if (group.IsTabled)
            {
                at += Fill(filled.AsSpan(at), group, columns, trees, games);
            }
            else
            {
                lone[g] = LoneLeaf.Of(group.Leaves[0], trees, games);
            }
        }

        return new ShapleyTables(filled, tables, [.. columnFactors], lone);
    }

    /// <summary>Adds the contributions of a block's leaves.</summary>
    /// <param name="block">The block.</param>
    /// <param name="word">Which of its atoms hold.</param>
    /// <param name="contributions">By factor.</param>
    /// <returns>Value of the leaf reached, 0 where it is in another block.</returns>
    public double Add(in AtomBlock block, ulong word, Span<double> contributions)
    {
        var score = 0.0;
        for (var g = block.FirstGroup; g < block.FirstGroup + block.GroupCount; g++)
        {
            ref readonly var group = ref groups[g];
            var pattern = BitPattern.Extract(word, group.Atoms);
            if (group.First < 0)
            {
                score += alone[g]!.Add(pattern, contributions);
                continue;
            }

            var row = numbers.AsSpan(group.First + ((int)pattern * (group.Columns + 1)), group.Columns + 1);
            var columns = factors.AsSpan(group.FirstColumn, group.Columns);
            score += row[0];
            for (var c = 0; c < columns.Length; c++)
            {
                contributions[columns[c]] += row[c + 1];
            }
        }

        return score;
    }

    private static long Size(LeafGroups groups, TreeEnsemble trees)
    {
        var size = 0L;
        foreach (var group in groups.Groups)
        {
            size += group.IsTabled ? (1L << group.AtomCount) * (Columns(group, trees).Length + 1) : 0;
        }

        return size;
    }

    /// <summary>The factors that a group's leaves ask for.</summary>
    private static int[] Columns(LeafGroup group, TreeEnsemble trees) =>
        [
            .. group
                .Leaves.SelectMany(leaf => leaf.Path.Conditions)
                .Select(condition => trees.Slots[condition.Slot].Factor)
                .Distinct()
                .Order(),
        ];

    /// <returns>How many numbers were written.</returns>
    private static int Fill(Span<double> numbers, LeafGroup group, int[] columns, TreeEnsemble trees, ILeafGame[] games)
    {
        var width = columns.Length + 1;
        foreach (var leaf in group.Leaves)
        {
            int[] column =
            [
                .. leaf.Path.Conditions.Select(c => 1 + Array.IndexOf(columns, trees.Slots[c.Slot].Factor)),
            ];
            var byMet = ByMet(leaf, games[leaf.Leaf]);
            for (var pattern = 0; pattern < 1 << group.AtomCount; pattern++)
            {
                var row = numbers.Slice(pattern * width, width);
                var met = leaf.Met((ulong)pattern);
                var byCondition = byMet.AsSpan((int)met * column.Length, column.Length);
                row[0] += met == leaf.Path.Full ? leaf.Path.Value : 0;
                for (var i = 0; i < column.Length; i++)
                {
                    row[column[i]] += byCondition[i];
                }
            }
        }

        return width << group.AtomCount;
    }

    /// <summary>The leaf's own table: its conditions' values for each set of them that may be met.</summary>
    private static double[] ByMet(GroupedLeaf leaf, ILeafGame game)
    {
        var conditions = leaf.Path.Conditions.Length;
        var values = new double[conditions << conditions];
        for (var met = 0; met < 1 << conditions; met++)
        {
            game.Attribute((ulong)met, values.AsSpan(met * conditions, conditions));
        }

        return values;
    }

    /// <param name="Atoms">The bits of its block's word.</param>
    /// <param name="First">Where its table begins; -1 where it has none.</param>
    /// <param name="FirstColumn">Where its factors begin.</param>
    /// <param name="Columns">How many they are.</param>
    private readonly record struct GroupTable(ulong Atoms, int First, int FirstColumn, int Columns);

    /// <summary>A leaf that is computed row by row.</summary>
    private sealed record LoneLeaf(GroupedLeaf Leaf, ILeafGame Game, int[] Factors)
    {
        public static LoneLeaf Of(GroupedLeaf leaf, TreeEnsemble trees, ILeafGame[] games) =>
            new(leaf, games[leaf.Leaf], [.. leaf.Path.Conditions.Select(c => trees.Slots[c.Slot].Factor)]);

        public double Add(ulong holding, Span<double> contributions)
        {
            var met = Leaf.Met(holding);
            Span<double> byCondition = stackalloc double[LeafPath.MostConditions];
            Game.Attribute(met, byCondition);
            for (var i = 0; i < Factors.Length; i++)
            {
                contributions[Factors[i]] += byCondition[i];
            }

            return met == Leaf.Path.Full ? Leaf.Path.Value : 0;
        }
    }
}
