using System.Collections.Immutable;
using System.Text.Json;
using HealthScore.Core.Trees;
using HealthScore.Core.Trees.Shapley;

namespace HealthScore.Core.Tests.Trees.Shapley;

/// <summary>
/// XGBoost 1.7.4's own trees and <c>pred_contribs</c>, written by <c>tests/Golden/shapley/make.py</c>. It computes in
/// floats. Every column of its matrix is a slot, and here a factor of its own.
/// </summary>
public class XgboostContributionsTests
{
    private const double Tolerance = 1e-4;

    private static readonly JsonElement Golden = Read();

    [Theory]
    [InlineData(0, 12, 3)]
    [InlineData(1, 3, 8)]
    public void Path_dependent_contributions_are_those_of_XGBoost(int number, int trees, int mostConditions)
    {
        var golden = Golden.GetProperty("cases")[number];
        ImmutableArray<XgboostDump> dumps = [.. golden.GetProperty("trees").EnumerateArray().Select(XgboostDump.Read)];
        double[][] rows = [.. golden.GetProperty("rows").EnumerateArray().Select(Numbers)];
        var model = Model(dumps, rows);
        var explainer = TreeShapley.PathDependent(model, [.. dumps.SelectMany(dump => dump.Covers)]);

        Assert.Equal(trees, dumps.Length);
        Assert.Equal(
            mostConditions,
            dumps.SelectMany(dump => LeafPath.Of(dump.Tree)).Max(path => path.Conditions.Length)
        );
        foreach (var (i, row) in rows.Index())
        {
            var expected = Numbers(golden.GetProperty("contributions")[i]);
            var found = new double[row.Length];
            var margin = explainer.Explain(row, found);

            Assert.Equal(golden.GetProperty("margins")[i].GetDouble(), margin, Tolerance);
            Assert.Equal(expected[^1], explainer.BaseLogOdds, Tolerance);
            for (var column = 0; column < found.Length; column++)
            {
                Assert.Equal(expected[column], found[column], Tolerance);
            }
        }
    }

    [Fact]
    public void The_interventional_kind_is_another()
    {
        var golden = Golden.GetProperty("cases")[1];
        ImmutableArray<XgboostDump> dumps = [.. golden.GetProperty("trees").EnumerateArray().Select(XgboostDump.Read)];
        double[][] rows = [.. golden.GetProperty("rows").EnumerateArray().Select(Numbers)];

        var found = ChallengerExplanation.Of(Model(dumps, rows), rows[0]);

        var expected = Numbers(golden.GetProperty("contributions")[0]);
        var apart = found.Contributions.Zip(expected, (ours, theirs) => Math.Abs(ours - theirs)).Max();
        Assert.InRange(apart, 0.01, 10);
    }

    private static ChallengerModel Model(ImmutableArray<XgboostDump> dumps, double[][] rows)
    {
        ImmutableArray<TreeSlot> slots =
        [
            .. rows[0].Select((_, column) => new TreeSlot(column, TreeSlotKind.Number, Level: 0, Fill: 0f)),
        ];
        var trees = new TreeEnsemble(slots, [.. dumps.Select(dump => dump.Tree)]);
        return new ChallengerModel(
            trees,
            new TreeSettings(Leaves: 64, LearningRate: 0.5, MinimumRows: 1, dumps.Length),
            slope: 1,
            intercept: 0,
            SmallTrees.Counted(trees, rows)
        );
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetDouble())];

    private static JsonElement Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "shapley", "contributions.json");
        return JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
    }
}
