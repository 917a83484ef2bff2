using System.Buffers;
using HealthScore.Core.Trees.Shapley.Games;

namespace HealthScore.Core.Trees.Shapley;

/// <summary>
/// Exact Shapley values of the challenger, in log-odds of its calibrated probability: what each factor moved one
/// account
/// away from the mean of the background rows. Immutable, so that any number of threads may explain with it.
/// </summary>
/// <remarks>
/// Shapley (1953); for trees Lundberg et al. (2020), "From local explanations to global understanding with explainable
/// AI for trees". The players are the slots that trees split on; slots of one factor (its levels, its "missing") are
/// summed to the factor. A leaf asks for an interval of each slot on its path, and its contribution depends on a row
/// only
/// through which of these it meets: contributions for every such pattern are computed once, and a row is explained by
/// looking them up. A leaf with more than fourteen conditions is computed from its background patterns row by
/// row.
/// </remarks>
public sealed class TreeShapley
{
    /// <summary>128 MiB: where tables would take more, fewer leaves are tabled; the values stay exact.</summary>
    private const long MostNumbers = 1 << 24;

    private const int SlotsOnStack = 512;

    private readonly LeafGroups groups;
    private readonly ShapleyTables tables;
    private readonly double slope;
    private readonly double intercept;

    private TreeShapley(ChallengerModel model, ILeafGame[] games, long mostNumbers)
    {
        (slope, intercept) = (model.Slope, model.Intercept);
        groups = ShapleyTables.Fitting(model.Trees, mostNumbers);
        tables = ShapleyTables.Of(groups, model.Trees, games);
        BaseLogOdds = intercept;
        foreach (var game in games)
        {
            BaseLogOdds += game.Base;
        }
    }

    /// <summary>Mean log-odds of churn over the background rows: where contributions start from.</summary>
    public double BaseLogOdds { get; }

    /// <summary>How many numbers the tables hold, eight bytes each.</summary>
    internal int TableLength => tables.Length;

    /// <summary>
    /// What changing a factor to the values of background rows does: the same game as that of the formula's
    /// contributions. All training rows are background rows.
    /// </summary>
    public static TreeShapley Interventional(ChallengerModel model) => Interventional(model, MostNumbers);

    /// <summary>
    /// Along the paths of the trees, as XGBoost's <c>pred_contribs</c> and other libraries do: for comparison with
    /// them.
    /// A factor may be given a contribution that the trees never ask for.
    /// </summary>
    public static TreeShapley PathDependent(ChallengerModel model)
    {
        var (covers, leaf) = (new double[model.Background.Leaves.Length], 0);
        foreach (var path in model.Trees.Trees.SelectMany(tree => LeafPath.Of(tree)))
        {
            covers[leaf] = model.Background.Cover(leaf, path);
            leaf++;
        }

        return PathDependent(model, covers);
    }

    internal static TreeShapley Interventional(ChallengerModel model, long mostNumbers)
    {
        var leaf = 0;
        var games =
            from path in model.Trees.Trees.SelectMany(tree => LeafPath.Of(tree))
            select new BackgroundGame(
                model.Slope * path.Value,
                path,
                model.Background.Rows,
                model.Background.Leaves[leaf++]
            );
        return new TreeShapley(model, [.. games], mostNumbers);
    }

    /// <param name="model">The trees.</param>
    /// <param name="leafCovers">Weight of the training rows in each leaf of all trees.</param>
    internal static TreeShapley PathDependent(ChallengerModel model, ReadOnlySpan<double> leafCovers)
    {
        List<ILeafGame> games = [];
        foreach (var tree in model.Trees.Trees)
        {
            var paths = LeafPath.Of(tree);
            var shares = TreeCovers.Shares(tree, paths, leafCovers.Slice(games.Count, paths.Length));
            games.AddRange(paths.Zip(shares, (path, share) => new CoverGame(model.Slope * path.Value, share)));
        }

        return new TreeShapley(model, [.. games], MostNumbers);
    }

    /// <summary>Scores and explains one account in one pass over the trees. Allocates nothing.</summary>
    /// <param name="values">Factor values in catalog order: number or level index, NaN = missing, -1 = unknown
    /// level.</param>
    /// <param name="contributions">Receives per factor, in catalog order, its log-odds of churn above
    /// <see cref="BaseLogOdds"/>: positive towards churn. As long as <paramref name="values"/>.</param>
    /// <returns>The log-odds of churn, to the bit those of <see cref="ChallengerModel.LogOdds"/>; base and
    /// contributions
    /// sum to them but for the rounding of doubles.</returns>
    public double Explain(ReadOnlySpan<double> values, Span<double> contributions)
    {
        if (contributions.Length != values.Length)
        {
            throw new ArgumentException(
                $"room for {contributions.Length} contributions of {values.Length} factors; expected as many"
            );
        }

        contributions.Clear();
        if (groups.SlotCount <= SlotsOnStack)
        {
            Span<float> encoded = stackalloc float[SlotsOnStack];
            return Explain(values, contributions, encoded[..groups.SlotCount]);
        }

        var rented = ArrayPool<float>.Shared.Rent(groups.SlotCount);
        var logOdds = Explain(values, contributions, rented.AsSpan(0, groups.SlotCount));
        ArrayPool<float>.Shared.Return(rented);
        return logOdds;
    }

    private double Explain(ReadOnlySpan<double> values, Span<double> contributions, Span<float> encoded)
    {
        groups.Encode(values, encoded);
        var score = 0.0;
        foreach (ref readonly var block in groups.Blocks)
        {
            score += tables.Add(block, groups.Word(block, encoded), contributions);
        }

        return (slope * score) + intercept;
    }
}
