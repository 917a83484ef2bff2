using System.Runtime.InteropServices;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Training.Data;

namespace HealthScore.Bench.Fit;

/// <summary>
/// Rows for comparing speed: factors that share a hidden cause (so they are correlated), some skewed, some counts, a
/// third with missing values; the log-odds of churn is a sum of one curve a factor, of which one in three is flat, and
/// of twelve pairs of factors that say something only together. On disk: the columns one after the other as
/// little-endian doubles, the outcome (1 churned, 0 retained)
/// last.
/// </summary>
internal static class MadeUpRows
{
    private const int Seed = 20260401;
    private const double SharedPart = 0.6;
    private const double MissingShare = 0.05;
    private const int Pairs = 12;

    public static int Write(string file, int rows, int factors)
    {
        var random = new Random(Seed);
        var columns = new double[factors + 1][];
        for (var j = 0; j <= factors; j++)
        {
            columns[j] = new double[rows];
        }

        var signals = new double[factors];

        for (var row = 0; row < rows; row++)
        {
            var cause = Normal(random);
            var logOdds = -3.2;
            for (var j = 0; j < factors; j++)
            {
                signals[j] = (SharedPart * cause) + (0.8 * Normal(random));
                logOdds += Effect(j, signals[j]);
                columns[j][row] = Measured(j, signals[j], random);
            }

            for (var k = 0; k < Pairs; k++)
            {
                logOdds += Together(k, signals[k % factors], signals[(k + 1 + (k / factors)) % factors]);
            }

            columns[factors][row] = random.NextDouble() < Logistic.Sigmoid(logOdds) ? 1 : 0;
        }

        using var stream = File.Create(file);
        foreach (var column in columns)
        {
            stream.Write(MemoryMarshal.AsBytes(column.AsSpan()));
        }

        return 0;
    }

    public static TrainingTable Read(string file, int rows, int factors)
    {
        using var stream = File.OpenRead(file);
        var columns = new double[factors + 1][];
        var rowsInFile = stream.Length / sizeof(double) / (factors + 1);
        for (var j = 0; j <= factors; j++)
        {
            columns[j] = new double[rows];
            stream.Position = j * rowsInFile * sizeof(double);
            stream.ReadExactly(MemoryMarshal.AsBytes(columns[j].AsSpan()));
        }

        return new TrainingTable
        {
            Catalog = new FactorCatalog(
                Enumerable
                    .Range(0, factors)
                    .Select(j => new Factor($"f{j}", $"Factor {j}", "all", FactorKind.Numeric, FactorDirection.Learn))
            ),
            RowCount = rows,
            Values = columns[..factors],
            RowNumbers = [.. Enumerable.Range(1, rows)],
            Outcomes = Array.ConvertAll(columns[factors], y => y == 1 ? Outcome.Churned : Outcome.Retained),
        };
    }

    /// <summary>The curve of a factor: straight, a step, a hat, or nothing.</summary>
    private static double Effect(int factor, double signal) =>
        (factor % 6) switch
        {
            0 => 0.25 * signal,
            1 => signal > 0.5 ? 0.5 : 0,
            2 => 0.3 * Math.Min(Math.Abs(signal), 2),
            3 => -0.2 * signal,
            _ => 0,
        };

    /// <summary>
    /// What two neighbours say together: a slope that depends on the other, or a step where both are high.
    /// </summary>
    private static double Together(int pair, double first, double second) =>
        (pair % 3) switch
        {
            0 => 0.25 * first * second,
            1 => first > 0.3 && second > 0.3 ? 0.6 : 0,
            _ => -0.25 * first * second,
        };

    /// <summary>How the signal looks in the data: as it is, skewed, or counted; sometimes not at all.</summary>
    private static double Measured(int factor, double signal, Random random)
    {
        if (factor % 3 == 0 && random.NextDouble() < MissingShare)
        {
            return double.NaN;
        }

        return (factor % 5) switch
        {
            3 => Logistic.Exp(signal),
            4 => Math.Max(0, Math.Floor((signal * 3) + 2)),
            _ => signal,
        };
    }

    /// <summary>A sum of twelve uniform numbers: near enough to the bell curve, and the same everywhere.</summary>
    private static double Normal(Random random)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += random.NextDouble();
        }

        return sum;
    }
}
