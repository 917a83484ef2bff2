namespace HealthScore.Cli.Printing;

/// <summary>Rows written so far, told to the progress line.</summary>
internal sealed class RowProgress(Progress progress, int rows) : IProgress<int>
{
    public void Report(int value) => progress.Report("scoring", value, rows, "rows");
}
