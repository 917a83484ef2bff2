using System.Collections.Immutable;
using System.Text.Json;
using HealthScore.Core.Trees;

namespace HealthScore.Core.Tests.Trees.Shapley;

/// <summary>A tree of XGBoost's JSON dump as ours, with its leaves' covers.</summary>
/// <param name="Tree">XGBoost sends left what is <em>below</em> a threshold, we what is at most one: the next float
/// down.
/// </param>
/// <param name="Covers">Sum of second derivatives in each leaf.</param>
internal sealed record XgboostDump(RegressionTree Tree, ImmutableArray<double> Covers)
{
    public static XgboostDump Read(JsonElement root)
    {
        var parts = new Parts();
        parts.Add(root);
        return new XgboostDump(
            new RegressionTree(
                [.. parts.Slots],
                [.. parts.Thresholds],
                [.. parts.Left],
                [.. parts.Right],
                [.. parts.Leaves]
            ),
            [.. parts.Covers]
        );
    }

    private sealed class Parts
    {
        public List<int> Slots { get; } = [];

        public List<float> Thresholds { get; } = [];

        public List<int> Left { get; } = [];

        public List<int> Right { get; } = [];

        public List<double> Leaves { get; } = [];

        public List<double> Covers { get; } = [];

        /// <returns>The node's index, or ~ that of the leaf.</returns>
        public int Add(JsonElement node)
        {
            if (node.TryGetProperty("leaf", out var leaf))
            {
                Leaves.Add(leaf.GetSingle());
                Covers.Add(node.GetProperty("cover").GetDouble());
                return ~(Leaves.Count - 1);
            }

            var at = Slots.Count;
            Slots.Add(int.Parse(node.GetProperty("split").GetString()![1..]));
            Thresholds.Add(MathF.BitDecrement(node.GetProperty("split_condition").GetSingle()));
            Left.Add(0);
            Right.Add(0);
            Left[at] = Add(Child(node, "yes"));
            Right[at] = Add(Child(node, "no"));
            return at;
        }

        private static JsonElement Child(JsonElement node, string way)
        {
            var id = node.GetProperty(way).GetInt32();
            return node.GetProperty("children")
                .EnumerateArray()
                .Single(child => child.GetProperty("nodeid").GetInt32() == id);
        }
    }
}
