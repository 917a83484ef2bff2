using HealthScore.Training;

namespace HealthScore.Cli.Printing;

/// <summary>Steps of a training run, told to the progress line.</summary>
internal sealed class StepProgress(Progress progress) : IProgress<TrainingProgress>, IProgress<(int Done, int All)>
{
    public void Report(TrainingProgress value) => progress.Report("learning", value.Done, value.All, "", value.Step);

    public void Report((int Done, int All) value) => progress.Report("evaluating folds", value.Done, value.All, "");
}
