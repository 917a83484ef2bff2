using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using Microsoft.ML;

namespace HealthScore.Training.Exports.MlNet;

/// <summary>
/// A model's formulas as ML.NET expressions, step by step as <see cref="HealthScorer"/> scores: which formula, which
/// entries, their points, the sum, the band, log-odds and probability.
/// </summary>
internal sealed class FormulaPipeline
{
    private readonly HealthModel model;
    private readonly FormulaInputs inputs;
    private readonly ExpressionChain chain;
    private readonly FactorEntries entries;

    /// <summary>Position of the formula that scores the row.</summary>
    private readonly Operand formula;

    private FormulaPipeline(HealthModel model)
    {
        this.model = model;
        inputs = new FormulaInputs(model);
        chain = new ExpressionChain(inputs.Example);
        entries = new FactorEntries(chain, inputs, model);
        formula = FormulaInUse();
    }

    /// <returns>The model, and the columns it is fed.</returns>
    public static (ITransformer Model, DataViewSchema Input) Build(HealthModel model)
    {
        var pipeline = new FormulaPipeline(model);
        pipeline.Write();
        return pipeline.chain.Build();
    }

    private void Write()
    {
        var factors = model
            .Formulas.SelectMany(f => f.Factors)
            .Order()
            .Select(factor => factor.Key)
            .Distinct(StringComparer.Ordinal)
            .Select(key => new FormulaChoice(model, chain, entries, formula, key))
            .ToArray();
        var added = Array.ConvertAll(
            factors,
            factor => Term.Of(chain.Show($"{FormulaMlNet.PointsPrefix}{factor.Key}", factor.Points()))
        );
        var sum = chain.Show(FormulaMlNet.HealthPoints, chain.Sum(added));
        var health = chain.Show(FormulaMlNet.Health, new Term($"double({sum.Text}) / 1E7d", sum));
        var measured = chain.Add(chain.Sum(factors.Select(factor => factor.Measured())));
        chain.Show(FormulaMlNet.Coverage, new Term($"double({measured.Text}) / 1E9d", measured));
        chain.Show(FormulaMlNet.Band, BandOf(sum));
        chain.Show(FormulaMlNet.FormulaHash, ByFormula(f => ExpressionText.Quoted(model.FormulaHashes[f])));
        ShowProbability(health);
    }

    private Operand FormulaInUse()
    {
        string[] segments = Named(model.Formulas.Select(f => f.Segment));
        string[] stages = Named(model.Formulas.Select(f => f.Stage));
        var positions =
            from segment in segments.Prepend("all")
            from stage in stages.Prepend("all")
            select ExpressionText.Of((long)model.FormulaFor(segment, stage));
        var (ofSegment, ofStage) = (PlaceAmong(inputs.Segment, segments), PlaceAmong(inputs.Stage, stages));
        var code = $"{ofSegment.Text} * {ExpressionText.Of(stages.Length + 1L)} + {ofStage.Text}";
        return chain.Add(Choices.ByNumber(chain, [.. positions], code, ofSegment, ofStage));
    }

    private static string[] Named(IEnumerable<string> names) =>
        [.. names.Where(name => name != "all").Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// 1 for the first name; 0 for a text that is none of them: such a segment or stage is scored as all are.
    /// </summary>
    private Operand PlaceAmong(string? column, string[] names)
    {
        if (column is null)
        {
            return Operand.OfLiteral(ExpressionText.Of(0L));
        }

        var text = chain.Input(column);
        var cases = names.Select((name, k) => ($"{text.Text} == {ExpressionText.Quoted(name)}", k + 1));
        return chain.Add(Choices.ByText(chain, text, cases, otherwise: 0));
    }

    private Term ByFormula(Func<int, string> valueOf) =>
        Choices.ByNumber(chain, [.. Enumerable.Range(0, model.Formulas.Length).Select(valueOf)], formula);

    /// <summary>
    /// By whole points, as <see cref="BandThresholds.BandOf"/>; no health reaches a band without one.
    /// </summary>
    private Term BandOf(Operand points)
    {
        string[] contexts =
        [
            .. model.Formulas.SelectMany(f => f.BandsBy).Select(own => own.Value).Distinct(StringComparer.Ordinal),
        ];
        var context = PlaceAmong(inputs.Context, contexts);
        var (green, yellow) = (From(bands => bands.GreenFrom), From(bands => bands.YellowFrom));
        return new Term(
            $"{points.Text} >= {green.Text} ? {Word(Band.Green)}"
                + $" : {points.Text} >= {yellow.Text} ? {Word(Band.Yellow)} : {Word(Band.Red)}",
            points,
            green,
            yellow
        );

        Operand From(Func<BandThresholds, int?> threshold)
        {
            var values =
                from own in model.Formulas
                from name in contexts.Prepend(null)
                select ExpressionText.Of(threshold(own.For(name).Bands) ?? HealthFormula.FullHealth + 1L);
            var code = $"{formula.Text} * {ExpressionText.Of(contexts.Length + 1L)} + {context.Text}";
            return chain.Add(Choices.ByNumber(chain, [.. values], code, formula, context));
        }
    }

    private static string Word(Band band) => ExpressionText.Quoted(ScoreWords.Of(band));

    /// <summary>
    /// The steps of <see cref="HealthScorer.LogOdds"/> and <see cref="Logistic.Sigmoid(double)"/> with ML.NET's exp.
    /// </summary>
    private void ShowProbability(Operand health)
    {
        var intercept = chain.Add(ByFormula(f => ExpressionText.Of(model.Formulas[f].Intercept)));
        var slope = chain.Add(ByFormula(f => ExpressionText.Of(model.Formulas[f].Slope)));
        var logOdds = chain.Add($"{intercept.Text} - {slope.Text} * {health.Text}", intercept, slope, health);
        var (low, high) = (ExpressionText.Of(Logistic.Lowest), ExpressionText.Of(Logistic.Highest));
        var probability = chain.Show(
            FormulaMlNet.ChurnProbability,
            new Term(
                $"with(x = -{logOdds.Text}; 1E0d / (1E0d + exp(x > {high} ? {high} : x < {low} ? {low} : x)))",
                logOdds
            )
        );
        chain.Show("Score", new Term($"single({logOdds.Text})", logOdds));
        chain.Show("Probability", new Term($"single({probability.Text})", probability));
        chain.Show("PredictedLabel", new Term($"{probability.Text} >= 5E-1d", probability));
    }
}
