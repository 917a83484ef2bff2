using System.Collections.Immutable;
using HealthScore.Core.Explaining.Gaps;
using HealthScore.Core.Formula;
using HealthScore.Training.Challenger;
using HealthScore.Training.Data;

namespace HealthScore.Training.Evaluation.Agreement;

/// <summary>Which rows formula and challenger answer differently, and why.</summary>
internal sealed record DifferingRows
{
    /// <summary>Rows that are listed: those that differ most in probability.</summary>
    public const int MostListed = 10;

    private const int MostLeading = 3;

    public ImmutableArray<DifferingRow> Listed { get; private init; } = [];

    /// <summary>In the order of the kinds; those that occur.</summary>
    public ImmutableArray<DifferingKind> Kinds { get; private init; } = [];

    /// <param name="model">With a challenger.</param>
    /// <param name="table">Read with the model's levels.</param>
    /// <param name="at">Position in the table of each answered row.</param>
    /// <param name="answered">Both answers.</param>
    /// <param name="profile">Of the training rows.</param>
    public static DifferingRows Of(
        HealthModel model,
        TrainingTable table,
        IReadOnlyList<int> at,
        AnsweredRows answered,
        Profile profile
    )
    {
        var formulas = new TableFormulas(model, table);
        ImmutableArray<SeenValues> seen = [.. Enumerable.Range(0, model.Catalog.Count).Select(profile.SeenOf)];
        var values = new double[model.Catalog.Count];
        return Of(
            [.. Largest(answered).Select(Row)],
            Enumerable
                .Range(0, at.Count)
                .Where(i => answered.FormulaBands[i] != answered.ChallengerBands[i])
                .Select(i => GapOf(at[i]))
        );

        DifferingRow Row(int i) =>
            new(table.AccountOf(at[i]), GapOf(at[i]))
            {
                AsOf = table.AsOf?[at[i]],
                Segment = table.Segments?[at[i]] ?? "all",
                FormulaBand = answered.FormulaBands[i],
                ChallengerBand = answered.ChallengerBands[i],
            };

        AnswerGap GapOf(int row)
        {
            RowValues.Copy(table, row, values);
            return AnswerGaps.Of(values, formulas.Of(row), model, seen)!;
        }
    }

    /// <summary>Those of several folds together.</summary>
    public static DifferingRows Together(IReadOnlyCollection<DifferingRows> folds) =>
        new()
        {
            Listed =
            [
                .. folds
                    .SelectMany(fold => fold.Listed)
                    .OrderByDescending(row => Math.Abs(row.Difference))
                    .ThenBy(row => row.Account, StringComparer.Ordinal)
                    .ThenBy(row => row.AsOf)
                    .Take(MostListed),
            ],
            Kinds =
            [
                .. folds
                    .SelectMany(fold => fold.Kinds)
                    .GroupBy(kind => kind.Kind)
                    .OrderBy(kind => kind.Key)
                    .Select(kind => new DifferingKind(kind.Key, kind.Sum(k => k.Rows))
                    {
                        Leading = Most(kind.SelectMany(k => k.Leading)),
                    }),
            ],
        };

    private static DifferingRows Of(ImmutableArray<DifferingRow> listed, IEnumerable<AnswerGap> inOtherBands) =>
        new()
        {
            Listed = listed,
            Kinds =
            [
                .. inOtherBands
                    .GroupBy(gap => gap.Kind, gap => gap.Drivers)
                    .OrderBy(kind => kind.Key)
                    .Select(kind => new DifferingKind(kind.Key, kind.Count())
                    {
                        Leading = Most(kind.Where(d => !d.IsEmpty).Select(d => (d[0].Factor, 1)), most: int.MaxValue),
                    }),
            ],
        };

    private static IEnumerable<int> Largest(AnsweredRows answered) =>
        Enumerable
            .Range(0, answered.Churned.Length)
            .OrderByDescending(i => Math.Abs(answered.Challenger[i] - answered.Formula[i]))
            .Take(MostListed);

    private static ImmutableArray<(string Factor, int Rows)> Most(
        IEnumerable<(string Factor, int Rows)> counts,
        int most = MostLeading
    ) =>
        [
            .. counts
                .GroupBy(count => count.Factor, StringComparer.Ordinal)
                .Select(factor => (factor.Key, factor.Sum(count => count.Rows)))
                .OrderByDescending(factor => factor.Item2)
                .ThenBy(factor => factor.Key, StringComparer.Ordinal)
                .Take(most),
        ];
}
