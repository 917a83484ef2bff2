using System.Collections.Immutable;
using HealthScore.Core.Factors;
using Microsoft.Data.Analysis;

namespace HealthScore.Training.Challenger;

/// <summary>
/// The columns that the ML.NET model asks for: per factor its source column, a double for a numeric factor (NaN
/// = missing),
/// text for an ordinal or categorical one ("" = missing, any text that is not a level = unknown).
/// </summary>
internal sealed record RawColumns
{
    /// <exception cref="ArgumentException">There is not one name a factor, or a name stands twice.</exception>
    public RawColumns(FactorCatalog catalog, ImmutableArray<string> names)
    {
        if (names.Length != catalog.Count || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new ArgumentException($"{names.Length} column names for {catalog.Count} factors; expected one each");
        }

        (Catalog, Names) = (catalog, names);
    }

    public FactorCatalog Catalog { get; }

    /// <summary>In catalog order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <param name="rows">Vectors of factor values in catalog order.</param>
    public DataFrame ToDataFrame(IReadOnlyList<double[]> rows) =>
        new(Enumerable.Range(0, Catalog.Count).Select(factor => Column(factor, rows)));

    private DataFrameColumn Column(int factor, IReadOnlyList<double[]> rows)
    {
        var values = rows.Select(row => row[factor]);
        return Catalog[factor].Kind == FactorKind.Numeric
            ? new DoubleDataFrameColumn(Names[factor], values)
            : new StringDataFrameColumn(Names[factor], values.Select(value => Text(factor, value)));
    }

    private string Text(int factor, double value) =>
        double.IsNaN(value) ? ""
        : value >= 0 && value < Catalog[factor].Levels.Length ? Catalog[factor].Levels[(int)value]
        : NoLevel(factor);

    private string NoLevel(int factor)
    {
        var text = "never seen";
        while (Catalog.Encode(factor, text) >= 0)
        {
            text += "!";
        }

        return text;
    }
}
