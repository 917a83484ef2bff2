using System.Collections.Immutable;
using System.Text;

namespace HealthScore.Core.Explaining.Wording;

/// <summary>A table in plain text: columns of even width, two blanks between, a line under the head.</summary>
public static class PlainTable
{
    /// <param name="head">Names of the columns.</param>
    /// <param name="rows">Cells, as many as columns.</param>
    /// <param name="numbers">Columns that are set to the right.</param>
    public static string Of(
        ImmutableArray<string> head,
        IEnumerable<ImmutableArray<string>> rows,
        params ReadOnlySpan<int> numbers
    )
    {
        ImmutableArray<ImmutableArray<string>> all = [head, .. rows];
        var widths = head.Select((_, c) => all.Max(row => row[c].Length)).ToArray();
        var right = head.Select((_, c) => false).ToArray();
        foreach (var column in numbers)
        {
            right[column] = true;
        }

        var text = new StringBuilder();
        foreach (var row in all)
        {
            var cells = row.Select((cell, c) => right[c] ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
            if (row == head)
            {
                text.Append(string.Join("  ", widths.Select(width => new string('-', width)))).Append('\n');
            }
        }

        return text.ToString();
    }
}
