namespace HealthScore.Serving.Charts.Marks;

/// <summary>Where labels along one line can stand without touching.</summary>
public static class LabelRoom
{
    /// <summary>
    /// Every k-th label for the smallest k at which none touches the next; the first is always kept.
    /// </summary>
    /// <param name="centres">Where labels stand, ascending.</param>
    /// <param name="widths">Of each label.</param>
    /// <param name="gap">Least room between two.</param>
    /// <returns>Positions in the lists, ascending.</returns>
    public static int[] Thinned(ReadOnlySpan<double> centres, ReadOnlySpan<double> widths, double gap)
    {
        for (var step = 1; step < centres.Length; step++)
        {
            if (IsRoomy(centres, widths, gap, step))
            {
                return Every(step, centres.Length);
            }
        }

        return centres.IsEmpty ? [] : [0];
    }

    /// <summary>
    /// Moves labels apart as little as can be (least squares) so that none overlaps the next, and all stay within
    /// bounds where there is room for all.
    /// </summary>
    /// <remarks>Pool adjacent violators: labels that push each other form a block, which stands at its mean.</remarks>
    /// <param name="centres">Where they would stand, ascending.</param>
    /// <param name="size">Room that each takes.</param>
    /// <param name="from">Lower bound of the room.</param>
    /// <param name="to">Its upper bound.</param>
    public static double[] Spread(ReadOnlySpan<double> centres, double size, double from, double to)
    {
        var blocks = new List<(double Sum, int Count)>();
        for (var k = 0; k < centres.Length; k++)
        {
            // Measured from where it would stand in a stack, labels must not fall behind each other.
            blocks.Add((centres[k] - (k * size), 1));
            while (blocks.Count > 1 && Mean(blocks[^2]) > Mean(blocks[^1]))
            {
                var last = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (blocks[^1].Sum + last.Sum, blocks[^1].Count + last.Count);
            }
        }

        var low = from + (size / 2);
        var high = Math.Max(low, to - (size / 2) - ((centres.Length - 1) * size));
        var placed = new double[centres.Length];
        var next = 0;
        foreach (var block in blocks)
        {
            for (var n = 0; n < block.Count; n++, next++)
            {
                placed[next] = Math.Clamp(Mean(block), low, high) + (next * size);
            }
        }

        return placed;
    }

    private static double Mean((double Sum, int Count) block) => block.Sum / block.Count;

    private static bool IsRoomy(ReadOnlySpan<double> centres, ReadOnlySpan<double> widths, double gap, int step)
    {
        for (var k = step; k < centres.Length; k += step)
        {
            if (centres[k] - (widths[k] / 2) < centres[k - step] + (widths[k - step] / 2) + gap)
            {
                return false;
            }
        }

        return true;
    }

    private static int[] Every(int step, int count) =>
        [.. Enumerable.Range(0, (count + step - 1) / step).Select(k => k * step)];
}
