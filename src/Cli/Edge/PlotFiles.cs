using System.Text;
using HealthScore.Cli.Printing;
using HealthScore.Core.ModelFiles;
using HealthScore.Serving.Charts;
using HealthScore.Serving.Reports;
using HealthScore.Training.Exports;

namespace HealthScore.Cli.Edge;

/// <summary>A model's pictures as SVG files of a folder; files of the same name are written anew.</summary>
internal static class PlotFiles
{
    /// <summary>Before the work begins: the folder is there or can be made, and is no model directory.</summary>
    public static void RequireFolder(string folder, string output)
    {
        if (File.Exists(folder))
        {
            throw Refusal.Usage($"{folder}: is a file; expected a folder for the pictures.");
        }

        var inside = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var model = Path.GetFullPath(output) + Path.DirectorySeparatorChar;
        if (inside.StartsWith(model, StringComparison.Ordinal))
        {
            throw Refusal.Usage($"{folder}: lies in the model directory, which holds nothing but the model.");
        }

        Outputs.RequireNew(folder, hint: "");
    }

    public static void Write(Terminal terminal, string folder, LoadedModel loaded)
    {
        Directory.CreateDirectory(folder);
        var charts = ModelCharts.Of(ReportSource.Of(loaded));
        foreach (var (name, chart) in charts)
        {
            var svg = Encoding.UTF8.GetBytes(RenderedText.SvgOf(chart).GetAwaiter().GetResult() + "\n");
            AtomicFile.Write(Path.Combine(folder, name), ExistingFile.Replace, stream => stream.Write(svg));
        }

        terminal.Remark($"{Figures.Of(charts.Length, "picture")} drawn in {folder}.");
    }
}
