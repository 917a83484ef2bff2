using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles.FormulaParts;

/// <summary>An entry of bins: those of a factor, or those of both factors of a pair.</summary>
/// <param name="Row">The factor, or the first of a pair.</param>
/// <param name="Column">The second of a pair, or null.</param>
internal sealed record BinsEntry(FactorPart Row, FactorPart? Column)
{
    /// <exception cref="ArgumentException">The table does not fit.</exception>
    public FormulaFactor With(PointsTable table) =>
        Column is null
            ? new FormulaFactor(Row.Index, Row.Key, Row.Bins, table)
            : FormulaFactor.OfPair(Row, Column, table);
}
