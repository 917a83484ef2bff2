using System.Collections.Immutable;
using HealthScore.Core.Trees;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting.Prebinning;

namespace HealthScore.Training.Challenger;

/// <summary>Chooses settings and the number of trees on hold-outs inside the training rows.</summary>
/// <remarks>
/// The grid is ordered by the leaves of a tree. The search begins in its middle and goes on towards fewer leaves for as
/// long as the log-loss of all held-out rows falls; or else towards more for as long as it falls by more than the
/// standard error of the paired difference (the one-standard-error rule of Breiman et al., 1984): more leaves must earn
/// their place. Trees grown one after another are the same whatever their number, so that one growth gives the loss of
/// every smaller number; growing stops early where the best lies well behind. (ML.NET's own early stopping is not used:
/// with a squared error it stopped while the error was still falling.)
/// </remarks>
internal static class SettingsChoice
{
    /// <summary>The number of trees is where growing begins; it is doubled up to <see cref="MostTrees"/>.</summary>
    public static readonly ImmutableArray<TreeSettings> Grid =
    [
        new(Leaves: 2, LearningRate: 0.20, MinimumRows: 10, Trees: 128),
        new(Leaves: 4, LearningRate: 0.10, MinimumRows: 10, Trees: 128),
        new(Leaves: 8, LearningRate: 0.10, MinimumRows: 10, Trees: 128),
        new(Leaves: 16, LearningRate: 0.10, MinimumRows: 10, Trees: 128),
        new(Leaves: 31, LearningRate: 0.10, MinimumRows: 20, Trees: 128),
    ];

    /// <summary>Where the rows are too few to hold any out.</summary>
    public static readonly TreeSettings Cautious = new(Leaves: 4, LearningRate: 0.10, MinimumRows: 10, Trees: 50);

    private const int Middle = 2;
    private const int MostTrees = 256;

    /// <summary>Growing ends where the best number of trees is at most this share of those grown.</summary>
    private const double WellBehind = 0.75;

    /// <summary>Settings with the lowest log-loss on the hold-outs, at the number of trees that reached it.</summary>
    public static TreeSettings Choose(TrainingTable table, CanonicalOrder order, ulong seed)
    {
        var holdOuts = HoldOut.Of(table, order);
        if (holdOuts.IsEmpty)
        {
            return Cautious;
        }

        var middle = Try(Grid[Middle]);
        var fewer = Search(middle, Grid.Take(Middle).Reverse(), (trial, best) => trial.GainOver(best).Sum > 0);
        return fewer != middle
            ? fewer.Settings
            : Search(middle, Grid.Skip(Middle + 1), (trial, best) => trial.GainOver(best).IsClear).Settings;

        Trial Search(Trial best, IEnumerable<TreeSettings> onwards, Func<Trial, Trial, bool> isBetter)
        {
            foreach (var settings in onwards)
            {
                var trial = Try(settings);
                if (!isBetter(trial, best))
                {
                    return best;
                }

                best = trial;
            }

            return best;
        }

        Trial Try(TreeSettings settings)
        {
            (int[], TreeEnsemble)[] grown = [.. holdOuts.Select(holdOut => (holdOut.Rows, Grow(holdOut, settings)))];
            var losses = HeldOutLosses.Of(table, grown, SigmoidSlope(settings));
            return losses.BestCount > WellBehind * settings.Trees && settings.Trees < MostTrees
                ? Try(settings with { Trees = 2 * settings.Trees })
                : new Trial(settings with { Trees = losses.BestCount }, losses);
        }

        TreeEnsemble Grow(HoldOut holdOut, TreeSettings settings) =>
            FastTreeFit.Grow(table, holdOut.Train, TreeSlots.Of(table, holdOut.Train), settings, seed).Trees;
    }

    /// <summary>FastTree boosts for probability = sigmoid(2 x learning rate x score).</summary>
    public static double SigmoidSlope(TreeSettings settings) => 2 * settings.LearningRate;

    /// <param name="Settings">What was tried, with the best number of trees.</param>
    /// <param name="Losses">Of all held-out rows, for every number of trees.</param>
    private sealed record Trial(TreeSettings Settings, HeldOutLosses Losses)
    {
        public LossGain GainOver(Trial other) =>
            HeldOutLosses.Gain(Losses, Settings.Trees, other.Losses, other.Settings.Trees);
    }
}
