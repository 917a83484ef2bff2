using System.Collections.Immutable;
using CsvHelper;

namespace HealthScore.Training.Data;

/// <summary>Reads CSV through CsvHelper, told everything and trusted with nothing it leaves silent.</summary>
internal static class CsvRows
{
    /// <summary>One record, and so one line, in bytes.</summary>
    public const int MaxRecordSize = 1 << 20;

    /// <exception cref="DataException">The file cannot be taken apart into rows.</exception>
    public static RowIntake Read(string path, char separator, Func<ImmutableArray<string>, RowIntake> intakeFor)
    {
        var file = Path.GetFileName(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        FileKind.RequireText(file, stream);
        var broken = new Queue<CsvMalformedRecord>();
        using var reader = CsvReader.Create(stream, Options(separator, broken), leaveOpen: true);
        try
        {
            reader.ReadHeader();
            var rows = intakeFor(Header(file, reader, separator, broken));
            ReadRows(reader, rows, broken, separator);
            return rows;
        }
        catch (CsvFormatException e)
        {
            throw TooLong(file, reader, e);
        }
    }

    private static CsvReaderOptions Options(char separator, Queue<CsvMalformedRecord> broken) =>
        new()
        {
            Separator = separator,
            TrackLineNumbers = true,
            SkipEmptyLines = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            MaxRecordSize = MaxRecordSize,
            AllowLineBreaksInQuotes = true,
            DetectSeparatorHint = false,
            OnMalformedRecord = broken.Enqueue,
        };

    private static void ReadRows(CsvReader reader, RowIntake rows, Queue<CsvMalformedRecord> broken, char separator)
    {
        var uses = rows.Uses;
        var blankLines = new Queue<long>();
        while (reader.Read())
        {
            Report(rows, broken, blankLines, separator);
            Flush(rows, blankLines);
            var filterCell = rows.FilterColumn < 0 ? [] : reader.GetSpan(rows.FilterColumn);
            if (!rows.Begins(reader.LineNumber, filterCell))
            {
                continue;
            }

            foreach (var use in uses)
            {
                rows.Cell(use, reader.GetSpan(use.FileColumn));
            }
        }

        Report(rows, broken, blankLines, separator);
    }

    private static ImmutableArray<string> Header(
        string file,
        CsvReader reader,
        char separator,
        Queue<CsvMalformedRecord> broken
    )
    {
        // A malformed header is skipped like any record, and the next row taken for it.
        if (broken.TryPeek(out var first))
        {
            throw new DataException(
                DataProblem.Invalid,
                DataSentences.BadHeader(file, BrokenRecord.Reason(first.Reason))
            );
        }

        if (reader.Headers is not { Count: > 0 } || reader.Headers.All(name => name.Trim().Length == 0))
        {
            throw new DataException(DataProblem.Invalid, DataSentences.Empty(file));
        }

        return reader.Headers.Any(name => name.Contains('\uFFFD') || name.Contains('\0'))
            ? throw new DataException(DataProblem.Invalid, DataSentences.NotCsv(file, "not UTF-8 text"))
            : FileHeader.Check(file, reader.Headers, separator);
    }

    /// <summary>Blank lines at the very end are no rows; anywhere else they are broken rows.</summary>
    private static void Report(RowIntake rows, Queue<CsvMalformedRecord> broken, Queue<long> blankLines, char separator)
    {
        while (broken.TryDequeue(out var record))
        {
            if (record.RawRecord.Length == 0)
            {
                blankLines.Enqueue(record.LineNumber);
                continue;
            }

            Flush(rows, blankLines);
            var (found, expected) = BrokenRecord.Describe(record, rows.Header, separator);
            rows.Broken(record.LineNumber, found, expected);
        }
    }

    private static void Flush(RowIntake rows, Queue<long> blankLines)
    {
        while (blankLines.TryDequeue(out var line))
        {
            rows.Broken(line, "an empty line", "a row");
        }
    }

    private static DataException TooLong(string file, CsvReader reader, CsvFormatException e) =>
        new([
            new RowError(
                file,
                reader.LineNumber + 1,
                Row: 0,
                Column: "",
                "a record longer than 1 MiB, or a quote never closed",
                $"shorter records ({e.Message})"
            ),
        ]);
}
