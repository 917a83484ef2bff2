namespace HealthScore.Training.Data;

/// <summary>Looks at the first bytes, so that a file of another kind is called by its name.</summary>
internal static class FileKind
{
    private const int Sample = 4096;

    /// <exception cref="DataException">The file is empty, or is not text.</exception>
    public static void RequireText(string file, Stream stream)
    {
        Span<byte> buffer = stackalloc byte[Sample];
        var start = (ReadOnlySpan<byte>)buffer[..stream.ReadAtLeast(buffer, Sample, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (start.IsEmpty)
        {
            throw new DataException(DataProblem.Invalid, DataSentences.Empty(file));
        }

        if (NameOf(start) is { } found)
        {
            throw new DataException(DataProblem.Invalid, DataSentences.NotCsv(file, found));
        }
    }

    private static string? NameOf(ReadOnlySpan<byte> start) =>
        start.StartsWith("PAR1"u8) ? "a Parquet file (its name must end in .parquet)"
        : start.StartsWith("PK\u0003\u0004"u8) ? "a zip archive or an Excel workbook"
        : start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "a gzip archive"
        : HasMark(start) || !start.Contains((byte)0) ? null
        : IsTwoBytesEach(start) ? "UTF-16 text without a byte order mark"
        : "a binary file (it has NUL bytes)";

    /// <summary>UTF-16 or UTF-32 that says so: the reader turns it into UTF-8.</summary>
    private static bool HasMark(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
        || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        || start.StartsWith((ReadOnlySpan<byte>)[0x00, 0x00, 0xFE, 0xFF]);

    private static bool IsTwoBytesEach(ReadOnlySpan<byte> start)
    {
        var (even, odd) = (0, 0);
        for (var k = 0; k < start.Length; k++)
        {
            var zero = start[k] == 0 ? 1 : 0;
            even += zero * (1 - (k & 1));
            odd += zero * (k & 1);
        }

        return (even == 0 || odd == 0) && (even + odd) * 4 >= start.Length;
    }
}
