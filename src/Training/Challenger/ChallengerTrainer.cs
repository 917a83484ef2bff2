using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Trees;
using HealthScore.Core.Trees.Shapley;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Challenger;

/// <summary>
/// Trains the challenger: settings on hold-outs inside the given rows, then one fit on all of them, calibrated on
/// folds inside them. No row outside is looked at, and the order of rows does not matter.
/// </summary>
public static class ChallengerTrainer
{
    /// <summary>With the keys of the factors as the names of the columns that the ML.NET model asks for.</summary>
    /// <inheritdoc cref="Train(TrainingTable, ImmutableArray{int}, ulong, ImmutableArray{string})"/>
    public static TrainedChallenger Train(TrainingTable table, ImmutableArray<int> rows, ulong seed) =>
        Train(table, rows, seed, [.. table.Catalog.Factors.Select(factor => factor.Key)]);

    /// <summary>Trains on the given rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows to learn from; those of unknown outcome are left out.</param>
    /// <param name="seed">Decides hold-out and folds.</param>
    /// <param name="sourceColumns">Per factor the column that the ML.NET model asks for.</param>
    /// <exception cref="ArgumentException">No churned or no retained row is among the rows.</exception>
    public static TrainedChallenger Train(
        TrainingTable table,
        ImmutableArray<int> rows,
        ulong seed,
        ImmutableArray<string> sourceColumns
    )
    {
        int[] known = [.. rows.Where(row => table.Outcomes[row] != Outcome.Unknown)];
        if (known.Select(row => table.Outcomes[row]).Distinct().Count() < 2)
        {
            throw new ArgumentException("a challenger learns from churned and from retained rows", nameof(rows));
        }

        var order = CanonicalOrder.Of(table, known, seed);
        var settings = SettingsChoice.Choose(table, order, seed);
        var calibration = ScoreCalibration.OutOfFold(table, order, settings, seed);
        var fit = FastTreeFit.Grow(table, order.Rows, TreeSlots.Of(table, order.Rows), settings, seed);
        var grown = settings with { Trees = fit.Trees.Trees.Length };
        var background = TreeBackground.Of(
            fit.Trees,
            order.Rows.Length,
            table.Catalog.Count,
            (i, values) => RowValues.Copy(table, order.Rows[i], values)
        );
        var model = new ChallengerModel(fit.Trees, grown, calibration.Slope, calibration.Intercept, background);
        return new TrainedChallenger(fit, model, new RawColumns(table.Catalog, sourceColumns));
    }
}
