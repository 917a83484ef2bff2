namespace HealthScore.Training.Pooling.Deviations;

/// <summary>What is left to a segment's multiplier of a factor.</summary>
internal enum SegmentMultiplier
{
    Free,

    /// <summary>A curve that runs the other way would need it under 0, where it may not be.</summary>
    AtZero,
}

/// <summary>
/// Whether one segment has another curve of one factor. Parameters stand in the order: the segment's intercept and
/// multipliers, those of all other rows, the entries of everyone's curve, and last, tested, those of the segment's own.
/// </summary>
/// <param name="Place">The segment and factor.</param>
/// <param name="Entries">Entries that are looked at.</param>
/// <param name="Score">The test.</param>
internal sealed record CurveTest(CurvePlace Place, int[] Entries, ScoreTest Score)
{
    /// <param name="scores">What the pooled model leaves unexplained.</param>
    /// <param name="place">The segment and factor.</param>
    /// <param name="multiplier">Whether another multiplier of the factor could take up what is found.</param>
    public static CurveTest Of(SegmentScores scores, CurvePlace place, SegmentMultiplier multiplier)
    {
        var (segments, own) = (scores.Entries[place.Factor], scores.Entries[place.Factor][place.Segment]);
        int[] entries =
        [
            .. Enumerable
                .Range(0, own.Length)
                .Where(e =>
                    own[e].ExpectedChurned >= CurveTests.FewestExpected
                    && own[e].ExpectedRetained >= CurveTests.FewestExpected
                ),
        ];
        var size = scores.Whole[0].Gradient.Length;
        var (everyone, tested) = (2 * size, (2 * size) + entries.Length);
        var all = tested + entries.Length;
        var (information, score) = (new double[all, all], new double[all]);
        for (var g = 0; g < segments.Length; g++)
        {
            var isOwn = g == place.Segment;
            AddWhole(information, score, scores.Whole[g], isOwn ? 0 : size);
            for (var k = 0; k < entries.Length; k++)
            {
                AddEntry(information, score, segments[g][entries[k]], isOwn ? 0 : size, everyone + k);
                if (isOwn)
                {
                    AddEntry(information, score, segments[g][entries[k]], 0, tested + k);
                    information[tested + k, everyone + k] = own[entries[k]].Information[0];
                }
            }
        }

        if (multiplier == SegmentMultiplier.AtZero)
        {
            // That of the others goes too: everyone's curve less theirs would be the segment's.
            Pass(information, score, place.Factor + 1);
            Pass(information, score, size + place.Factor + 1);
        }

        return new CurveTest(place, entries, ScoreTest.Of(information, score, tested));
    }

    private static void AddWhole(double[,] information, double[] score, CellSums sums, int from)
    {
        for (var r = 0; r < sums.Gradient.Length; r++)
        {
            score[from + r] += sums.Gradient[r];
            for (var c = 0; c <= r; c++)
            {
                information[from + r, from + c] += sums.InformationAt(r, c);
            }
        }
    }

    private static void AddEntry(double[,] information, double[] score, EntrySums sums, int from, int at)
    {
        score[at] += sums.Residual;
        information[at, at] += sums.Information[0];
        for (var c = 0; c < sums.Information.Length; c++)
        {
            information[at, from + c] += sums.Information[c];
        }
    }

    private static void Pass(double[,] information, double[] score, int parameter)
    {
        score[parameter] = 0;
        for (var k = 0; k < score.Length; k++)
        {
            (information[parameter, k], information[k, parameter]) = (0, 0);
        }
    }

    /// <summary>The part of a direction that one row's residual moves.</summary>
    /// <param name="direction">By parameter.</param>
    /// <param name="slopes">Of the row.</param>
    /// <param name="isOwn">Whether it is of the segment.</param>
    /// <param name="entry">Its entry of the factor.</param>
    public double Along(double[] direction, ReadOnlySpan<double> slopes, bool isOwn, int entry)
    {
        var (sum, from) = (0.0, isOwn ? 0 : slopes.Length);
        for (var c = 0; c < slopes.Length; c++)
        {
            sum += direction[from + c] * slopes[c];
        }

        var k = Array.IndexOf(Entries, entry);
        if (k >= 0)
        {
            sum += direction[(2 * slopes.Length) + k];
            sum += isOwn ? direction[(2 * slopes.Length) + Entries.Length + k] : 0;
        }

        return sum;
    }
}
