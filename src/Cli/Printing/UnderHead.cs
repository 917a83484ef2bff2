using Spectre.Console;
using Spectre.Console.Rendering;

namespace HealthScore.Cli.Printing;

/// <summary>One line under the head of a table, as wide as its columns, and no other.</summary>
internal sealed class UnderHead : TableBorder
{
    public override string GetPart(TableBorderPart part) =>
        part is TableBorderPart.HeaderBottom or TableBorderPart.HeaderBottomSeparator ? "─" : " ";
}
