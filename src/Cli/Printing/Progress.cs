using System.Globalization;

namespace HealthScore.Cli.Printing;

/// <summary>
/// How far a long verb has come, with rate and time left, on standard error: redrawn in place on a terminal, else one
/// plain line every ten seconds.
/// </summary>
internal sealed class Progress(Terminal terminal, TimeProvider time) : IDisposable
{
    /// <summary>Takes away what stands on the line.</summary>
    public const string Clear = "\r\u001b[K";

    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly long started = time.GetTimestamp();
    private string stage = "";
    private long stageStarted = time.GetTimestamp();
    private long lastShown = time.GetTimestamp();
    private bool drawn;

    /// <summary>Says that <paramref name="done"/> of <paramref name="total"/> units of a stage are finished.</summary>
    /// <param name="doing">The stage in words, such as "reading rows".</param>
    /// <param name="done">Units finished, 0 or more.</param>
    /// <param name="total">All units; 0 where unknown.</param>
    /// <param name="unit">Plural noun of a unit, such as "rows"; empty where a rate says nothing.</param>
    /// <param name="detail">What is going on within the stage; empty where there is nothing to add.</param>
    public void Report(string doing, long done, long total, string unit, string detail = "")
    {
        lock (gate)
        {
            if (doing != stage)
            {
                stage = doing;
                stageStarted = time.GetTimestamp();
            }

            if (time.GetElapsedTime(lastShown) >= (terminal.Traits.LiveProgress ? Redraw : PlainEvery))
            {
                lastShown = time.GetTimestamp();
                var line = Line(doing, done, total, unit, time.GetElapsedTime(stageStarted));
                Show(detail.Length == 0 ? line : $"{line} · {detail}");
            }
        }
    }

    /// <summary>Total time since this was made.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(started);

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (drawn)
            {
                terminal.Error.Write(Clear);
                drawn = false;
            }
        }
    }

    internal static string Line(string doing, long done, long total, string unit, TimeSpan taken)
    {
        var parts = new List<string> { doing };
        if (total > 0)
        {
            parts.Add($"{(100.0 * done / total).ToString("0", CultureInfo.InvariantCulture)} %");
        }

        var perSecond = taken.TotalSeconds > 0 ? done / taken.TotalSeconds : 0;
        if (unit.Length > 0 && perSecond > 0)
        {
            parts.Add($"{Rate(perSecond)} {unit}/s");
        }

        if (total > done && perSecond > 0)
        {
            parts.Add($"{Left(TimeSpan.FromSeconds((total - done) / perSecond))} left");
        }

        return string.Join(" · ", parts);
    }

    private static string Rate(double perSecond) =>
        perSecond >= 10 ? Figures.Count((long)perSecond) : perSecond.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Left(TimeSpan left) =>
        left.TotalSeconds < 90
            ? $"{Math.Max(1, (int)left.TotalSeconds)} s"
            : $"{(int)Math.Round(left.TotalMinutes)} min";

    private void Show(string line)
    {
        if (terminal.Traits.LiveProgress)
        {
            terminal.Error.Write(Clear + (line.Length < terminal.Width ? line : line[..(terminal.Width - 1)]));
            drawn = true;
        }
        else
        {
            terminal.Error.WriteLine(line);
        }
    }
}
