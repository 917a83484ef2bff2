using HealthScore.Core.Accounts;
using HealthScore.Training.Data;
using HealthScore.Training.Pooling;
using HealthScore.Training.Tests.Fitting;
using static HealthScore.Training.Tests.Pooling.SegmentedRows;

namespace HealthScore.Training.Tests.Pooling;

/// <summary>Segments that weigh differently and share every curve: no curve of theirs may be found.</summary>
public class OwnCurveNullTests
{
    private static readonly TrainingTable Table = Make(3_000, seed: 11);
    private static readonly FittedFormulas Truth = Fit(Table);

    private static readonly double[] Chances =
    [
        .. SmallRows
            .All(Table)
            .Select(row => Truth.For(Table, row).ChurnProbability([.. Table.Values.Select(column => column[row])])),
    ];

    /// <summary>
    /// 5 in 100 may be, and 150 trials of snapshots each its own customer leave chance three deviations.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Shared_curves_are_found_to_be_shared_in_95_of_100_businesses(int snapshotsOfEach)
    {
        const int Trials = 150;
        var found = Enumerable.Range(1, Trials).Count(trial => Finds(Decided(trial, snapshotsOfEach)));

        var most = (0.05 * Trials) + (3 * Math.Sqrt(0.05 * 0.95 * Trials));
        TestContext.Current.TestOutputHelper?.WriteLine($"{found} of {Trials}");
        Assert.True(found <= most, $"{found} of {Trials}");
    }

    [Fact]
    public void Curves_learned_from_the_same_rows_are_found_to_be_shared_too()
    {
        const int Trials = 60;
        var found = Enumerable
            .Range(1, Trials)
            .Count(trial => Fit(Make(2_000, trial)).Units.Any(unit => !unit.OwnCurves.IsEmpty));

        var most = (0.05 * Trials) + (3 * Math.Sqrt(0.05 * 0.95 * Trials));
        TestContext.Current.TestOutputHelper?.WriteLine($"{found} of {Trials}");
        Assert.True(found <= most, $"{found} of {Trials}");
    }

    private static bool Finds(TrainingTable table) =>
        SegmentPooling
            .Of(table, SmallRows.All(table), Truth.Common, SmallRows.Quick)
            .Units.Any(unit => !unit.OwnCurves.IsEmpty);

    /// <summary>Outcomes drawn anew, all snapshots of a customer alike.</summary>
    private static TrainingTable Decided(int seed, int snapshots)
    {
        var random = new Random(seed);
        var table =
            snapshots == 1
                ? Table
                : Table.Take([
                    .. SmallRows
                        .All(Table)
                        .Take(Table.RowCount / snapshots)
                        .SelectMany(row => Enumerable.Repeat(row, snapshots)),
                ]);
        var chances =
            snapshots == 1
                ? Chances
                : [.. Chances.Take(Table.RowCount / snapshots).SelectMany(p => Enumerable.Repeat(p, snapshots))];
        var drawn = new double[table.RowCount / snapshots];
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[i] = random.NextDouble();
        }

        return table with
        {
            Outcomes = [.. chances.Select((p, row) => drawn[row / snapshots] < p ? Outcome.Churned : Outcome.Retained)],
        };
    }
}
