using System.Text;
using HealthScore.Serving.Charts;

namespace HealthScore.Serving.Reports;

/// <summary>
/// One page for those without a server: it loads nothing, runs nothing, and is the same bytes for the same model and
/// rows.
/// </summary>
public static class HealthReport
{
    /// <summary>Accounts that a report names at most.</summary>
    public const int MostAccounts = ReportLimits.Accounts;

    public static async Task<byte[]> Of(ReportSource source)
    {
        var page = await RenderedText.Of<ReportPage>((nameof(ReportPage.Source), source));
        return Encoding.UTF8.GetBytes($"<!DOCTYPE html>\n{page}\n");
    }
}
