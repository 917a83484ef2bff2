using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Training.Exports.MlNet;

/// <summary>
/// Expressions one after the other, each a column of its own. No step has the name of an input; what is to be seen
/// under such a name gets it at the end, so that the input can still be read until then.
/// </summary>
internal sealed class ExpressionChain
{
    private readonly MLContext ml = new(seed: 0);
    private readonly List<ITransformer> transformers = [];
    private readonly List<string> inner = [];
    private readonly List<(string Output, string Column)> late = [];
    private readonly DataViewSchema input;
    private readonly string prefix = "step";
    private IDataView example;
    private int steps;

    /// <param name="example">The input columns; needs no rows.</param>
    public ExpressionChain(IDataView example)
    {
        (this.example, input) = (example, example.Schema);
        while (input.Any(column => column.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            prefix += "_";
        }
    }

    /// <summary>An input column.</summary>
    public Operand Input(string column) => new($"i{input[column].Index}", column);

    /// <summary>A term as what an expression can read: a column of its own where it is not one already.</summary>
    public Operand Add(Term term) => term.Only ?? Append(term, $"{prefix}{steps}");

    /// <inheritdoc cref="Add(Term)"/>
    public Operand Add(string body, params Operand[] operands) => Add(new Term(body, operands));

    /// <summary>A column that is seen under its name.</summary>
    public Operand Show(string output, Term term)
    {
        if (input.GetColumnOrNull(output) is null)
        {
            return Append(term, output);
        }

        var column = Append(term, $"{prefix}{steps}");
        late.Add((output, column.Column!));
        return column;
    }

    /// <summary>The sum of terms, as many in one expression as it can read and hold.</summary>
    public Term Sum(IEnumerable<Term> terms)
    {
        List<Term> parts = [];
        List<Term> together = [];
        foreach (var term in terms)
        {
            if (together.Count > 0 && !FitTogether([.. together, term]))
            {
                parts.Add(Term.Of(Add(SumOf(together))));
                together.Clear();
            }

            together.Add(term);
        }

        return parts.Count == 0 ? SumOf(together) : Sum([.. parts, Term.Of(Add(SumOf(together)))]);
    }

    /// <returns>The model, and the columns it is fed.</returns>
    public (ITransformer Model, DataViewSchema Input) Build()
    {
        foreach (var (output, column) in late)
        {
            Append(ml.Transforms.CopyColumns(output, column));
        }

        if (inner.Count > 0)
        {
            Append(ml.Transforms.DropColumns([.. inner]));
        }

        return (new TransformerChain<ITransformer>([.. transformers]), input);
    }

    private Operand Append(Term term, string name)
    {
        var columns = ColumnsOf([term]);
        if (columns.Length > ExpressionText.MostInputs)
        {
            throw new ArgumentException($"{columns.Length} columns; expected {ExpressionText.MostInputs} or fewer");
        }

        columns = columns.Length > 0 ? columns : [Input(input[0].Name)];
        var lambda = $"({string.Join(", ", columns.Select(column => column.Text))}) => {term.Body}";
        Append(ml.Transforms.Expression(name, lambda, [.. columns.Select(column => column.Column!)]));
        if (name.StartsWith(prefix, StringComparison.Ordinal))
        {
            inner.Add(name);
        }

        return new Operand($"s{steps++}", name);
    }

    private void Append(IEstimator<ITransformer> estimator)
    {
        var transformer = estimator.Fit(example);
        example = transformer.Transform(example);
        transformers.Add(transformer);
    }

    private static Term SumOf(List<Term> terms) =>
        terms is [var only]
            ? only
            : new Term(
                string.Join(" + ", terms.Select(term => term.Body)),
                [.. terms.SelectMany(term => term.Operands)]
            )
            {
                Size = terms.Sum(term => term.Size),
            };

    private static bool FitTogether(IReadOnlyList<Term> terms) =>
        ColumnsOf(terms).Length <= ExpressionText.MostInputs && terms.Sum(term => term.Size) <= Choices.MostRuns;

    private static Operand[] ColumnsOf(IEnumerable<Term> terms) =>
        [.. terms.SelectMany(term => term.Operands).Where(operand => operand.Column is not null).Distinct()];
}
