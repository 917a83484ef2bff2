using System.Collections.Immutable;

namespace HealthScore.Training.Exports;

/// <summary>Whether a scored file shows what each factor added.</summary>
public enum ContributionColumns
{
    Omitted,

    /// <summary>One <c>contribution.KEY</c> per factor of the catalog, in its order, then per pair.</summary>
    Written,
}

/// <summary>Whether a scored file shows how sure each score is.</summary>
public enum IntervalColumns
{
    Omitted,

    /// <summary>Behind <c>formula_hash</c>; empty where the model holds no replicates or a row has no score.</summary>
    Written,
}

/// <summary>Which columns a scored file has beside its own.</summary>
public sealed record ScoredColumns
{
    /// <summary>Columns of the input copied after <c>account_id</c>; texts of the table.</summary>
    public ImmutableArray<string> Keep { get; init; } = [];

    public ContributionColumns Contributions { get; init; }

    public IntervalColumns Intervals { get; init; }

    /// <summary>The day of every row of a table without days.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Empty where no single model scored the rows.</summary>
    public string ModelVersion { get; init; } = "";

    /// <summary>Fold of each row: adds the last columns <c>outcome</c> (1, 0, empty) and <c>fold</c>.</summary>
    public string[]? Folds { get; init; }
}
