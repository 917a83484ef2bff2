using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;

namespace HealthScore.Training.Data;

/// <summary>What a model that learned from some rows may know of a categorical factor's levels.</summary>
public static class SeenLevels
{
    /// <summary>
    /// The table as a model sees it that learned from the rows of known outcome among <paramref name="rows"/>:
    /// categorical factors keep only the levels seen there, and every other level becomes unknown. Declared levels of
    /// ordinal factors stay.
    /// </summary>
    public static TrainingTable In(TrainingTable table, IReadOnlyList<int> rows)
    {
        var factors = ImmutableArray.CreateBuilder<Factor>(table.Catalog.Count);
        var values = new double[table.Values.Length][];
        for (var j = 0; j < values.Length; j++)
        {
            var factor = table.Catalog[j];
            var seen = factor.Kind == FactorKind.Categorical ? Seen(table, j, rows) : [];
            var isWhole = factor.Kind != FactorKind.Categorical || seen.All(level => level);
            factors.Add(isWhole ? factor : factor with { Levels = [.. factor.Levels.Where((_, k) => seen[k])] });
            values[j] = isWhole ? table.Values[j] : Recode(table.Values[j], seen);
        }

        return table with
        {
            Catalog = new FactorCatalog(factors),
            Values = values,
        };
    }

    private static bool[] Seen(TrainingTable table, int factor, IReadOnlyList<int> rows)
    {
        var seen = new bool[table.Catalog[factor].Levels.Length];
        foreach (var row in rows)
        {
            if (table.Outcomes[row] != Outcome.Unknown && table.Values[factor][row] >= 0)
            {
                seen[(int)table.Values[factor][row]] = true;
            }
        }

        return seen;
    }

    private static double[] Recode(double[] values, bool[] seen)
    {
        var codes = new double[seen.Length];
        var next = 0;
        for (var k = 0; k < seen.Length; k++)
        {
            codes[k] = seen[k] ? next++ : FactorCatalog.UnknownLevel;
        }

        return Array.ConvertAll(values, value => value >= 0 ? codes[(int)value] : value);
    }
}
