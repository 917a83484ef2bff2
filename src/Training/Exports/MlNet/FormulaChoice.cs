using HealthScore.Core.Formula;

namespace HealthScore.Training.Exports.MlNet;

/// <summary>What one factor or pair gives: by the formula in use, and by the numbers of its values.</summary>
internal sealed class FormulaChoice
{
    private readonly ExpressionChain chain;
    private readonly Operand formula;

    /// <summary>The factor as each formula has it; null where it lacks it.</summary>
    private readonly FormulaFactor?[] owned;

    /// <summary>Of the factor itself, or of the two of a pair.</summary>
    private readonly EntryColumn[] entries;

    /// <param name="model">With its formulas.</param>
    /// <param name="chain">Takes the expressions.</param>
    /// <param name="factors">The numbers of values.</param>
    /// <param name="formula">Position of the formula in use.</param>
    /// <param name="key">Of the factor or pair.</param>
    public FormulaChoice(HealthModel model, ExpressionChain chain, FactorEntries factors, Operand formula, string key)
    {
        (this.chain, this.formula, Key) = (chain, formula, key);
        owned = [.. model.Formulas.Select(f => f.Factors.FirstOrDefault(factor => factor.Key == key))];
        FormulaFactor[] same = [.. owned.OfType<FormulaFactor>()];
        entries = same[0].Column is { } column
            ?
            [
                factors.Of(same[0].Row.Index, same.Select(factor => factor.Row)),
                factors.Of(column.Index, same.Select(factor => factor.Column!)),
            ]
            : [factors.Of(same[0].Row.Index)];
    }

    public string Key { get; }

    /// <summary>In 10^-7 points.</summary>
    public Term Points() => Choose((factor, entry) => factor.PointsOf(entry));

    /// <summary>Its best points where it was really measured, else 0.</summary>
    public Term Measured() => Choose((factor, entry) => factor.IsMeasured(entry) ? factor.Table.Best : 0);

    /// <summary>A value by formula and entries; by entries alone where all formulas agree.</summary>
    private Term Choose(Func<FormulaFactor, int, long> valueOf)
    {
        string[] values =
        [
            .. from factor in owned
            from row in entries[0].Values
            from column in entries.Length == 1 ? [0] : entries[1].Values
            select ExpressionText.Of(factor is null ? 0L : valueOf(factor, EntryOf(factor, row, column))),
        ];
        var each = values.Length / owned.Length;
        var alike = values.AsSpan(each..).SequenceEqual(values.AsSpan(..^each));
        Operand[] operands = [.. alike ? (Operand[])[] : [formula], .. entries.Select(entry => entry.Column)];
        var code = operands[0].Text;
        foreach (var entry in entries.Skip(alike ? 1 : 0))
        {
            code = $"({code}) * {ExpressionText.Of((long)entry.Count)} + {entry.Column.Text}";
        }

        return Choices.ByNumber(chain, alike ? values[..each] : values, code, operands);
    }

    /// <summary>As <see cref="FormulaFactor.EntryOf(ReadOnlySpan{double})"/> finds it.</summary>
    private static int EntryOf(FormulaFactor factor, double row, double column)
    {
        var entry = factor.Row.Bins.BinOf(row);
        return factor.Column is null
            ? entry
            : (entry * factor.Column.Bins.EntryCount) + factor.Column.Bins.BinOf(column);
    }
}
