namespace HealthScore.Training.Exports.MlNet;

/// <summary>What an expression reads: a column, or a literal where every row has the same.</summary>
/// <param name="Text">How an expression says it: the name of a parameter, or the literal.</param>
/// <param name="Column">The column of the parameter; null for a literal.</param>
internal readonly record struct Operand(string Text, string? Column)
{
    public static Operand OfLiteral(string text) => new(text, Column: null);
}

/// <summary>An expression that is not a column yet.</summary>
/// <param name="Body">In the language of expressions; says operands by their <see cref="Operand.Text"/>.</param>
/// <param name="Operands">What the body reads: at most five columns.</param>
internal sealed record Term(string Body, params Operand[] Operands)
{
    /// <summary>Literals among which it chooses.</summary>
    public int Size { get; init; } = 1;

    /// <summary>The operand itself, where the body is nothing else.</summary>
    public Operand? Only =>
        Operands.Length == 0 ? Operand.OfLiteral(Body)
        : Operands.Length == 1 && Body == Operands[0].Text ? Operands[0]
        : null;

    public static Term Of(Operand operand) => new(operand.Text, operand);
}
