using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Configuration;

namespace HealthScore.Training.Data;

/// <summary>Whether the levels of a categorical factor are learned from the file or given by the model.</summary>
public enum LevelRule
{
    Discovered,
    Fixed,
}

/// <summary>What is done with the outcome column.</summary>
public enum OutcomeReading
{
    /// <summary>It must be there, with churned and retained rows.</summary>
    Required,

    /// <summary>Read where the file has it.</summary>
    IfPresent,

    /// <summary>Not looked at: all outcomes are unknown.</summary>
    Ignored,
}

/// <summary>Only rows whose column has this value: as text after trimming, or as numbers where both parse.</summary>
public sealed record RowFilter(string Column, string Value)
{
    /// <summary>Reads <c>COLUMN=VALUE</c>.</summary>
    /// <exception cref="DataException">There is no <c>=</c> after a name.</exception>
    public static RowFilter Parse(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? new RowFilter(text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new DataException(DataProblem.Usage, $"--where is \"{text}\"; expected COLUMN=VALUE.");
}

/// <summary>Which columns of a file are read, and as what. Everything else in the file is passed over.</summary>
public sealed record TableSchema
{
    public required FactorCatalog Catalog { get; init; }

    public required ModelInput Input { get; init; }

    public required LevelRule Levels { get; init; }

    public OutcomeReading Outcome { get; init; } = OutcomeReading.Required;

    /// <summary>Further columns to keep as text: folds, kept columns, context.</summary>
    public ImmutableArray<string> TextColumns { get; init; } = [];

    public RowFilter? Where { get; init; }

    /// <summary>Between the fields of a CSV file; never guessed.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>For training and its checks: levels are discovered, the outcome must be there.</summary>
    public static TableSchema From(HealthConfiguration configuration, params IEnumerable<string> textColumns) =>
        new()
        {
            Catalog = configuration.Catalog,
            Input = configuration.Input,
            Levels = LevelRule.Discovered,
            TextColumns = WithContext(configuration.Input, textColumns),
        };

    /// <summary>
    /// For a trained model: its levels, and the outcome where the file has one. Scoring does not look at it
    /// (<see cref="OutcomeReading.Ignored"/>), evaluation requires it.
    /// </summary>
    public static TableSchema From(HealthModel model, params IEnumerable<string> textColumns) =>
        new()
        {
            Catalog = model.Catalog,
            Input = model.Input,
            Levels = LevelRule.Fixed,
            Outcome = OutcomeReading.IfPresent,
            TextColumns = WithContext(model.Input, textColumns),
        };

    private static ImmutableArray<string> WithContext(ModelInput input, IEnumerable<string> textColumns)
    {
        IEnumerable<string?> all = [.. textColumns, .. input.Context.Values, input.PreviousStage, input.StageSince];
        return [.. all.OfType<string>().Distinct(StringComparer.Ordinal)];
    }
}
