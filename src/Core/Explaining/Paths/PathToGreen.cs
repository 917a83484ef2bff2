using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining.Paths;

/// <summary>Whether there is a way to green, and why not where there is none.</summary>
public enum PathStatus
{
    /// <summary>There are plans.</summary>
    Found,
    AlreadyGreen,

    /// <summary>Not within the months given; with more time there would be.</summary>
    NotInTime,

    /// <summary>Not with the factors that can be acted on.</summary>
    NotWithThese,

    /// <summary>No health is green in this segment and stage.</summary>
    NoGreen,

    /// <summary>The account has no score.</summary>
    NoScore,
}

/// <summary>One value to be changed, or what changes in a pair of them.</summary>
/// <param name="Factor">Key of the factor or pair.</param>
/// <param name="Title">What people call it.</param>
/// <param name="From">The value now, in words.</param>
/// <param name="To">The bin it has to reach, in words.</param>
/// <param name="Points">Points of health that brings, in 10^-7; over a plan they sum to its gain.</param>
/// <param name="Effort">What it costs; null for a pair, whose factors are lines of their own.</param>
/// <param name="Months">How long it takes; null for a pair.</param>
public sealed record PlanLine(
    string Factor,
    string Title,
    string From,
    string To,
    int Points,
    int? Effort,
    int? Months
);

/// <summary>A set of changes after which the formula would call the account green.</summary>
/// <param name="Lines">The changes, then what they do in pairs.</param>
/// <param name="Effort">Of all of them.</param>
/// <param name="Changes">How many values change.</param>
/// <param name="Months">Until the last is made; changes run side by side.</param>
/// <param name="After">The score the formula would then give.</param>
public sealed record GreenPlan(
    ImmutableArray<PlanLine> Lines,
    int Effort,
    int Changes,
    int Months,
    AccountHealth After
);

/// <summary>
/// What would have to change for an account to be green: the exact cheapest plan, and the exact plan of fewest changes.
/// </summary>
public sealed record PathToGreen
{
    /// <summary>The sentence that belongs to every plan.</summary>
    public const string Promise =
        "This is what the formula would say if these values changed. It predicts; it does not promise that changing "
        + "them makes the customer stay.";

    /// <summary>A quarter.</summary>
    public const int UsualMonths = 3;

    public required PathStatus Status { get; init; }

    /// <summary>How long a plan may take.</summary>
    public required int Months { get; init; }

    /// <summary>Points missing to green, in 10^-7; null where there is no score or no green.</summary>
    public int? PointsNeeded { get; init; }

    /// <summary>Least effort; among these the fewest changes.</summary>
    public GreenPlan? Cheapest { get; init; }

    /// <summary>Fewest changes; among these the least effort.</summary>
    public GreenPlan? FewestChanges { get; init; }

    /// <summary>Where green is out of reach: the best score that can be reached in time.</summary>
    public AccountHealth? Furthest { get; init; }

    /// <summary>Titles of the formula's factors that nobody can act on, or that were not measured.</summary>
    public ImmutableArray<string> Fixed { get; init; } = [];

    /// <param name="snapshot">The account.</param>
    /// <param name="model">The model that scores it.</param>
    /// <param name="months">How long a plan may take, 1 or more.</param>
    public static PathToGreen Of(Snapshot snapshot, HealthModel model, int months)
    {
        var score = HealthScorer.Score(snapshot, model);
        var formula = model.FormulaOf(snapshot).Formula;
        var path = new PathToGreen { Status = PathStatus.NoScore, Months = months };
        return (score.HealthPoints, formula.Bands.GreenFrom) switch
        {
            (null, _) => path,
            (_, null) => path with { Status = PathStatus.NoGreen },
            (int health, int green) when health >= green => path with
            {
                Status = PathStatus.AlreadyGreen,
                PointsNeeded = 0,
            },
            (int health, int green) => Search(path with { PointsNeeded = green - health }, snapshot, formula, model),
        };
    }

    private static PathToGreen Search(PathToGreen path, Snapshot snapshot, HealthFormula formula, HealthModel model)
    {
        var needed = path.PointsNeeded!.Value;
        var cheapest = Best(path.Months, PlanAim.LeastEffort);
        if (cheapest.Gain >= needed)
        {
            return path with
            {
                Status = PathStatus.Found,
                Cheapest = GreenPlans.Of(cheapest, snapshot, formula, model),
                FewestChanges = GreenPlans.Of(Best(path.Months, PlanAim.FewestChanges), snapshot, formula, model),
            };
        }

        var inTime = Best(int.MaxValue, PlanAim.FewestChanges).Gain >= needed;
        return path with
        {
            Status = inTime ? PathStatus.NotInTime : PathStatus.NotWithThese,
            Furthest = HealthScorer.Score(GreenPlans.After(cheapest, snapshot), model),
            Fixed = GreenPlans.Fixed(snapshot, formula, model.Catalog),
        };

        PlanChoice Best(int months, PlanAim aim) =>
            PlanSearch.Undominated(
                PlanGroups.Of(snapshot.Values, formula, model.Catalog, months, needed, aim),
                needed,
                aim
            )[^1];
    }
}
