using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Training.Exports.MlNet;

/// <summary>A column of whole numbers that tells apart what some ways of binning a factor tell apart.</summary>
/// <param name="Column">0 and more.</param>
/// <param name="Values">By number one value that has it: what <see cref="FactorBins.BinOf"/> is asked for.</param>
internal sealed record EntryColumn(Operand Column, ImmutableArray<double> Values)
{
    public int Count => Values.Length;
}

/// <summary>
/// By factor the number of its value: one column that serves every formula and pair, however each of them bins.
/// </summary>
internal sealed class FactorEntries
{
    private readonly ExpressionChain chain;
    private readonly FormulaInputs inputs;
    private readonly FactorCatalog catalog;
    private readonly ILookup<int, FactorPart> parts;
    private readonly Dictionary<int, EntryColumn> whole = [];
    private readonly Dictionary<string, EntryColumn> coarser = new(StringComparer.Ordinal);

    public FactorEntries(ExpressionChain chain, FormulaInputs inputs, HealthModel model)
    {
        (this.chain, this.inputs, catalog) = (chain, inputs, model.Catalog);
        parts = model
            .Formulas.SelectMany(formula => formula.Factors)
            .SelectMany(factor => factor.Column is null ? [factor.Row] : (FactorPart[])[factor.Row, factor.Column])
            .ToLookup(part => part.Index);
    }

    /// <summary>What all formulas and pairs tell apart.</summary>
    public EntryColumn Of(int factor)
    {
        if (!whole.TryGetValue(factor, out var entries))
        {
            entries = catalog[factor].Kind == FactorKind.Numeric ? OfNumber(factor) : OfLevel(factor);
            whole.Add(factor, entries);
        }

        return entries;
    }

    /// <summary>What the given ways of binning tell apart: those of one pair are few.</summary>
    public EntryColumn Of(int factor, IEnumerable<FactorPart> some)
    {
        var all = Of(factor);
        FactorPart[] told = [.. some];
        string[] signatures = [.. all.Values.Select(value => Signature(told, value))];
        string[] distinct = [.. signatures.Distinct()];
        if (distinct.Length == all.Count)
        {
            return all;
        }

        var key = $"{factor}:{string.Join(',', signatures.Select(s => Array.IndexOf(distinct, s)))}";
        if (!coarser.TryGetValue(key, out var entries))
        {
            string[] numbers = [.. signatures.Select(s => ExpressionText.Of((long)Array.IndexOf(distinct, s)))];
            entries = new EntryColumn(
                chain.Add(Choices.ByNumber(chain, numbers, all.Column)),
                [.. distinct.Select(s => all.Values[Array.IndexOf(signatures, s)])]
            );
            coarser.Add(key, entries);
        }

        return entries;
    }

    private EntryColumn OfNumber(int factor)
    {
        double[] edges = [.. parts[factor].SelectMany(part => part.Bins.Edges.ToArray()).Distinct().Order()];
        var x = inputs.Of(chain, factor);
        var missing = string.Concat(
            inputs.MissingOf(factor).Numbers.Order().Select(word => $" or {x.Text} == {ExpressionText.Of(word)}")
        );
        var entry = chain.Add(
            $"isna({x.Text}){missing} ? {ExpressionText.Of(edges.Length + 1L)} : {Choices.ByEdges(x, edges, first: 0)}",
            x
        );
        return new EntryColumn(entry, [double.NegativeInfinity, .. edges, double.NaN]);
    }

    /// <summary>
    /// ML.NET has one value for no text and for empty text. A word for missing that is a level is that level.
    /// </summary>
    private EntryColumn OfLevel(int factor)
    {
        var x = inputs.Of(chain, factor);
        FactorPart[] told = [.. parts[factor]];
        var words = inputs.MissingOf(factor).Words.Where(word => word.Length > 0);
        string[] missing = [.. words.Select(word => word.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal)];
        string[] levels = [.. catalog[factor].Levels];
        string[] signatures = [.. levels.Select((_, level) => Signature(told, level))];
        var unknown = Signature(told, FactorCatalog.UnknownLevel);
        string[] groups = [.. signatures.Where(signature => signature != unknown).Distinct()];
        var (unmeasured, other) = (groups.Length, groups.Length + 1);
        var seen = levels
            .Select((level, k) => (Level: level, Group: Array.IndexOf(groups, signatures[k])))
            .Where(level => level.Group >= 0 || missing.Contains(level.Level.ToUpperInvariant()))
            .Select(level =>
                ($"{x.Text} == {ExpressionText.Quoted(level.Level)}", level.Group < 0 ? other : level.Group)
            );
        var entry = Choices.ByText(
            chain,
            x,
            [
                ($"{x.Text} == \"\"", unmeasured),
                .. seen,
                .. missing.Select(word => ($"upper({x.Text}) == {ExpressionText.Quoted(word)}", unmeasured)),
            ],
            other
        );
        var first = groups.Select(group => (double)Array.IndexOf(signatures, group));
        return new EntryColumn(chain.Add(entry), [.. first, double.NaN, FactorCatalog.UnknownLevel]);
    }

    private static string Signature(FactorPart[] told, double value) =>
        string.Join(',', told.Select(part => part.Bins.BinOf(value)));
}
