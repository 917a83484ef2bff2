using HealthScore.Training.Data;

namespace HealthScore.Bench.Fit;

/// <summary>What can be measured, by name.</summary>
internal static class Modes
{
    public static Dictionary<string, Func<TrainingTable, string[], Measurement>> All { get; } =
        new(StringComparer.Ordinal)
        {
            ["fit"] = FormulaFit.Whole,
            ["refit"] = FormulaFit.Refit,
            ["bins"] = ScoringSpeed.FromBins,
            ["row"] = ScoringSpeed.OneRow,
            ["binning"] = Binning.OfOneFactor,
            ["bootstrap"] = ScoreBootstrap.OfFigures,
            ["fasttree"] = OtherTrainers.FastTree,
            ["explain"] = Explanations.OfTrees,
            ["gam"] = OtherTrainers.Gam,
        };

    public static int Refuse(string[] args)
    {
        Console.Error.WriteLine(
            $"'{string.Join(' ', args)}': expected generate FILE ROWS FACTORS, or MODE FILE ROWS FACTORS"
        );
        Console.Error.WriteLine($"with MODE one of {string.Join(", ", All.Keys)}.");
        return 2;
    }
}
