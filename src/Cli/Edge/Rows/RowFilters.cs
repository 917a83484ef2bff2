using HealthScore.Training.Data;

namespace HealthScore.Cli.Edge.Rows;

/// <summary>The filter that <c>--where</c> asks for.</summary>
internal static class RowFilters
{
    public static RowFilter? Of(string[]? given) =>
        given switch
        {
            null or [] => null,
            [var one] => RowFilter.Parse(one),
            _ => throw Refusal.Usage($"--where stands {given.Length} times; expected one COLUMN=VALUE."),
        };
}
