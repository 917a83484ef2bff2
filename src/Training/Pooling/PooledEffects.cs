namespace HealthScore.Training.Pooling;

/// <summary>What a deviation from the common formula is of; those of one kind share a variance.</summary>
internal enum EffectKind
{
    /// <summary>The common intercept, which nothing pulls.</summary>
    Common,

    /// <summary>
    /// What the curves seem worth more on the rows they were learned from than they are: nothing pulls it, and it is
    /// taken out.
    /// </summary>
    Optimism,
    SegmentIntercept,
    StageIntercept,
    CellIntercept,
    SegmentPillar,
    SegmentFactor,
    StagePillar,
    StageFactor,
}

/// <summary>One deviation: what it moves, and in which cells.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Unit">The segment, stage or cell it belongs to.</param>
/// <param name="Places">What it is added to: 0 the intercept, 1 + j the multiplier of factor j.</param>
internal sealed record PooledEffect(EffectKind Kind, int Unit, int[] Places)
{
    public bool IsOfSegment =>
        Kind is EffectKind.SegmentIntercept or EffectKind.SegmentPillar or EffectKind.SegmentFactor;

    public bool IsOfStage => Kind is EffectKind.StageIntercept or EffectKind.StagePillar or EffectKind.StageFactor;

    public bool IsOfWeights => Places[0] != 0;

    public bool IsInEveryCell => Kind is EffectKind.Common or EffectKind.Optimism;

    public bool MovesCell(PooledCell cell, int position) =>
        IsInEveryCell
        || (IsOfSegment && cell.Segment == Unit)
        || (IsOfStage && cell.Stage == Unit)
        || (Kind == EffectKind.CellIntercept && position == Unit);
}

/// <summary>All deviations of a set of cells, and the way from them to each cell's coefficients.</summary>
internal sealed class PooledEffects
{
    private readonly int[][] effectsOfCell;
    private readonly PooledCell[] cells;
    private readonly int factors;

    private PooledEffects(PooledEffect[] effects, PooledCell[] cells, int factors)
    {
        (All, this.cells, this.factors) = (effects, cells, factors);
        effectsOfCell =
        [
            .. cells.Select(
                (cell, c) => Enumerable.Range(0, effects.Length).Where(e => effects[e].MovesCell(cell, c)).ToArray()
            ),
        ];
    }

    public PooledEffect[] All { get; }

    /// <param name="cells">The cells.</param>
    /// <param name="pillarOfFactor">
    /// Factors of one number are moved together, and each on its own too: what drives a segment mostly differs by
    /// pillar, and few churned customers can tell pillars apart where they cannot tell factors.
    /// </param>
    public static PooledEffects Of(PooledCell[] cells, int[] pillarOfFactor)
    {
        var effects = new List<PooledEffect>
        {
            new(EffectKind.Common, Unit: 0, Places: [0]),
            new(EffectKind.Optimism, Unit: 0, [.. Enumerable.Range(1, pillarOfFactor.Length)]),
        };
        foreach (var segment in cells.Select(c => c.Segment).Where(s => s >= 0).Distinct().Order())
        {
            Add(EffectKind.SegmentIntercept, segment);
        }

        foreach (var stage in cells.Select(c => c.Stage).Where(s => s >= 0).Distinct().Order())
        {
            Add(EffectKind.StageIntercept, stage);
        }

        for (var c = 0; c < cells.Length; c++)
        {
            if (cells[c] is { Segment: >= 0, Stage: >= 0 })
            {
                effects.Add(new PooledEffect(EffectKind.CellIntercept, c, [0]));
            }
        }

        return new PooledEffects([.. effects], cells, pillarOfFactor.Length);

        void Add(EffectKind intercept, int unit)
        {
            effects.Add(new PooledEffect(intercept, unit, [0]));
            var (pillar, factor) =
                intercept == EffectKind.SegmentIntercept
                    ? (EffectKind.SegmentPillar, EffectKind.SegmentFactor)
                    : (EffectKind.StagePillar, EffectKind.StageFactor);
            foreach (var group in pillarOfFactor.Select((p, j) => (Pillar: p, Place: j + 1)).GroupBy(x => x.Pillar))
            {
                int[] places = [.. group.Select(x => x.Place)];
                if (places.Length > 1)
                {
                    effects.Add(new PooledEffect(pillar, unit, places));
                }

                effects.AddRange(places.Select(place => new PooledEffect(factor, unit, [place])));
            }
        }
    }

    /// <summary>By cell: the intercept, then each factor's multiplier, 1 where nothing deviates.</summary>
    public double[][] Coefficients(double[] x)
    {
        var coefficients = new double[cells.Length][];
        for (var c = 0; c < cells.Length; c++)
        {
            var own = new double[factors + 1];
            own.AsSpan(1).Fill(1);
            foreach (var e in effectsOfCell[c])
            {
                foreach (var place in All[e].Places)
                {
                    own[place] += x[e];
                }
            }

            coefficients[c] = own;
        }

        return coefficients;
    }

    /// <summary>
    /// Every multiplier of every cell as a row over the effects: 1 + row x is the multiplier, and may not be under 0.
    /// </summary>
    public IEnumerable<double[]> Rows(int factors)
    {
        for (var c = 0; c < cells.Length; c++)
        {
            for (var place = 1; place <= factors; place++)
            {
                var row = new double[All.Length];
                foreach (var e in effectsOfCell[c])
                {
                    row[e] = All[e].Places.Contains(place) ? 1 : 0;
                }

                yield return row;
            }
        }
    }

    /// <summary>
    /// The log-likelihood's quadratic in the effects: maximise Linear'x - 1/2 x'Information x.
    /// </summary>
    /// <param name="sums">Taken at <paramref name="coefficients"/>.</param>
    /// <param name="coefficients">By cell.</param>
    public (double[] Linear, double[,] Information) Quadratic(CellSums[] sums, double[][] coefficients)
    {
        var linear = new double[All.Length];
        var information = new double[All.Length, All.Length];
        for (var c = 0; c < cells.Length; c++)
        {
            var (own, sum) = (effectsOfCell[c], sums[c]);
            var target = sum.Gradient.ToArray();
            for (var r = 0; r <= factors; r++)
            {
                for (var k = 0; k <= factors; k++)
                {
                    target[r] += sum.InformationAt(r, k) * (coefficients[c][k] - (k == 0 ? 0 : 1));
                }
            }

            foreach (var e in own)
            {
                var spread = new double[factors + 1];
                foreach (var place in All[e].Places)
                {
                    linear[e] += target[place];
                    for (var k = 0; k <= factors; k++)
                    {
                        spread[k] += sum.InformationAt(place, k);
                    }
                }

                foreach (var other in own)
                {
                    foreach (var place in All[other].Places)
                    {
                        information[e, other] += spread[place];
                    }
                }
            }
        }

        return (linear, information);
    }
}
