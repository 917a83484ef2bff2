namespace HealthScore.Training.Exports.MlNet;

/// <summary>
/// Values by whole numbers and by text, as expressions: numbers by halving, so that nothing nests deeper than the
/// logarithm of their count; texts by comparison with one after the other, so many an expression as its stack bears.
/// </summary>
internal static class Choices
{
    /// <summary>Runs of equal values in one expression at most.</summary>
    public const int MostRuns = 2048;

    /// <summary>A value for each whole number from 0 that <paramref name="code"/> may be.</summary>
    /// <param name="chain">Gets expressions where one does not hold all values.</param>
    /// <param name="values">Literals.</param>
    /// <param name="code">An expression.</param>
    /// <param name="operands">What the code reads.</param>
    public static Term ByNumber(ExpressionChain chain, string[] values, string code, params Operand[] operands)
    {
        (int From, string Value)[] runs =
        [
            .. values.Select((value, from) => (from, value)).Where(v => v.from == 0 || values[v.from - 1] != v.value),
        ];
        if (runs.Length == 1)
        {
            return new Term(values[0]);
        }

        Term? chosen = null;
        foreach (var part in runs.Chunk(MostRuns))
        {
            if (chosen is null)
            {
                chosen = new Term($"with(c = {code}; {Tree(part)})", operands) { Size = part.Length };
                continue;
            }

            var before = chain.Add(chosen);
            var from = ExpressionText.Of((long)part[0].From);
            chosen = new Term($"with(c = {code}; c < {from} ? {before.Text} : {Tree(part)})", [.. operands, before])
            {
                Size = part.Length,
            };
        }

        return chosen!;
    }

    /// <inheritdoc cref="ByNumber(ExpressionChain, string[], string, Operand[])"/>
    public static Term ByNumber(ExpressionChain chain, string[] values, Operand number) =>
        ByNumber(chain, values, number.Text, number);

    /// <summary>
    /// The result of the first condition that holds; <paramref name="otherwise"/> where none does.
    /// </summary>
    /// <param name="chain">Takes the expressions.</param>
    /// <param name="column">A column of text.</param>
    /// <param name="cases">Conditions on the text, each with a whole number of 0 or more.</param>
    /// <param name="otherwise">A whole number of 0 or more.</param>
    public static Term ByText(
        ExpressionChain chain,
        Operand column,
        IEnumerable<(string Condition, int Result)> cases,
        int otherwise
    )
    {
        string[][] parts =
        [
            .. cases
                .Select(c => $"{c.Condition} ? {ExpressionText.Of((long)c.Result)} : ")
                .Chunk(ExpressionText.MostComparisons),
        ];
        var found = new Term(ExpressionText.Of((long)otherwise));
        for (var part = 0; part < parts.Length; part++)
        {
            var last = ExpressionText.Of(part == parts.Length - 1 ? otherwise : -1L);
            var comparisons = $"{string.Concat(parts[part])}{last}";
            if (part == 0)
            {
                found = new Term(comparisons, column);
                continue;
            }

            var before = chain.Add(found);
            found = new Term($"{before.Text} >= 0L ? {before.Text} : {comparisons}", before, column);
        }

        return found;
    }

    /// <summary>The number of edges, counted from <paramref name="first"/>, that a number has reached.</summary>
    public static string ByEdges(Operand number, ReadOnlySpan<double> edges, long first)
    {
        if (edges.IsEmpty)
        {
            return ExpressionText.Of(first);
        }

        var half = edges.Length / 2;
        var below = ByEdges(number, edges[..half], first);
        var above = ByEdges(number, edges[(half + 1)..], first + half + 1);
        return $"({number.Text} < {ExpressionText.Of(edges[half])} ? {below} : {above})";
    }

    private static string Tree(ReadOnlySpan<(int From, string Value)> runs)
    {
        if (runs.Length == 1)
        {
            return runs[0].Value;
        }

        var half = runs.Length / 2;
        return $"(c < {ExpressionText.Of((long)runs[half].From)} ? {Tree(runs[..half])} : {Tree(runs[half..])})";
    }
}
