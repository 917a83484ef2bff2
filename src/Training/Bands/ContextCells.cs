using HealthScore.Core.Scoring;

namespace HealthScore.Training.Bands;

/// <summary>
/// The rows of one context value by the formula's log-odds, to the nearest 1/32: all that is needed of them to find
/// the value's offset.
/// </summary>
/// <param name="value">As the data write it.</param>
internal sealed class ContextCells(string value)
{
    private const double Width = 1 / 32.0;

    private const int Beyond = 12 * 32;

    private const int NewtonSteps = 50;

    /// <summary>Of residuals: whole numbers, so that the order of rows makes no difference.</summary>
    private const long Unit = 1 << 20;

    private readonly Dictionary<string, long> residuals = new(StringComparer.Ordinal);

    private readonly int[] counts = new int[(2 * Beyond) + 1];

    public string Value => value;

    public int Rows { get; private set; }

    public int Churned { get; private set; }

    /// <summary>Sum of the formula's probabilities.</summary>
    public double Expected => At(0).Expected;

    /// <summary>Sum of the variances of single rows.</summary>
    public double Variance => At(0).Information;

    /// <summary>Residuals summed by account, squared and summed.</summary>
    public double SquaredResiduals
    {
        get
        {
            var sum = default(Int128);
            foreach (var residual in residuals.Values)
            {
                sum += (Int128)residual * residual;
            }

            return (double)sum / ((double)Unit * Unit);
        }
    }

    public void Add(string account, double probability, bool isChurned)
    {
        residuals[account] =
            residuals.GetValueOrDefault(account) + (isChurned ? Unit : 0) - (long)Math.Round(probability * Unit);
        var logOdds = Logistic.Logit(Math.Clamp(probability, 1e-9, 1 - 1e-9));
        counts[Math.Clamp((int)Math.Round(logOdds / Width), -Beyond, Beyond) + Beyond]++;
        Rows++;
        Churned += isChurned ? 1 : 0;
    }

    /// <summary>The likeliest offset where offsets have this deviation about 0.</summary>
    /// <param name="deviation">Above 0.</param>
    /// <param name="perRow">What one row tells, of a row that stands for itself.</param>
    /// <remarks>
    /// Newton's method on a concave function; a step is at most 1, so that it cannot leap to where all is flat.
    /// </remarks>
    public double OffsetAt(double deviation, double perRow)
    {
        var precision = 1 / (deviation * deviation);
        var offset = 0.0;
        for (var step = 0; step < NewtonSteps; step++)
        {
            var (expected, information) = At(offset);
            var gradient = (perRow * (Churned - expected)) - (precision * offset);
            var move = Math.Clamp(gradient / ((perRow * information) + precision), -1, 1);
            offset += move;
            if (Math.Abs(move) < 1e-10)
            {
                break;
            }
        }

        return offset;
    }

    /// <summary>What the log-likelihood gains over no offset at all, the offset itself integrated out.</summary>
    /// <inheritdoc cref="OffsetAt"/>
    public double LogMarginal(double deviation, double perRow)
    {
        var offset = OffsetAt(deviation, perRow);
        var information = At(offset).Information;
        var gain = Churned * offset;
        for (var cell = 0; cell < counts.Length; cell++)
        {
            if (counts[cell] > 0)
            {
                var logOdds = (cell - Beyond) * Width;
                gain -= counts[cell] * (LogOnePlusExp(logOdds + offset) - LogOnePlusExp(logOdds));
            }
        }

        var scaled = offset / deviation;
        return (perRow * gain)
            - (scaled * scaled / 2)
            - (Logistic.Log(1 + (deviation * deviation * perRow * information)) / 2);
    }

    private (double Expected, double Information) At(double offset)
    {
        var (expected, information) = (0.0, 0.0);
        for (var cell = 0; cell < counts.Length; cell++)
        {
            if (counts[cell] > 0)
            {
                var p = Logistic.Sigmoid(((cell - Beyond) * Width) + offset);
                expected += counts[cell] * p;
                information += counts[cell] * p * (1 - p);
            }
        }

        return (expected, information);
    }

    private static double LogOnePlusExp(double x) =>
        x > 0 ? x + Logistic.Log(1 + Logistic.Exp(-x)) : Logistic.Log(1 + Logistic.Exp(x));
}
