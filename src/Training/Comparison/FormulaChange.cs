using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Training.Evaluation.Agreement;

namespace HealthScore.Training.Comparison;

/// <summary>A factor's weight in two formulas; 0 where it has no place in one.</summary>
/// <param name="Factor">The factor's key.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Old">Its weight in the old formula, 0..1.</param>
/// <param name="New">Its weight in the new one.</param>
public sealed record WeightChange(string Factor, string Title, double Old, double New)
{
    /// <summary>Standard errors of the difference that are still taken for chance.</summary>
    public const double MostErrors = 2;

    public double? OldError { get; init; }

    public double? NewError { get; init; }

    public double Difference => New - Old;

    /// <summary>Of the difference, as if the two training sets were independent; null where one is not known.</summary>
    /// <remarks>Where the sets share rows it is too wide, and a weight that moved has moved all the more.</remarks>
    public double? DifferenceError =>
        (OldError * OldError) + (NewError * NewError) is { } variance ? Math.Sqrt(variance) : null;

    /// <summary>True where the weight moved by more than two standard errors; null where they are not known.</summary>
    public bool? IsMoved => DifferenceError is { } error ? Math.Abs(Difference) > MostErrors * error : null;
}

/// <summary>One segment and stage in two models.</summary>
public sealed record FormulaChange
{
    public required string Segment { get; init; }

    public required string Stage { get; init; }

    public required HealthFormula Old { get; init; }

    public required HealthFormula New { get; init; }

    /// <summary>Whether it is the formula of all accounts.</summary>
    public bool IsCommon => (Segment, Stage) == ("all", "all");

    /// <summary>The heaviest in the new formula first, those without a place in it last.</summary>
    public required ImmutableArray<WeightChange> Weights { get; init; }

    /// <summary>Rank correlation of the weights (Spearman); null where there are fewer than two.</summary>
    public double? RankCorrelation => Ranks.Correlation([.. Weights.Select(w => (w.Old, w.New))]);

    /// <summary>Every segment and stage that either model has a formula of its own for.</summary>
    public static ImmutableArray<FormulaChange> Of(ComparedModel old, ComparedModel @new) =>
        [
            .. new[] { @new, old }
                .SelectMany(model => model.Model.Formulas.Select(formula => (formula.Segment, formula.Stage)))
                .Distinct()
                .Select(name => Of(old, @new, name.Segment, name.Stage)),
        ];

    private static FormulaChange Of(ComparedModel old, ComparedModel @new, string segment, string stage)
    {
        var before = old.Model.Formulas[old.Model.FormulaFor(segment, stage)];
        var after = @new.Model.Formulas[@new.Model.FormulaFor(segment, stage)];
        var keys = after.Factors.Concat(before.Factors).Select(f => f.Key).Distinct(StringComparer.Ordinal);
        var weights = keys.Select(key => new WeightChange(
            key,
            FactorTitle.Of(key, @new.Model.Catalog, old.Model.Catalog),
            WeightOf(before, key),
            WeightOf(after, key)
        )
        {
            OldError = old.ErrorOf(before, key),
            NewError = @new.ErrorOf(after, key),
        });
        return new FormulaChange
        {
            Segment = segment,
            Stage = stage,
            Old = before,
            New = after,
            Weights =
            [
                .. weights
                    .OrderByDescending(w => w.New)
                    .ThenByDescending(w => w.Old)
                    .ThenBy(w => w.Factor, StringComparer.Ordinal),
            ],
        };
    }

    private static double WeightOf(HealthFormula formula, string key) =>
        formula.Factors.FirstOrDefault(f => f.Key == key)?.Weight ?? 0;
}
