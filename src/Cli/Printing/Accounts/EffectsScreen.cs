using System.Collections.Immutable;
using HealthScore.Core.Explaining;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Accounts;

/// <summary>
/// The second view of a score with pairs: what each factor did against the average customer, its half of every pair
/// included.
/// </summary>
internal static class EffectsScreen
{
    /// <summary>Prints nothing where the formula has no pairs: the arithmetic says it all.</summary>
    public static void Print(Terminal terminal, AccountHealth health, HealthFormula formula, FactorCatalog catalog)
    {
        if (health.Contributions.IsEmpty || !formula.Factors.Any(factor => factor.IsPair))
        {
            return;
        }

        var alone = Alone(health.Contributions, formula);
        Layout.Heading(terminal, "Factor by factor, each pair shared half and half");
        var table = Layout.Table("factor", ">alone", ">from pairs", ">against the average");
        var (sumAlone, sum) = (0L, 0L);
        foreach (
            var effect in PairSplit
                .ByFactor(health.Contributions, formula)
                .OrderBy(effect => effect.Points)
                .ThenBy(effect => effect.Index)
        )
        {
            var own = alone.GetValueOrDefault(effect.Index);
            (sumAlone, sum) = (sumAlone + own, sum + effect.Points);
            string[] cells =
            [
                catalog[effect.Index].Title,
                Figures.SignedPoints(own),
                Figures.SignedPoints(effect.Points - own),
                Figures.SignedPoints(effect.Points),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        string[] total =
        [
            "health against the average",
            Figures.SignedPoints(sumAlone),
            Figures.SignedPoints(sum - sumAlone),
            Figures.SignedPoints(sum),
        ];
        table.AddRow(total.Select(cell => new Text(cell, Palette.Heading)));
        Layout.Print(terminal, table);
    }

    /// <summary>Points of single factors above their means, by place in the catalog.</summary>
    private static Dictionary<int, int> Alone(ImmutableArray<Contribution> contributions, HealthFormula formula) =>
        contributions
            .Zip(formula.Factors, (contribution, factor) => (contribution, factor))
            .Where(both => !both.factor.IsPair)
            .ToDictionary(both => both.factor.Index, both => both.contribution.Points - both.contribution.MeanPoints);
}
