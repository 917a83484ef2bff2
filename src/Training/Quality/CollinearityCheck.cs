using HealthScore.Core.Factors;
using HealthScore.Training.Data;
using MathNet.Numerics.LinearAlgebra.Double;

namespace HealthScore.Training.Quality;

/// <summary>
/// Q20: two numeric columns correlated beyond .9, or one that the others together foretell (variance inflation above
/// 10). At most 100,000 evenly spaced rows are looked at.
/// </summary>
internal static class CollinearityCheck
{
    public const string Id = "Q20";
    public const double CorrelationAbove = 0.9;
    public const double InflationAbove = 10;

    private const int MostRows = 100_000;

    /// <summary>Keeps the inverse finite where columns repeat each other exactly.</summary>
    private const double Ridge = 1e-9;

    public static IEnumerable<QualityFinding> Find(QualitySubject subject)
    {
        var (factors, columns) = NumericColumns(subject.Table);
        var paired = new HashSet<int>();
        for (var b = 1; b < columns.Length; b++)
        {
            for (var a = 0; a < b; a++)
            {
                var correlation = Correlation.Of(columns[a], columns[b]);
                if (Math.Abs(correlation) > CorrelationAbove)
                {
                    paired.Add(a);
                    paired.Add(b);
                    var (one, two) = (subject.ColumnOf(factors[a]), subject.ColumnOf(factors[b]));
                    yield return Finding(
                        two,
                        QualitySentences.Correlated(one, two, correlation),
                        correlation,
                        CorrelationAbove
                    );
                }
            }
        }

        var inflations = Inflations(columns);
        for (var k = 0; k < inflations.Length; k++)
        {
            if (inflations[k] > InflationAbove && !paired.Contains(k))
            {
                var column = subject.ColumnOf(factors[k]);
                yield return Finding(
                    column,
                    QualitySentences.Inflated(column, inflations[k]),
                    inflations[k],
                    InflationAbove
                );
            }
        }

        QualityFinding Finding(string column, string sentence, double value, double limit) =>
            new(Id, Severity.Warning, column, sentence)
            {
                Count = subject.Table.RowCount,
                Value = value,
                Limit = limit,
            };
    }

    /// <summary>Variance inflation of each column: the diagonal of the inverse of the correlations.</summary>
    /// <remarks>Belsley, Kuh and Welsch (1980), 3.2. Constant columns have none.</remarks>
    internal static double[] Inflations(double[][] columns)
    {
        if (columns.Length < 2)
        {
            return new double[columns.Length];
        }

        var filled = columns.Select(WithMeans).ToArray();
        var correlations = new DenseMatrix(columns.Length);
        for (var b = 0; b < columns.Length; b++)
        {
            correlations[b, b] = 1 + Ridge;
            for (var a = 0; a < b; a++)
            {
                correlations[a, b] = correlations[b, a] = Correlation.Of(filled[a], filled[b]);
            }
        }

        return [.. correlations.Inverse().Diagonal()];
    }

    private static (int[] Factors, double[][] Columns) NumericColumns(TrainingTable table)
    {
        int[] factors =
        [
            .. Enumerable.Range(0, table.Catalog.Count).Where(j => table.Catalog[j].Kind == FactorKind.Numeric),
        ];
        var stride = Math.Max(1, (table.RowCount + MostRows - 1) / MostRows);
        return (factors, [.. factors.Select(j => table.Values[j].Where((_, row) => row % stride == 0).ToArray())]);
    }

    private static double[] WithMeans(double[] values)
    {
        var mean = values.Where(value => !double.IsNaN(value)).DefaultIfEmpty().Average();
        return Array.ConvertAll(values, value => double.IsNaN(value) ? mean : value);
    }
}
