using System.Collections.Immutable;

namespace HealthScore.Training.Configuration;

/// <summary>What a person says about a file whose configuration is to be inferred.</summary>
/// <param name="Label">The outcome's column.</param>
public sealed record InferenceOptions(string Label)
{
    /// <summary>The value that means churned; null looks for a word that says so.</summary>
    public string? Churned { get; init; }

    public string? Id { get; init; }

    public string? AsOf { get; init; }

    public string? Segment { get; init; }

    public string? Stage { get; init; }

    public string? Value { get; init; }

    /// <summary>Columns that are not looked at: folds, splits.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    public char Separator { get; init; } = ',';

    /// <summary>Columns that have a use, with the option that named them.</summary>
    internal IEnumerable<(string Column, string Option)> Named =>
        new (string? Column, string Option)[]
        {
            (Label, "--label"),
            (Id, "--id"),
            (AsOf, "--as-of"),
            (Segment, "--segment"),
            (Stage, "--stage"),
            (Value, "--value"),
        }
            .Where(n => n.Column is not null)
            .Select(n => (n.Column!, n.Option))
            .Concat(Exclude.Select(column => (column, "--exclude")));
}

/// <summary>A configuration made from a file, and what a person should look at.</summary>
/// <param name="Configuration">Ready to be written.</param>
/// <param name="Warnings">Sentences, one a column.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Churned">Churned rows.</param>
/// <param name="Unknown">Rows whose outcome is not yet known.</param>
public sealed record InferredConfiguration(
    HealthConfiguration Configuration,
    ImmutableArray<string> Warnings,
    int Rows,
    int Churned,
    int Unknown
);
