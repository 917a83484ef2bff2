using System.Collections.Immutable;
using HealthScore.Core.Trees;

namespace HealthScore.Core.Tests.Trees.Shapley;

/// <summary>
/// Challengers of random trees over factors of every kind, with missing values and levels never seen.
/// </summary>
internal sealed class RandomTrees
{
    private readonly Random random;
    private readonly ImmutableArray<TreeSlot> slots;

    private RandomTrees(Random random, ImmutableArray<TreeSlot> slots) => (this.random, this.slots) = (random, slots);

    public required int Factors { get; init; }

    /// <summary>A number with its "missing", a plain number, ranks, and a categorical factor of several levels: 10
    /// slots
    /// at most.</summary>
    public static RandomTrees OfEveryKind(int seed)
    {
        var chance = new Random(seed);
        List<TreeSlot> all =
        [
            new(0, TreeSlotKind.Number, Level: 0, Fill: 0.5f),
            new(0, TreeSlotKind.Missing, Level: 0, Fill: 0f),
            new(1, TreeSlotKind.Number, Level: 0, Fill: -1f),
            new(2, TreeSlotKind.Rank, Level: 3, Fill: 0.75f),
            new(2, TreeSlotKind.Missing, Level: 0, Fill: 0f),
        ];
        for (var level = 0; level < chance.Next(2, 5); level++)
        {
            all.Add(new TreeSlot(3, TreeSlotKind.Level, level, Fill: 0f));
        }

        all.Add(new TreeSlot(3, TreeSlotKind.Missing, Level: 0, Fill: 0f));
        return new RandomTrees(chance, [.. all]) { Factors = 4 };
    }

    /// <summary>So many plain numbers, a slot each.</summary>
    public static RandomTrees OfNumbers(int seed, int factors) =>
        new(
            new Random(seed),
            [.. Enumerable.Range(0, factors).Select(j => new TreeSlot(j, TreeSlotKind.Number, Level: 0, Fill: 0f))]
        )
        {
            Factors = factors,
        };

    public double[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => Row())];

    public double[] Row()
    {
        var row = new double[Factors];
        foreach (var slot in slots.Where(slot => slot.Kind != TreeSlotKind.Missing))
        {
            row[slot.Factor] = slot.Kind == TreeSlotKind.Number ? random.Next(-3, 4) : random.Next(-1, 5);
        }

        foreach (var slot in slots.Where(slot => slot.Kind == TreeSlotKind.Missing))
        {
            row[slot.Factor] = random.Next(3) == 0 ? double.NaN : row[slot.Factor];
        }

        return row;
    }

    /// <param name="trees">How many.</param>
    /// <param name="leaves">Of each.</param>
    /// <param name="background">What explanations compare with.</param>
    public ChallengerModel Model(int trees, int leaves, double[][] background) =>
        Model([.. Enumerable.Range(0, trees).Select(_ => Tree(leaves, _ => random.Next(slots.Length)))], background);

    public ChallengerModel Model(ImmutableArray<RegressionTree> trees, double[][] background)
    {
        var ensemble = new TreeEnsemble(slots, trees);
        return new ChallengerModel(
            ensemble,
            new TreeSettings(
                trees.Max(t => Math.Max(2, t.Leaves.Length)),
                LearningRate: 0.1,
                MinimumRows: 1,
                trees.Length
            ),
            slope: 0.7,
            intercept: -1.3,
            SmallTrees.Counted(ensemble, background)
        );
    }

    /// <summary>A tree grown by splitting a random leaf again and again; slots may come back on a path.</summary>
    public RegressionTree Tree(int leaves, Func<int, int> slotOf)
    {
        List<int> slot = [];
        List<float> threshold = [];
        List<int> left = [];
        List<int> right = [];
        List<(int Node, bool IsLeft)> open = [];
        for (var node = 0; node < leaves - 1; node++)
        {
            var chosen = slotOf(node);
            slot.Add(chosen);
            threshold.Add(slots[chosen].Kind == TreeSlotKind.Level ? 0.5f : random.Next(-3, 3) + 0.5f);
            left.Add(~0);
            right.Add(~0);
            if (node > 0)
            {
                var at = random.Next(open.Count);
                (open[at].IsLeft ? left : right)[open[at].Node] = node;
                open.RemoveAt(at);
            }

            open.Add((node, true));
            open.Add((node, false));
        }

        foreach (var (leaf, place) in open.Index())
        {
            (place.IsLeft ? left : right)[place.Node] = ~leaf;
        }

        return new RegressionTree(
            [.. slot],
            [.. threshold],
            [.. left],
            [.. right],
            [.. Enumerable.Range(0, leaves).Select(_ => (2 * random.NextDouble()) - 1)]
        );
    }

    /// <summary>
    /// One leaf asks for the first slots one after the other, so that its path has that many conditions.
    /// </summary>
    public RegressionTree Chain(int length) =>
        new(
            [.. Enumerable.Range(0, length)],
            [.. Enumerable.Range(0, length).Select(_ => random.Next(-3, 3) + 0.5f)],
            [.. Enumerable.Range(1, length).Select(node => node == length ? ~length : node)],
            [.. Enumerable.Range(0, length).Select(node => ~node)],
            [.. Enumerable.Range(0, length + 1).Select(_ => (2 * random.NextDouble()) - 1)]
        );
}
