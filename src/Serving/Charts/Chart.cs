using System.Collections.Immutable;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Charts;

/// <summary>
/// The numbers of a chart for those who do not see it, or want them: its first column names the rows.
/// </summary>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">As many cells as headings.</param>
public sealed record ChartTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows);

/// <summary>A picture with its name, what it says in a sentence or two, and the same as a table.</summary>
/// <param name="Id">Unique on its page; letters, digits and hyphens.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What there is to see in it.</param>
/// <param name="Drawing">The picture.</param>
/// <param name="Table">Its twin.</param>
public sealed record Chart(string Id, string Title, string Description, Drawing Drawing, ChartTable Table)
{
    /// <summary>Small print above the picture; "" where there is none.</summary>
    public string Note { get; init; } = "";
}
