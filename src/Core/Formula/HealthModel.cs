using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula.Blends;
using HealthScore.Core.Trees;

namespace HealthScore.Core.Formula;

/// <summary>When a score is given, given with a warning, or withheld.</summary>
/// <param name="LowBelow">Coverage below which a score is low_confidence, 0..1.</param>
/// <param name="WithholdBelow">Coverage below which no score is given, 0..1.</param>
/// <param name="RequiredPillars">An account with none of such a pillar measured gets no score.</param>
public sealed record ScoringRules(double LowBelow, double WithholdBelow, ImmutableArray<string> RequiredPillars)
{
    /// <summary>Most AUC the formula may lie behind the challenger at training; null where that is not asked.</summary>
    public double? MaxAucGap { get; init; }

    /// <summary>
    /// Most AUC a re-trained model may lie behind the one before, on the same rows; null where that is not asked.
    /// </summary>
    public double? MaxAucDrop { get; init; }

    /// <summary>
    /// Name of the context column whose values may have thresholds of their own; null where none has.
    /// </summary>
    public string? BandsBy { get; init; }

    public static ScoringRules Default { get; } = new(LowBelow: 0.60, WithholdBelow: 0.30, RequiredPillars: []);
}

/// <summary>Where the columns of a file are found, so that a model alone can read one.</summary>
public sealed record ModelInput
{
    public string? Account { get; init; }

    public string? AsOf { get; init; }

    public string? Segment { get; init; }

    public string? Stage { get; init; }

    public string? PreviousStage { get; init; }

    public string? StageSince { get; init; }

    public string? Value { get; init; }

    public string? Notice { get; init; }

    /// <summary>Context name to column: shown and filtered by, never fitted.</summary>
    public ImmutableSortedDictionary<string, string> Context { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Column of each factor, in catalog order.</summary>
    public ImmutableArray<string> FactorColumns { get; init; } = [];

    /// <summary>Words that mean "not measured", compared after trimming and without case.</summary>
    public ImmutableArray<string> MissingWords { get; init; } = [];

    /// <summary>Further such words of one factor, in catalog order; empty where there are none.</summary>
    public ImmutableArray<ImmutableArray<string>> FactorMissingWords { get; init; } = [];

    public string OutcomeColumn { get; init; } = "";

    public string ChurnedValue { get; init; } = "";

    public string? ExpandedValue { get; init; }
}

/// <summary>
/// Everything that scores an account: the catalog, the formulas, the rules, and the trees beside them.
/// </summary>
public sealed record HealthModel
{
    private readonly FormulaBlends blends = new();

    public required FactorCatalog Catalog { get; init; }

    /// <summary>One entry per segment and stage; "all" stands for any.</summary>
    public required ImmutableArray<HealthFormula> Formulas { get; init; }

    /// <summary>
    /// First 12 hex digits of the sha256 of each formula's canonical JSON, in the order of <see cref="Formulas"/>.
    /// </summary>
    public required ImmutableArray<string> FormulaHashes { get; init; }

    /// <summary>
    /// One per formula, in the order of <see cref="Formulas"/>; empty where the model says nothing of its uncertainty.
    /// </summary>
    public ImmutableArray<FormulaReplicates> Replicates { get; init; } = [];

    public required ModelInput Input { get; init; }

    public required ScoringRules Rules { get; init; }

    public required int HorizonDays { get; init; }

    /// <summary>How old the definition is that the model was trained by.</summary>
    public DefinitionReview Review { get; init; } = DefinitionReview.None;

    /// <summary>First 12 hex digits of the manifest's sha256; empty for a model that is not in a directory.</summary>
    public string Version { get; init; } = "";

    /// <summary>Null where none was trained.</summary>
    public ChallengerModel? Challenger { get; init; }

    /// <summary>
    /// Position in <see cref="Formulas"/> of the formula for a segment and stage: the most specific that matches.
    /// </summary>
    public int FormulaFor(string segment, string stage)
    {
        var best = -1;
        var bestRank = -1;
        for (var f = 0; f < Formulas.Length; f++)
        {
            var rank = FormulaMatch.Rank((Formulas[f].Segment, Formulas[f].Stage), (segment, stage));
            if (rank > bestRank)
            {
                (best, bestRank) = (f, rank);
            }
        }

        return best;
    }

    /// <summary>
    /// The formula that scores an account: its stage's, or within 60 days of a change of stage a blend of the stage
    /// before and this one.
    /// </summary>
    public FormulaInUse FormulaOf(Snapshot snapshot) =>
        FormulaOf(
            snapshot.Segment,
            snapshot.Stage,
            snapshot.PreviousStage,
            snapshot.StageSince,
            snapshot.AsOf,
            Rules.BandsBy is { } by ? snapshot.Context.GetValueOrDefault(by) : null
        );

    /// <inheritdoc cref="FormulaOf(Snapshot)"/>
    /// <param name="segment">The account's segment.</param>
    /// <param name="stage">The account's stage.</param>
    /// <param name="previousStage">The stage before, or null.</param>
    /// <param name="stageSince">The first day of <paramref name="stage"/>, or null.</param>
    /// <param name="asOf">The day of the score, or null.</param>
    /// <param name="context">Its value of the context that thresholds differ by, or null.</param>
    public FormulaInUse FormulaOf(
        string segment,
        string stage,
        string? previousStage,
        DateOnly? stageSince,
        DateOnly? asOf,
        string? context
    )
    {
        var used = FormulaOf(segment, stage, previousStage, stageSince, asOf);
        return context is null ? used : used with { Formula = used.Formula.For(context) };
    }

    /// <summary>With the thresholds of all accounts.</summary>
    /// <inheritdoc cref="FormulaOf(string, string, string?, DateOnly?, DateOnly?, string?)"/>
    public FormulaInUse FormulaOf(
        string segment,
        string stage,
        string? previousStage,
        DateOnly? stageSince,
        DateOnly? asOf
    )
    {
        var now = InUse(FormulaFor(segment, stage));
        if (previousStage is null || stageSince is not { } since || asOf is not { } today)
        {
            return now;
        }

        var day = StageBlend.DayOf(since, today);
        var position = day == StageBlend.Days ? now.Position : FormulaFor(segment, previousStage);
        return position < 0 || position == now.Position ? now
            : day == 0 ? InUse(position)
            : blends.Of(InUse(position), now, day);
    }

    private FormulaInUse InUse(int position) =>
        new(
            Formulas[position],
            FormulaHashes[position],
            position,
            position < Replicates.Length ? Replicates[position] : null
        );
}
