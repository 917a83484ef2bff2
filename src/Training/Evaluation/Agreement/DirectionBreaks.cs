using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Trees;
using HealthScore.Training.Challenger;
using HealthScore.Training.Data;

namespace HealthScore.Training.Evaluation.Agreement;

/// <summary>
/// How often the challenger goes against the direction that is declared for one factor. Each row's value is moved up to
/// where the next tenth of the training rows begins, or to the next level, all else unchanged: a move breaks the
/// direction where the challenger's probability then changes the wrong way.
/// </summary>
public sealed record DirectionBreaks
{
    public required string Factor { get; init; }

    public required FactorDirection Direction { get; init; }

    /// <summary>Rows that have a next value to move to, and a direction that says something of the move.</summary>
    public required int Moves { get; init; }

    /// <summary>Those of them that break the direction.</summary>
    public required int Broken { get; init; }

    /// <summary>
    /// The value, or index of the level, on reaching which most moves break it; null where none does.
    /// </summary>
    public required double? MostAt { get; init; }

    /// <summary>The most that one move changes the probability the wrong way.</summary>
    public required double Largest { get; init; }

    public double Share => Moves == 0 ? 0 : Broken / (double)Moves;

    /// <summary>
    /// One for each factor with a direction, in catalog order, whether it is broken or not. The middle that is better
    /// is
    /// the formula's best bin; a move across it says nothing.
    /// </summary>
    /// <param name="challenger">The trees.</param>
    /// <param name="formula">Factors of the formula of all accounts; it keeps to every direction.</param>
    /// <param name="table">Read with the challenger's levels.</param>
    /// <param name="rows">Those that are moved.</param>
    /// <param name="profile">Of the training rows: their tenths.</param>
    internal static ImmutableArray<DirectionBreaks> Of(
        ChallengerModel challenger,
        ImmutableArray<FormulaFactor> formula,
        TrainingTable table,
        IReadOnlyCollection<int> rows,
        Profile profile
    ) =>
        [
            .. Enumerable
                .Range(0, table.Catalog.Count)
                .Where(j => table.Catalog[j].Direction != FactorDirection.Learn)
                .Select(j => OfFactor(challenger, formula, table, rows, profile, j)),
        ];

    /// <summary>Of a whole model, which has a challenger.</summary>
    internal static ImmutableArray<DirectionBreaks> Of(
        HealthModel model,
        TrainingTable table,
        IReadOnlyCollection<int> rows,
        Profile profile
    ) => Of(model.Challenger!, model.Formulas[model.FormulaFor("all", "all")].Factors, table, rows, profile);

    /// <summary>Counts of several folds together.</summary>
    internal static ImmutableArray<DirectionBreaks> OverFolds(
        IReadOnlyCollection<ImmutableArray<DirectionBreaks>> folds
    ) =>
        [
            .. folds
                .SelectMany(fold => fold)
                .GroupBy(breaks => breaks.Factor, StringComparer.Ordinal)
                .Select(factor =>
                    factor.First() with
                    {
                        Moves = factor.Sum(breaks => breaks.Moves),
                        Broken = factor.Sum(breaks => breaks.Broken),
                        MostAt = factor.MaxBy(breaks => breaks.Broken)!.MostAt,
                        Largest = factor.Max(breaks => breaks.Largest),
                    }
                ),
        ];

    private static DirectionBreaks OfFactor(
        ChallengerModel challenger,
        ImmutableArray<FormulaFactor> formula,
        TrainingTable table,
        IReadOnlyCollection<int> rows,
        Profile profile,
        int index
    )
    {
        var steps = new Steps(table.Catalog[index], profile.Factors[index].Edges, profile.SeenOf(index).Most);
        var factor = table.Catalog[index];
        var middle = factor.Direction == FactorDirection.MiddleIsBetter ? Middle.Of(formula, index) : null;
        var values = new double[table.Catalog.Count];
        var (moves, largest) = (0, 0.0);
        var broken = new SortedDictionary<double, int>();
        foreach (var row in rows)
        {
            var (from, to) = (table.Values[index][row], steps.Next(table.Values[index][row]));
            var good = to is { } next ? GoodWay(factor.Direction, middle, from, next) : 0;
            if (good == 0)
            {
                continue;
            }

            RowValues.Copy(table, row, values);
            var before = challenger.Probability(values);
            values[index] = to!.Value;
            var worse = good * (challenger.Probability(values) - before);
            moves++;
            if (worse > 0)
            {
                broken[to.Value] = broken.GetValueOrDefault(to.Value) + 1;
                largest = Math.Max(largest, worse);
            }
        }

        return new DirectionBreaks
        {
            Factor = factor.Key,
            Direction = factor.Direction,
            Moves = moves,
            Broken = broken.Values.Sum(),
            MostAt = broken.Count == 0 ? null : broken.MaxBy(at => at.Value).Key,
            Largest = largest,
        };
    }

    /// <summary>1 where more of the factor is to lower the probability, -1 where it is to raise it, else 0.</summary>
    private static int GoodWay(FactorDirection direction, Middle? middle, double from, double to) =>
        direction switch
        {
            FactorDirection.HigherIsBetter => 1,
            FactorDirection.LowerIsBetter => -1,
            _ => middle?.GoodWay(from, to) ?? 0,
        };

    /// <summary>The formula's best bin of a factor.</summary>
    private sealed record Middle(FactorBins Bins, int Best)
    {
        public static Middle? Of(ImmutableArray<FormulaFactor> formula, int index)
        {
            var factor = formula.FirstOrDefault(f => !f.IsPair && f.Index == index);
            return factor is null ? null : new(factor.Bins, factor.Table.Bins.IndexOf(factor.Table.Bins.Max()));
        }

        public int GoodWay(double from, double to) =>
            Bins.BinOf(to) <= Best ? 1
            : Bins.BinOf(from) >= Best ? -1
            : 0;
    }

    /// <summary>The values that a factor is moved to.</summary>
    /// <param name="Factor">With numbers or ordered levels.</param>
    /// <param name="Tenths">Where the tenths of the training rows begin.</param>
    /// <param name="Most">The most that training saw: nothing is moved beyond it.</param>
    private sealed record Steps(Factor Factor, ImmutableArray<double> Tenths, double Most)
    {
        /// <summary>Null where the value is missing, never seen, or among the highest.</summary>
        public double? Next(double value)
        {
            if (Factor.Kind != FactorKind.Numeric)
            {
                return value >= 0 && value + 1 < Factor.Levels.Length ? value + 1 : null;
            }

            foreach (var tenth in Tenths)
            {
                if (tenth > value)
                {
                    return tenth <= Most ? tenth : null;
                }
            }

            return null;
        }
    }
}
