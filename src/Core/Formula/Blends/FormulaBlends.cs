namespace HealthScore.Core.Formula.Blends;

/// <summary>A formula that scores an account, with its hash.</summary>
/// <param name="Formula">One of the model's, or a blend of two.</param>
/// <param name="Hash">12 hex digits.</param>
/// <param name="Position">Among the model's formulas; -1 where it is a blend.</param>
/// <param name="Replicates">What it might as well have been; null where the model has none.</param>
public readonly record struct FormulaInUse(
    HealthFormula Formula,
    string Hash,
    int Position,
    FormulaReplicates? Replicates = null
);

/// <summary>
/// The blends that were made last: rows of one day mostly share theirs. Keyed by the two formulas themselves, so that
/// copies of a model may share it; the oldest goes when there are too many. Safe for several threads.
/// </summary>
internal sealed class FormulaBlends
{
    /// <summary>Blends kept at most; each has some kilobytes, with replicates a hundred.</summary>
    public const int Most = 256;

    private readonly Lock gate = new();
    private readonly Dictionary<(HealthFormula Old, HealthFormula New, int Day), FormulaInUse> made = [];
    private readonly Queue<(HealthFormula Old, HealthFormula New, int Day)> order = [];

    /// <summary>How many are kept now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return made.Count;
            }
        }
    }

    /// <param name="old">The formula of the stage before.</param>
    /// <param name="now">The formula of the stage that began.</param>
    /// <param name="day">Days since the change, 1 to 59.</param>
    public FormulaInUse Of(FormulaInUse old, FormulaInUse now, int day)
    {
        var key = (old.Formula, now.Formula, day);
        lock (gate)
        {
            if (made.TryGetValue(key, out var known))
            {
                return known;
            }
        }

        var blend = Blended(old, now, day);
        lock (gate)
        {
            if (made.TryAdd(key, blend))
            {
                order.Enqueue(key);
            }

            if (order.Count > Most)
            {
                made.Remove(order.Dequeue());
            }

            return made[key];
        }
    }

    private static FormulaInUse Blended(FormulaInUse old, FormulaInUse now, int day)
    {
        var formula = StageBlend.Of(old.Formula, now.Formula, day);
        return formula == old.Formula ? old
            : formula == now.Formula ? now
            : new FormulaInUse(
                formula,
                StageBlend.HashOf(old.Hash, now.Hash, day),
                Position: -1,
                BlendedReplicates.Of(old, now, formula, day / (double)StageBlend.Days)
            );
    }
}
