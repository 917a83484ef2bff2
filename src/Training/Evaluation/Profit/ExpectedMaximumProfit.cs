namespace HealthScore.Training.Evaluation.Profit;

/// <summary>
/// What a campaign to keep customers is worth where the riskiest are called in the order of the scores, and as many of
/// them as pay.
/// </summary>
/// <param name="Profit">Per customer, called or not, as a share of a customer's value.</param>
/// <param name="Called">Share of customers who are called, 0..1.</param>
/// <remarks>
/// Verbraken, Verbeke and Baesens (2013), "A novel profit maximizing metric for measuring classification performance of
/// customer churn prediction models": the chance g that one who would leave accepts is Beta(6, 14), the offer is worth
/// .05 and a call .005 of the customer's value. One who would leave brings g (1 - offer) - call, one who would stay
/// costs offer + call. For every g the best point of the ROC curve's convex hull is taken; profit and share are the
/// means over g.
/// </remarks>
public readonly record struct ExpectedMaximumProfit(double Profit, double Called)
{
    private const double Offer = 0.05;
    private const double Call = 0.005;
    private static readonly BetaCurve Acceptance = new(Alpha: 6, Beta: 14);

    /// <summary>Null where only one outcome occurs.</summary>
    internal static ExpectedMaximumProfit? Of(TiedScores scores)
    {
        if (scores.ChurnedCount == 0 || scores.RetainedCount == 0)
        {
            return null;
        }

        var corners = Hull(scores);
        double customers = scores.RowCount;
        var (profit, called, from) = (0.0, 0.0, 0.0);
        for (var k = 0; k < corners.Count; k++)
        {
            var to = k + 1 < corners.Count ? AcceptanceAt(corners[k], corners[k + 1]) : 1;
            var chance = Acceptance.Below(to) - Acceptance.Below(from);
            var accepted = Acceptance.MeanBelow(to) - Acceptance.MeanBelow(from);
            var (churned, retained) = (corners[k].Churned / customers, corners[k].Retained / customers);
            profit += churned * (((1 - Offer) * accepted) - (Call * chance));
            profit -= retained * (Offer + Call) * chance;
            called += (churned + retained) * chance;
            from = to;
        }

        return new ExpectedMaximumProfit(profit, called);
    }

    /// <summary>The acceptance from which it pays to go on to the next corner, 1 at most.</summary>
    private static double AcceptanceAt((long Churned, long Retained) here, (long Churned, long Retained) next)
    {
        double churned = next.Churned - here.Churned;
        double retained = next.Retained - here.Retained;
        return churned == 0 ? 1 : Math.Min(1, (((Offer + Call) * retained / churned) + Call) / (1 - Offer));
    }

    /// <summary>Corners of the convex hull of the ROC curve as numbers called, none of them first.</summary>
    private static List<(long Churned, long Retained)> Hull(TiedScores scores)
    {
        List<(long Churned, long Retained)> corners = [(0, 0)];
        var (churned, retained) = (0L, 0L);
        for (var k = scores.Values.Length - 1; k >= 0; k--)
        {
            churned += scores.Churned[k];
            retained += scores.Rows[k] - scores.Churned[k];
            while (corners.Count > 1 && !IsAbove(corners[^2], corners[^1], (churned, retained)))
            {
                corners.RemoveAt(corners.Count - 1);
            }

            corners.Add((churned, retained));
        }

        return corners;
    }

    /// <summary>Whether the middle corner lies above the line of the other two.</summary>
    private static bool IsAbove(
        (long Churned, long Retained) first,
        (long Churned, long Retained) middle,
        (long Churned, long Retained) last
    ) =>
        (middle.Churned - first.Churned) * (last.Retained - middle.Retained)
        > (last.Churned - middle.Churned) * (middle.Retained - first.Retained);
}
