using HealthScore.Core.Formula;

namespace HealthScore.Training.Evaluation.Agreement;

/// <summary>
/// Rows of known outcome with the answers of formula and challenger; the columns are equally long. Of several folds one
/// each.
/// </summary>
/// <param name="Formula">Churn probabilities.</param>
/// <param name="Challenger">Those of the challenger.</param>
/// <param name="Churned">What became of each row.</param>
internal sealed record AnsweredRows(double[] Formula, double[] Challenger, bool[] Churned)
{
    public required Band[] FormulaBands { get; init; }

    /// <summary>The band that the challenger's probability would have in the formula.</summary>
    public required Band[] ChallengerBands { get; init; }

    /// <summary>Null where the data name none.</summary>
    public string[]? Segments { get; init; }

    /// <inheritdoc cref="ScoredRows.Accounts"/>
    public int[]? Accounts { get; init; }

    /// <summary>Both answers, the challenger's first: a difference is the formula's less the challenger's.</summary>
    public PairedRows Pairs => new(Challenger, Formula, Churned) { Accounts = Accounts };

    /// <summary>All folds' rows thrown together.</summary>
    public static AnsweredRows Together(IReadOnlyList<AnsweredRows> folds) =>
        new(
            [.. folds.SelectMany(fold => fold.Formula)],
            [.. folds.SelectMany(fold => fold.Challenger)],
            [.. folds.SelectMany(fold => fold.Churned)]
        )
        {
            FormulaBands = [.. folds.SelectMany(fold => fold.FormulaBands)],
            ChallengerBands = [.. folds.SelectMany(fold => fold.ChallengerBands)],
            Segments = folds.All(fold => fold.Segments is not null)
                ? [.. folds.SelectMany(fold => fold.Segments!)]
                : null,
            Accounts = folds.All(fold => fold.Accounts is not null)
                ? [.. folds.SelectMany(fold => fold.Accounts!)]
                : null,
        };

    /// <summary>In an order of their answers, so that no sum depends on that of the file.</summary>
    public AnsweredRows InOrder()
    {
        int[] rows = [.. Enumerable.Range(0, Churned.Length)];
        Array.Sort(rows, (a, b) => KeyOf(a).CompareTo(KeyOf(b)));
        return Take(rows);

        (double, double, bool) KeyOf(int row) => (Formula[row], Challenger[row], Churned[row]);
    }

    public AnsweredRows Take(int[] rows) =>
        new(Pick(Formula, rows), Pick(Challenger, rows), Pick(Churned, rows))
        {
            FormulaBands = Pick(FormulaBands, rows),
            ChallengerBands = Pick(ChallengerBands, rows),
            Segments = Segments is null ? null : Pick(Segments, rows),
            Accounts = Accounts is null ? null : Pick(Accounts, rows),
        };

    private static T[] Pick<T>(T[] column, int[] rows) => Array.ConvertAll(rows, row => column[row]);
}
