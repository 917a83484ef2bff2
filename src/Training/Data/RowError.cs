namespace HealthScore.Training.Data;

/// <summary>One thing wrong with one row: where, what was found, what was expected.</summary>
/// <param name="File">File name as the user gave it.</param>
/// <param name="Line">Physical line in a text file (the header is line 1), row number in a Parquet file.</param>
/// <param name="Row">Number among the data rows, the first being 1; 0 where the row could not be counted.</param>
/// <param name="Column">Column name, or empty where the whole row is wrong.</param>
/// <param name="Found">The text as found, cut to 200 characters.</param>
/// <param name="Expected">What should stand there, in words.</param>
public sealed record RowError(string File, long Line, int Row, string Column, string Found, string Expected)
{
    public string Sentence =>
        Column.Length == 0
            ? $"{File}:{Line}: found {Found}; expected {Expected}."
            : $"{File}:{Line}: column '{Column}' is \"{Found}\"; expected {Expected}.";
}
