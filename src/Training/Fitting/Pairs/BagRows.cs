using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Fitting.Pairs;

/// <summary>The rows of one bag: those it learns from first, then those it left out.</summary>
/// <param name="Rows">Where each row stands in all rows.</param>
/// <param name="Trained">How many it learns from.</param>
/// <param name="Data">The rows, prebinned.</param>
/// <param name="LogOdds">What the bag's single curves say of each.</param>
/// <param name="Curves">The single curves, by factor and prebin.</param>
internal sealed record BagRows(int[] Rows, int Trained, PrebinnedRows Data, double[] LogOdds, double[][] Curves)
{
    public static BagRows[] Of(PrebinnedRows data, BoostedShapes shapes)
    {
        var bags = new BagRows[shapes.LogOdds.Length];
        for (var bag = 0; bag < bags.Length; bag++)
        {
            int[] learned = [.. Enumerable.Range(0, data.Count).Where(row => shapes.BagOfRow[row] != bag)];
            int[] rows = [.. learned, .. Enumerable.Range(0, data.Count).Where(row => shapes.BagOfRow[row] == bag)];
            var logOdds = shapes.LogOdds[bag];
            bags[bag] = new BagRows(
                rows,
                learned.Length,
                data.Take(rows),
                Array.ConvertAll(rows, row => logOdds[row]),
                shapes.OfBags[bag]
            );
        }

        return bags;
    }
}
