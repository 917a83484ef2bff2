namespace HealthScore.Core.Trees.Shapley.Games;

/// <summary>A leaf as a game: its conditions are the players, what the leaf adds to the score is won.</summary>
internal interface ILeafGame
{
    /// <summary>What the leaf adds where nothing is known of a row.</summary>
    double Base { get; }

    /// <summary>The Shapley value of each condition; with <see cref="Base"/> they sum to the leaf's value where all are
    /// met, else to 0. Allocates nothing.</summary>
    /// <param name="met">The conditions that the row meets, one a bit.</param>
    /// <param name="byCondition">Receives them.</param>
    void Attribute(ulong met, Span<double> byCondition);
}
