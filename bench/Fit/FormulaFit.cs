using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting;
using HealthScore.Training.Fitting.Boosting;
using HealthScore.Training.Fitting.Refitting;

namespace HealthScore.Bench.Fit;

/// <summary>Goals P1, P2 and P4: our own fit, whole with and without pairs, and its last step.</summary>
internal static class FormulaFit
{
    private const int Repeats = 3;
    private const double Shrinkage = 20;

    /// <summary>P2 and P4: raw columns to whole points and the line to log-odds.</summary>
    /// <param name="table">All rows are fitted.</param>
    /// <param name="rest">The number of threads, the most pairs, and "intervals" where they are wanted too.</param>
    public static Measurement Whole(TrainingTable table, string[] rest)
    {
        var settings = FitSettings.Default with
        {
            Threads = int.Parse(rest[0]),
            MostPairs = int.Parse(rest[1]),
            Intervals = rest is [_, _, "intervals"] ? FitIntervals.Jackknife : FitIntervals.Omitted,
        };
        int[] rows = [.. Enumerable.Range(0, table.RowCount)];
        FittedFormula? formula = null;
        var measurement = Stopwatches.Once(() => (formula = FormulaTrainer.Fit(table, rows, settings)).Intercept);
        return measurement with { Pairs = formula!.Factors.Count(f => f.IsPair) };
    }

    /// <summary>
    /// P1: the joint re-fit of eight given bins a factor on so many threads, against a bare read of those bins.
    /// </summary>
    public static Measurement Refit(TrainingTable table, string[] rest)
    {
        var rows = Binned(table);
        var (start, intercept) = OneByOne(rows);
        var free = Enumerable.Repeat(CurveConstraint.Free, rows.Sizes.Length).ToArray();
        var settings = FitSettings.Default with { Threads = int.Parse(rest[0]) };
        return Stopwatches.Best(
            work: () => PointsRefit.Fit(rows, start, intercept, free, settings).LogLikelihood,
            baseline: () => rows.Entries.Sum(column => BareRead.Sum(column) & 1),
            Repeats
        );
    }

    private static FormulaRows Binned(TrainingTable table)
    {
        var factors = ScoringSpeed.FormulaOver(table).Factors;
        byte[][] entries =
        [
            .. factors.Select(f => Array.ConvertAll(table.Values[f.Index], x => (byte)f.Bins.BinOf(x))),
        ];
        var churned = Array.ConvertAll(table.Outcomes, outcome => (byte)(outcome == Outcome.Churned ? 1 : 0));
        return new FormulaRows(entries, [.. factors.Select(f => f.EntryCount)], churned);
    }

    /// <summary>Each bin's own log-odds, a little shrunk: where a re-fit would start.</summary>
    private static (double[] Start, double Intercept) OneByOne(FormulaRows rows)
    {
        var offsets = rows.Offsets();
        var baseRate = rows.Churned.Sum(c => (int)c) / (double)rows.Count;
        var start = new double[offsets[^1]];
        for (var j = 0; j < rows.Entries.Length; j++)
        {
            var (count, churned) = (new int[rows.Sizes[j]], new int[rows.Sizes[j]]);
            for (var i = 0; i < rows.Count; i++)
            {
                count[rows.Entries[j][i]]++;
                churned[rows.Entries[j][i]] += rows.Churned[i];
            }

            for (var b = 0; b < count.Length; b++)
            {
                var rate = (churned[b] + (Shrinkage * baseRate)) / (count[b] + Shrinkage);
                start[offsets[j] + b] = Logistic.Logit(rate) - Logistic.Logit(baseRate);
            }
        }

        return (start, Logistic.Logit(baseRate));
    }
}
