using System.Runtime.InteropServices;
using System.Text;

namespace HealthScore.Training.Data;

/// <summary>What one column of an unknown file looks like, gathered in one pass.</summary>
internal sealed class ColumnProfile(string name, MissingWords missing) : IColumnBuilder
{
    private const int MaxWords = 1000;

    private const double MostlyShare = 0.9;

    private readonly List<ulong> fingerprints = [];
    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);
    private int? distinct;

    public string Name => name;

    /// <summary>Rows, missing ones included.</summary>
    public int Rows { get; private set; }

    public int Measured => fingerprints.Count;

    /// <summary>Every measured value is a number.</summary>
    public bool AllNumbers { get; private set; } = true;

    /// <summary>Measured values that are numbers.</summary>
    public int Numbers { get; private set; }

    /// <summary>The first measured value that is no number, and its row, from 1; null where all are.</summary>
    public (string Text, int Row)? FirstOther { get; private set; }

    /// <summary>All measured values are numbers, or all but a few: a column of numbers with slips.</summary>
    public bool MostlyNumbers => Numbers >= MostlyShare * Measured && Numbers > 0;

    /// <summary>Every measured value is a whole number.</summary>
    public bool AllWhole { get; private set; } = true;

    /// <summary>Distinct measured values; numbers are equal as numbers. (By 64-bit fingerprints.)</summary>
    public int Distinct => distinct ??= CountDistinct();

    /// <summary>The first thousand distinct texts and how often they were met.</summary>
    public IEnumerable<(string Word, int Count)> Words =>
        words.Select(w => (w.Key, w.Value)).OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal);

    public string? Add(ReadOnlySpan<byte> trimmed)
    {
        Rows++;
        if (!trimmed.IsEmpty && !CellText.IsText(trimmed))
        {
            return "text in UTF-8 without NUL bytes";
        }

        if (trimmed.IsEmpty || missing.Contains(trimmed))
        {
            return null;
        }

        var isNumber = CellText.TryNumber(trimmed, out var number);
        AllNumbers &= isNumber;
        Numbers += isNumber ? 1 : 0;
        if (!isNumber)
        {
            FirstOther ??= (Encoding.UTF8.GetString(trimmed), Rows);
        }

        AllWhole &= isNumber && number == Math.Floor(number);
        fingerprints.Add(isNumber ? BitConverter.DoubleToUInt64Bits(number) : Fingerprint(trimmed));
        CountWord(trimmed);
        return null;
    }

    public void AddNothing() => Rows++;

    private void CountWord(ReadOnlySpan<byte> trimmed)
    {
        Span<char> text = stackalloc char[Math.Min(trimmed.Length, 256)];
        if (words.Count >= MaxWords || trimmed.Length > text.Length)
        {
            return;
        }

        var word = text[..Encoding.UTF8.GetChars(trimmed, text)];
        CollectionsMarshal.GetValueRefOrAddDefault(words.GetAlternateLookup<ReadOnlySpan<char>>(), word, out _)++;
    }

    private int CountDistinct()
    {
        var sorted = fingerprints.ToArray();
        Array.Sort(sorted);
        var count = sorted.Length > 0 ? 1 : 0;
        for (var k = 1; k < sorted.Length; k++)
        {
            count += sorted[k] != sorted[k - 1] ? 1 : 0;
        }

        return count;
    }

    /// <remarks>FNV-1a, ended with the mixer of splitmix64.</remarks>
    private static ulong Fingerprint(ReadOnlySpan<byte> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in text)
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        return hash ^ (hash >> 31);
    }
}

/// <summary>All columns of a file, before anything is known of them.</summary>
internal sealed record FileProfile(string File, int Rows, IReadOnlyList<ColumnProfile> Columns)
{
    /// <exception cref="DataException">The file cannot be read, or has broken rows; all of them are listed.</exception>
    public static FileProfile Read(string path, char separator, MissingWords missing)
    {
        ColumnProfile[] columns = [];
        var rows = RowSource.Read(
            path,
            separator,
            header =>
            {
                columns = [.. header.Select(name => new ColumnProfile(name, missing))];
                return new RowIntake(
                    Path.GetFileName(path),
                    header,
                    [.. columns.Index().Select(c => new ColumnUse(c.Index, c.Item.Name, c.Item.Name, c.Item))],
                    where: null
                );
            }
        );
        return rows.Errors.Count == 0
            ? new FileProfile(rows.File, rows.RowsInFile, columns)
            : throw new DataException([.. rows.Errors.Select(e => e.Error)]);
    }

    public ColumnProfile? Find(string name) => Columns.FirstOrDefault(c => c.Name == name);
}
