using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Training.Configuration;

/// <summary>
/// Everything <c>healthscore.yaml</c> says: the definition of a health score before anything is learned.
/// </summary>
public sealed record HealthConfiguration
{
    /// <summary>Words that mean "not measured" unless the file says otherwise.</summary>
    public static ImmutableArray<string> UsualMissingWords { get; } = ["", "NA", "NaN", "null", "?"];

    /// <summary>When this definition was last reviewed, and how often it is to be.</summary>
    public DefinitionReview Review { get; init; } = DefinitionReview.None;

    public ColumnRoles Columns { get; init; } = new();

    public required OutcomeRule Outcome { get; init; }

    public int HorizonDays { get; init; } = 180;

    /// <summary>Days between the as-of date and the start of the horizon.</summary>
    public int LeadDays { get; init; }

    /// <summary>Compared after trimming and without case.</summary>
    public ImmutableArray<string> Missing { get; init; } = UsualMissingWords;

    /// <summary>Coverage, required pillars, and how far the formula may fall behind the challenger.</summary>
    public ScoringRules Rules { get; init; } = ScoringRules.Default;

    /// <summary>Most pairs of factors in the formula, 0 for none; null leaves it to the fit.</summary>
    public int? MostPairs { get; init; }

    public ChallengerTrainerKind Challenger { get; init; } = ChallengerTrainerKind.FastTree;

    public BandRule Bands { get; init; } = BandRule.Usual;

    public ImmutableArray<FactorRule> Factors { get; init; } = [];

    public ImmutableArray<LeftOutColumn> LeftOut { get; init; } = [];

    /// <summary>
    /// Further days kept free between training and test rows: as many as the factors of a test row look back.
    /// </summary>
    public int EmbargoDays { get; init; }

    /// <summary>Days that must lie between training and test rows of one account.</summary>
    public int PurgeDays => LeadDays + HorizonDays;

    /// <summary>The purge and the embargo: what a walk-forward evaluation keeps free before each block.</summary>
    public int GapDays => PurgeDays + EmbargoDays;

    /// <summary>The factors in their order; levels of categorical factors are not known before training.</summary>
    public FactorCatalog Catalog => new(Factors.Select(rule => rule.Factor));

    /// <summary>Where a model finds its columns.</summary>
    public ModelInput Input =>
        new()
        {
            Account = Columns.Account,
            AsOf = Columns.AsOf,
            Segment = Columns.Segment,
            Stage = Columns.Stage,
            PreviousStage = Columns.PreviousStage,
            StageSince = Columns.StageSince,
            Value = Columns.Value,
            Notice = Columns.Notice,
            Context = Columns.Context,
            FactorColumns = [.. Factors.Select(rule => rule.Column)],
            MissingWords = Missing,
            FactorMissingWords = [.. Factors.Select(rule => rule.Missing)],
            OutcomeColumn = Outcome.Column,
            ChurnedValue = Outcome.Churned,
            ExpandedValue = Outcome.Expanded,
        };
}

/// <summary>Columns of a file that are not factors; null where the file has none.</summary>
public sealed record ColumnRoles
{
    public string? Account { get; init; }

    public string? AsOf { get; init; }

    public string? Segment { get; init; }

    public string? Stage { get; init; }

    public string? Value { get; init; }

    public string? PreviousStage { get; init; }

    public string? StageSince { get; init; }

    public string? Notice { get; init; }

    /// <summary>Name to column: shown and filtered by, never fitted.</summary>
    public ImmutableSortedDictionary<string, string> Context { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    public ImmutableArray<string> Ignore { get; init; } = [];
}

/// <summary>Which column tells what became of an account, and by which words.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Churned">The text, or number, that means churned.</param>
/// <param name="Expanded">A third value allowed, counted as retained; null where there is none.</param>
public sealed record OutcomeRule(string Column, string Churned, string? Expanded = null);

public enum ChallengerTrainerKind
{
    FastTree,
    None,
}

/// <summary>One factor as configured: what it is, and where it is found.</summary>
public sealed record FactorRule(Factor Factor, string Column)
{
    /// <summary>Words that mean "not measured" in this column alone, beside the general ones.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    public string? AgeColumn { get; init; }

    public string? DetailColumn { get; init; }

    /// <summary>A remark that the writer puts on the factor's line.</summary>
    public string? Comment { get; init; }
}

/// <summary>A column that is no factor, and why.</summary>
public sealed record LeftOutColumn(string Column, string Reason);
