namespace HealthScore.Serving.Reports;

/// <summary>
/// How much of a thing a report shows at most, so that it stays readable and below 2 MB whatever the model and the rows
/// are. What is left out is counted where it is left out.
/// </summary>
internal static class ReportLimits
{
    /// <summary>Factors with a picture of their curve.</summary>
    public const int Curves = 40;

    /// <summary>Rows of a chart: factors, segments, levels.</summary>
    public const int Bars = 16;

    /// <summary>Rows of a table.</summary>
    public const int TableRows = 200;

    public const int Pairs = 12;

    public const int Segments = 24;

    /// <summary>Accounts named.</summary>
    public const int Accounts = 25;

    /// <summary>Characters of a sentence that holds names.</summary>
    public const int Sentence = 240;

    public static string Sentences(string text) => Charts.Marks.Shown.Line(text, Sentence);

    /// <summary>"and 12 more factors", or "" where none is left out.</summary>
    public static string More(int all, int shown, string what) =>
        all > shown ? $"and {Charts.Marks.Counts.Of(all - shown)} more {what}" : "";
}
