using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles.FormulaParts;

/// <summary>
/// What the formula of a segment or stage shares with the formula of all accounts, and whether it does.
/// </summary>
internal static class SharedPartsJson
{
    /// <summary>How far, in parts of the whole, shared weights may stand apart: whole points are this exact.</summary>
    private const double Rounding = 1e-6;

    public static JsonObject Write(SharedParts shares) =>
        new()
        {
            ["curves"] = new JsonArray([.. shares.Curves.Select(key => JsonValue.Create(key))]),
            ["weights"] = new JsonArray([.. shares.Weights.Select(key => JsonValue.Create(key))]),
        };

    public static SharedParts Read(JsonPlace place)
    {
        place.With("curves", "weights");
        return new SharedParts(Keys(place["curves"]), Keys(place["weights"]));
    }

    /// <summary>What a formula says it shares and does not, in words; null where all is true.</summary>
    /// <param name="formula">Of a segment or stage.</param>
    /// <param name="common">Of all accounts.</param>
    public static string? BrokenBy(HealthFormula formula, HealthFormula common)
    {
        foreach (var key in formula.Shares.Curves.Concat(formula.Shares.Weights))
        {
            var (own, all) = (Find(formula, key), Find(common, key));
            var rule = (own, all) switch
            {
                (null, _) or (_, null) => "has it in both formulas",
                _ when !HaveOneCurve(own, all) => "has the curve of the formula of all accounts",
                _ when formula.Shares.Weights.Contains(key) && !MoveOddsAlike(own, formula, all, common) =>
                    "has the weight of the formula of all accounts",
                _ => null,
            };
            if (rule is not null)
            {
                return $"'{key}' stands in shares, and nothing {rule}";
            }
        }

        return null;
    }

    private static FormulaFactor? Find(HealthFormula formula, string key) =>
        formula.Factors.FirstOrDefault(factor => factor.Key == key);

    /// <summary>Whether learned entries stand in one proportion, a unit of rounding aside.</summary>
    private static bool HaveOneCurve(FormulaFactor own, FormulaFactor all)
    {
        if (own.Table.Bins.Length != all.Table.Bins.Length)
        {
            return false;
        }

        // A level never seen holds the mean of the formula's own rows, which is no part of the curve.
        long slack = 100L * (own.Table.Best + (long)all.Table.Best);
        return own
            .Table.Bins.Zip(all.Table.Bins)
            .Where(pair => pair.First != own.Table.Mean || pair.Second != all.Table.Mean)
            .All(pair => Math.Abs(((long)pair.First * all.Table.Best) - ((long)pair.Second * own.Table.Best)) <= slack);
    }

    private static bool MoveOddsAlike(
        FormulaFactor own,
        HealthFormula formula,
        FormulaFactor all,
        HealthFormula common
    ) => Math.Abs((own.Weight * formula.Slope) - (all.Weight * common.Slope)) <= Rounding * common.Slope;

    private static ImmutableArray<string> Keys(JsonPlace place) => [.. place.Items().Select(item => item.Text())];
}
