using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;

namespace HealthScore.Training.Tests.Exports.MlNet;

/// <summary>A row for a model: what its columns hold, and what the model makes of it.</summary>
/// <param name="Values">In catalog order.</param>
/// <param name="Cells">Per factor its text; null for a number.</param>
/// <param name="Segment">As the data write it.</param>
/// <param name="Stage">Likewise.</param>
/// <param name="Context">Likewise.</param>
internal sealed record EdgeRow(double[] Values, string?[] Cells, string Segment, string Stage, string Context);

/// <summary>Made-up rows of which many values stand on an edge, beside one, far out, missing or unknown.</summary>
internal static class EdgeRows
{
    private static readonly double[] Extremes =
    [
        .. (double[])[double.MaxValue, double.MinValue, -0.0, 0, double.Epsilon, -1e-320],
        .. (double[])[1e15 + 0.3, 0.1, 1 / 3d, -999, 1000],
    ];

    public static IEnumerable<EdgeRow> Make(HealthModel model, int count, int seed)
    {
        var random = new Random(seed);
        var edges = Enumerable.Range(0, model.Catalog.Count).Select(factor => EdgesOf(model, factor)).ToArray();
        for (var i = 0; i < count; i++)
        {
            var (values, cells) = (new double[model.Catalog.Count], new string?[model.Catalog.Count]);
            for (var j = 0; j < values.Length; j++)
            {
                (values[j], cells[j]) =
                    model.Catalog[j].Kind == FactorKind.Numeric
                        ? (Number(model, j, edges[j], random), null)
                        : Level(model.Catalog, j, random);
            }

            yield return new EdgeRow(
                values,
                cells,
                Name(HostileAccounts.Segments, random),
                Name(HostileAccounts.Stages, random),
                Name(HostileAccounts.Industries, random)
            );
        }
    }

    /// <summary>The formula of the row, with the thresholds of its industry.</summary>
    public static FormulaInUse FormulaOf(HealthModel model, EdgeRow row) =>
        model.FormulaOf(
            model.Input.Segment is null || row.Segment.Length == 0 ? "all" : row.Segment,
            model.Input.Stage is null || row.Stage.Length == 0 ? "all" : row.Stage,
            previousStage: null,
            stageSince: null,
            asOf: null,
            model.Rules.BandsBy is null ? null : row.Context
        );

    private static double[] EdgesOf(HealthModel model, int factor) =>
        [
            .. model
                .Formulas.SelectMany(f => f.Factors)
                .SelectMany(f => new[] { f.Row, f.Column })
                .OfType<FactorPart>()
                .Where(part => part.Index == factor)
                .SelectMany(part => part.Bins.Edges.ToArray())
                .Distinct(),
        ];

    private static double Number(HealthModel model, int factor, double[] edges, Random random)
    {
        var edge = edges.Length == 0 ? 0 : edges[random.Next(edges.Length)];
        var value = random.Next(9) switch
        {
            0 => double.NaN,
            1 => Extremes[random.Next(Extremes.Length)],
            2 or 3 => edge,
            4 => Math.BitIncrement(edge),
            5 => Math.BitDecrement(edge),
            6 => (double)(float)edge,
            _ => (random.NextDouble() - 0.3) * 12,
        };
        return factor == 0 && value is -999 or 1000 ? double.NaN : value;
    }

    private static (double Value, string Cell) Level(FactorCatalog catalog, int factor, Random random)
    {
        string[] odd = ["", "never seen", "köln", "NA", "nan", "Null", "?", "all", "\"\"", "é \"very\" hig"];
        var cell =
            random.Next(4) == 0
                ? odd[random.Next(odd.Length)]
                : catalog[factor].Levels[random.Next(catalog[factor].Levels.Length)];
        var level = catalog.Encode(factor, cell);
        var isMissing = level < 0 && cell.ToUpperInvariant() is "" or "NA" or "NAN" or "NULL" or "?";
        return (isMissing ? double.NaN : level, cell);
    }

    private static string Name(ImmutableArray<string> names, Random random) =>
        random.Next(names.Length + 3) switch
        {
            0 => "",
            1 => "all",
            2 => "never seen",
            var k => names[k - 3],
        };
}
