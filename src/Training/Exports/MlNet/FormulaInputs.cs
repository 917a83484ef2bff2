using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;
using Microsoft.Data.Analysis;
using Microsoft.ML;

namespace HealthScore.Training.Exports.MlNet;

/// <summary>
/// The columns that the formula is fed, under the names they have in a file: a double for a numeric factor, text for
/// one of levels, and for segment, stage and the context that thresholds differ by, where the model asks for them.
/// </summary>
internal sealed class FormulaInputs
{
    /// <summary>
    /// Ends the name of a text where the column is a number too: ML.NET knows one type a column.
    /// </summary>
    public const string TextEnding = ".text";

    private readonly HealthModel model;
    private readonly List<DataFrameColumn> columns = [];

    /// <exception cref="ArgumentException">The model does not say which column each factor is.</exception>
    public FormulaInputs(HealthModel model)
    {
        this.model = model;
        if (model.Input.FactorColumns.Length != model.Catalog.Count)
        {
            throw new ArgumentException(
                $"{model.Input.FactorColumns.Length} column names for {model.Catalog.Count} factors; expected one each"
            );
        }

        var used = model.Formulas.SelectMany(formula => formula.Factors).SelectMany(PartsOf).ToHashSet();
        foreach (var factor in used.Order())
        {
            var name = model.Input.FactorColumns[factor];
            columns.Add(IsNumber(factor) ? new DoubleDataFrameColumn(name) : new StringDataFrameColumn(name));
        }

        Segment = TextOf(model.Input.Segment, model.Formulas.Any(formula => formula.Segment != "all"));
        Stage = TextOf(model.Input.Stage, model.Formulas.Any(formula => formula.Stage != "all"));
        Context = TextOf(
            model.Rules.BandsBy is { } by ? model.Input.Context.GetValueOrDefault(by) : null,
            model.Formulas.Any(formula => formula.BandsBy.Length > 0)
        );
    }

    /// <summary>Null where no formula is a segment's own.</summary>
    public string? Segment { get; }

    /// <summary>Null where no formula is a stage's own.</summary>
    public string? Stage { get; }

    /// <summary>Null where thresholds differ by nothing.</summary>
    public string? Context { get; }

    /// <summary>The columns without a row.</summary>
    public IDataView Example => new DataFrame(columns);

    public Operand Of(ExpressionChain chain, int factor) => chain.Input(model.Input.FactorColumns[factor]);

    /// <summary>Words that mean "not measured" in the factor's column.</summary>
    public MissingWords MissingOf(int factor)
    {
        var own = model.Input.FactorMissingWords;
        return new MissingWords([model.Input.MissingWords, own.IsDefaultOrEmpty ? [] : own[factor]]);
    }

    private static IEnumerable<int> PartsOf(FormulaFactor factor) =>
        factor.Column is null ? [factor.Row.Index] : (int[])[factor.Row.Index, factor.Column.Index];

    private bool IsNumber(int factor) => model.Catalog[factor].Kind == FactorKind.Numeric;

    private string? TextOf(string? column, bool isUsed)
    {
        if (!isUsed || column is null)
        {
            return null;
        }

        var text = column;
        while (columns.Any(other => other.Name == text && (text != column || other is DoubleDataFrameColumn)))
        {
            text += TextEnding;
        }

        if (columns.All(other => other.Name != text))
        {
            columns.Add(new StringDataFrameColumn(text));
        }

        return text;
    }
}
