using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining;

/// <summary>One bin of the readable formula.</summary>
/// <param name="Label">What falls in, in words.</param>
/// <param name="Points">What it adds, exactly.</param>
/// <param name="SubScore">100 x points / best points, two decimals.</param>
public sealed record BinDescription(string Label, string Points, string SubScore);

/// <summary>One factor of the readable formula.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Pillar">Its pillar.</param>
/// <param name="Unit">Of its values, or null.</param>
/// <param name="Weight">Share of the achievable points, exact.</param>
/// <param name="BestPoints">The most it can add: 100 x weight.</param>
/// <param name="Bins">Every bin, then missing, then levels never seen; of a pair every cell, row by row.</param>
/// <param name="Grid">The same as a table of two factors, of a pair; else null.</param>
public sealed record FactorDescription(
    string Key,
    string Title,
    string Pillar,
    string? Unit,
    string Weight,
    string BestPoints,
    ImmutableArray<BinDescription> Bins,
    PairGrid? Grid = null
);

/// <summary>The formula of one segment and stage for people to read.</summary>
public sealed record FormulaDescription
{
    public required string Segment { get; init; }

    public required string Stage { get; init; }

    public required string Hash { get; init; }

    /// <summary>The heaviest first.</summary>
    public required ImmutableArray<FactorDescription> Factors { get; init; }

    /// <summary>How a score is worked out, one step a line.</summary>
    public required ImmutableArray<string> Steps { get; init; }

    /// <summary>Where bands begin, best first.</summary>
    public required ImmutableArray<string> Bands { get; init; }

    /// <summary>Which direction is good and what a score means.</summary>
    public required ImmutableArray<string> Scale { get; init; }

    /// <summary>Factors that earned no place, with the reason.</summary>
    public required ImmutableArray<string> LeftOut { get; init; }
}

/// <summary>The readable formula: what anyone needs to work out a score by hand.</summary>
public static class FormulaText
{
    /// <summary>One description a formula, in the order of the model.</summary>
    public static ImmutableArray<FormulaDescription> Of(HealthModel model) =>
        [.. model.Formulas.Select((formula, f) => Of(formula, model.FormulaHashes[f], model))];

    /// <summary>The whole as plain text.</summary>
    public static string Plain(HealthModel model)
    {
        var text = new StringBuilder();
        foreach (var formula in Of(model))
        {
            text.Append($"Formula {formula.Hash}: segment {formula.Segment}, stage {formula.Stage}\n\n");
            Append(text, formula.Scale);
            Append(text.Append("\nHow a score is made\n"), formula.Steps);
            Append(text.Append("\nBands\n"), formula.Bands);
            text.Append("\nFactors\n").Append(Table(formula));
            AppendPairs(text, formula);
            if (!formula.LeftOut.IsEmpty)
            {
                Append(text.Append("\nLeft out\n"), formula.LeftOut);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>What the scale means: higher is better, where bands begin, what ten points more do.</summary>
    public static ImmutableArray<string> Scale(HealthFormula formula, int horizonDays) =>
        [
            "Health runs from 0 to 100; higher is better.",
            .. BandText.Of(formula).Select(band => $"{char.ToUpperInvariant(band[0])}{band[1..]}."),
            $"Churn probability is the chance that the customer leaves within {horizonDays} days; higher is worse.",
            $"Ten points more health multiply the odds of churn by {OddsFactor(formula)}.",
        ];

    private static FormulaDescription Of(HealthFormula formula, string hash, HealthModel model) =>
        new()
        {
            Segment = formula.Segment,
            Stage = formula.Stage,
            Hash = hash,
            Factors =
            [
                .. formula
                    .Factors.OrderByDescending(f => f.Table.Best)
                    .ThenBy(f => f.Key, StringComparer.Ordinal)
                    .Select(f => Of(f, model.Catalog)),
            ],
            Steps =
            [
                "health = sum over factors of weight x sub-score = sum of the points below",
                $"log-odds of churn = {formula.Intercept} - {formula.Slope} x health",
                "churn probability = 1 / (1 + e^-log-odds)",
                "on the scale from 1 to 10: sum of weight x (1 + 9 x sub-score / 100) = 1 + 9 x health / 100",
            ],
            Bands = [.. BandText.Of(formula), .. BandText.ByContext(formula)],
            Scale = Scale(formula, model.HorizonDays),
            LeftOut = [.. formula.LeftOut.Select(f => $"{FactorTitles.Of(f.Factor, model.Catalog)}: {f.Reason}")],
        };

    private static FactorDescription Of(FormulaFactor part, FactorCatalog catalog) =>
        new(
            part.Key,
            FactorTitles.Of(part, catalog),
            catalog[part.Index].Pillar,
            part.IsPair ? null : catalog[part.Index].Unit,
            PointsText.Trimmed(PointsText.WeightOf(part)),
            PointsText.Exact(part.Table.Best),
            [
                .. Enumerable
                    .Range(0, part.EntryCount)
                    .Select(entry => new BinDescription(
                        BinLabels.Of(part, catalog, entry),
                        PointsText.Exact(part.PointsOf(entry)),
                        PointsText.SubScoreOf(part, part.PointsOf(entry)).ToString("F2", CultureInfo.InvariantCulture)
                    )),
            ],
            PairGrid.Of(part, catalog)
        );

    private static string Table(FormulaDescription formula) =>
        PlainTable.Of(
            ["factor", "weight", "bin", "points", "sub-score"],
            formula
                .Factors.Where(factor => factor.Grid is null)
                .SelectMany(factor =>
                    factor.Bins.Select(
                        (bin, k) =>
                            ImmutableArray.Create(
                                k == 0 ? TitleWithUnit(factor) : "",
                                k == 0 ? factor.Weight : "",
                                bin.Label,
                                bin.Points,
                                bin.SubScore
                            )
                    )
                ),
            1,
            3,
            4
        );

    private static void AppendPairs(StringBuilder text, FormulaDescription formula)
    {
        foreach (var pair in formula.Factors.Where(factor => factor.Grid is not null))
        {
            text.Append($"\n{pair.Title}: points of both together, weight {pair.Weight}\n").Append(pair.Grid!.Plain());
        }
    }

    private static string TitleWithUnit(FactorDescription factor) =>
        factor.Unit is { } unit ? $"{factor.Title} ({unit})" : factor.Title;

    private static string OddsFactor(HealthFormula formula) =>
        Logistic.Exp(-10 * formula.Slope).ToString("0.00##", CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }
    }
}
