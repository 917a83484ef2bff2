using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Core.Explaining.Paths;

/// <summary>
/// What can be done about each factor of one account within some months. A factor is a group of its own, unless a pair
/// ties it to another that can be moved too: factors tied together are one group, of which every combination is tried
/// that matters.
/// </summary>
internal sealed class PlanGroups
{
    private readonly double[] values;
    private readonly FactorStops[] movable;
    private readonly ImmutableArray<Move>[] moves;
    private readonly int needed;
    private readonly PlanAim aim;

    private PlanGroups(double[] values, FactorStops[] movable, ImmutableArray<Move>[] moves, int needed, PlanAim aim)
    {
        (this.values, this.movable, this.moves, this.needed, this.aim) = (values, movable, moves, needed, aim);
    }

    /// <summary>The groups of choices, in catalog order of their first factors.</summary>
    /// <param name="values">The account's factor values in catalog order.</param>
    /// <param name="formula">The formula that scores it.</param>
    /// <param name="catalog">With what can be acted on, and at what effort.</param>
    /// <param name="months">How long a plan may take.</param>
    /// <param name="needed">Points that are enough.</param>
    /// <param name="aim">What a plan is to have least of.</param>
    public static IEnumerable<ImmutableArray<PlanChoice>> Of(
        double[] values,
        HealthFormula formula,
        FactorCatalog catalog,
        int months,
        int needed,
        PlanAim aim
    )
    {
        var all = Enumerable.Range(0, catalog.Count).Select(j => new FactorStops(j, formula, catalog));
        var able = all.Select(stops => (Stops: stops, Moves: MovesOf(stops, values[stops.Index], months)))
            .Where(factor => !factor.Moves.IsEmpty)
            .ToArray();
        var groups = new PlanGroups(
            values,
            [.. able.Select(factor => factor.Stops)],
            [.. able.Select(factor => factor.Moves)],
            needed,
            aim
        );
        return groups.Tied().Select(groups.ChoicesOf);
    }

    /// <summary>Where a value may go in time: a stop a month after the lead time, never the bad way.</summary>
    private static ImmutableArray<Move> MovesOf(FactorStops stops, double value, int months)
    {
        var here = stops.Parts.IsEmpty || !stops.Factor.IsActionable ? -1 : stops.PositionOf(value);
        return here < 0
            ? []
            :
            [
                .. Enumerable
                    .Range(0, stops.Stops.Length)
                    .Where(to => to != here && !IsBadWay(stops.Factor.Direction, here, to))
                    .Select(to => (To: to, Steps: stops.StepsBetween(here, to)))
                    .Where(way => stops.Factor.LeadMonths + way.Steps <= months)
                    .Select(way => new Move(
                        stops.Index,
                        stops.Stops[way.To],
                        stops.Factor.Effort * way.Steps,
                        stops.Factor.LeadMonths + way.Steps
                    )),
            ];
    }

    private static bool IsBadWay(FactorDirection direction, int from, int to) =>
        direction switch
        {
            FactorDirection.HigherIsBetter => to < from,
            FactorDirection.LowerIsBetter => to > from,
            _ => false,
        };

    /// <summary>Positions of movable factors that pairs tie together, directly or through others.</summary>
    private IEnumerable<int[]> Tied()
    {
        var group = Enumerable.Range(0, movable.Length).ToArray();
        foreach (var (one, other) in Ties())
        {
            var (from, to) = (Math.Max(group[one], group[other]), Math.Min(group[one], group[other]));
            group = Array.ConvertAll(group, g => g == from ? to : g);
        }

        return Enumerable.Range(0, movable.Length).GroupBy(k => group[k]).Select(tied => tied.ToArray());
    }

    private IEnumerable<(int One, int Other)> Ties() =>
        movable
            .SelectMany(stops => stops.Parts)
            .Where(part => part.IsPair)
            .Select(pair => (One: PlaceOf(pair.Row.Index), Other: PlaceOf(pair.Column!.Index)))
            .Where(tie => tie.One >= 0 && tie.Other >= 0)
            .Distinct();

    private int PlaceOf(int index) => Array.FindIndex(movable, stops => stops.Index == index);

    /// <summary>
    /// Some of the tied factors are set to each of their stops in turn, so many that no pair is left between two of the
    /// others: for each setting these are groups of their own.
    /// </summary>
    private ImmutableArray<PlanChoice> ChoicesOf(int[] tied)
    {
        var ties = Ties().Where(tie => tied.Contains(tie.One)).ToList();
        var set = new List<int>();
        while (ties.Count > 0)
        {
            var most = tied.MaxBy(k => ties.Count(tie => tie.One == k || tie.Other == k));
            set.Add(most);
            ties.RemoveAll(tie => tie.One == most || tie.Other == most);
        }

        int[] free = [.. tied.Except(set)];
        double[] tried = [.. values];
        return PlanSearch.Undominated(Settings(set, 0, PlanChoice.Nothing, tried, free), needed, aim);
    }

    private IEnumerable<PlanChoice> Settings(List<int> set, int at, PlanChoice made, double[] tried, int[] free)
    {
        if (at == set.Count)
        {
            return PlanSearch
                .Undominated([.. free.Select(k => Choices(k, tried))], needed: int.MaxValue, aim)
                .Select(made.And);
        }

        return Choices(set[at], tried)
            .SelectMany(choice =>
            {
                double[] then = [.. tried];
                foreach (var move in choice.Moves)
                {
                    then[move.Index] = move.Stop.Value;
                }

                return Settings(set, at + 1, made.And(choice), then, free);
            });
    }

    /// <summary>What moving one factor gains while all others stand as in <paramref name="tried"/>.</summary>
    private ImmutableArray<PlanChoice> Choices(int k, double[] tried)
    {
        var now = movable[k].PointsOf(tried);
        double[] moved = [.. tried];
        return
        [
            PlanChoice.Nothing,
            .. moves[k]
                .Select(move =>
                {
                    moved[move.Index] = move.Stop.Value;
                    return new PlanChoice(movable[k].PointsOf(moved) - now, move.Effort, [move]);
                }),
        ];
    }
}
