namespace HealthScore.Training.Fitting.Pairs;

/// <summary>
/// A tree of depth two on one pair: a cut of the first axis, and on either side a cut of the second.
/// </summary>
/// <param name="Gain">Twice the log-likelihood it wins on the quadratic.</param>
/// <param name="RootIsRow">Whether the first axis is the table's rows.</param>
/// <param name="RootOrder">The first axis' measured codes in the order in which they are cut.</param>
/// <param name="RootCut">Codes of <paramref name="RootOrder"/> up to this place are on the left.</param>
/// <param name="Left">Left of the root.</param>
/// <param name="Right">Right of the root.</param>
internal sealed record PairStep(
    double Gain,
    bool RootIsRow,
    byte[] RootOrder,
    int RootCut,
    PairSide Left,
    PairSide Right
)
{
    /// <summary>Change of log-odds by cell; a cell where either factor is missing does not move.</summary>
    public void AddTo(PairGrid grid, double share, Span<double> table)
    {
        for (var place = 0; place < RootOrder.Length; place++)
        {
            var side = place <= RootCut ? Left : Right;
            for (var other = 0; other < side.Order.Length; other++)
            {
                var (root, leaf) = (RootOrder[place], side.Order[other]);
                var (row, column) = RootIsRow ? (root, leaf) : (leaf, root);
                table[(row * grid.Column.Size) + column] += share * (other <= side.Cut ? side.Low : side.High);
            }
        }
    }
}

/// <summary>One side of the root: a cut of the other axis and the change of log-odds on either part.</summary>
/// <param name="Score">Sum of squared gradients over information.</param>
/// <param name="Order">The axis' measured codes in the order in which they are cut.</param>
/// <param name="Cut">Codes up to this place are low; the last place where the side is not cut.</param>
/// <param name="Low">Change of log-odds up to the cut.</param>
/// <param name="High">Change of log-odds after it.</param>
internal readonly record struct PairSide(double Score, byte[] Order, int Cut, double Low, double High);
