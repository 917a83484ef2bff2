using System.Text;

namespace HealthScore.Training.Data;

/// <summary>Collects one column. A cell that does not fit is stored as missing and answered with what was expected.</summary>
internal interface IColumnBuilder
{
    /// <returns>Null where the cell fits, else what was expected.</returns>
    string? Add(ReadOnlySpan<byte> trimmed);

    /// <summary>For a file whose columns are numbers already.</summary>
    /// <returns>Null where the number fits, else what was expected.</returns>
    string? Add(double number);

    /// <summary>A row that could not be read keeps its place.</summary>
    void AddNothing();
}

/// <summary>A number as UTF-8 text, for the columns that want text.</summary>
internal static class NumberText
{
    public static ReadOnlySpan<byte> Of(double number, Span<byte> buffer)
    {
        number.TryFormat(buffer, out var written);
        return buffer[..written];
    }
}

internal sealed class NumberColumn(MissingWords missing, string expected) : IColumnBuilder
{
    public List<double> Values { get; } = [];

    public string? Add(ReadOnlySpan<byte> trimmed)
    {
        if (CellText.TryNumber(trimmed, out var number))
        {
            Values.Add(missing.Contains(number) ? double.NaN : number);
            return null;
        }

        Values.Add(double.NaN);
        return missing.Contains(trimmed) ? null : expected;
    }

    public string? Add(double number)
    {
        if (double.IsFinite(number))
        {
            Values.Add(missing.Contains(number) ? double.NaN : number == 0 ? 0 : number);
            return null;
        }

        return Add(NumberText.Of(number, stackalloc byte[32]));
    }

    public void AddNothing() => Values.Add(double.NaN);
}

/// <summary>Text that stays text: ids, segments, kept columns.</summary>
internal sealed class TextColumn(string? whenEmpty, string expected) : IColumnBuilder
{
    public List<string> Values { get; } = [];

    public string? Add(ReadOnlySpan<byte> trimmed)
    {
        if (trimmed.IsEmpty || !CellText.IsText(trimmed))
        {
            Values.Add(whenEmpty ?? "");
            return trimmed.IsEmpty && whenEmpty is not null ? null : expected;
        }

        Values.Add(Encoding.UTF8.GetString(trimmed));
        return null;
    }

    public string? Add(double number) => Add(NumberText.Of(number, stackalloc byte[32]));

    public void AddNothing() => Values.Add(whenEmpty ?? "");
}

internal sealed class DateColumn(MissingWords? missing, string expected) : IColumnBuilder
{
    public List<DateOnly?> Values { get; } = [];

    public string? Add(ReadOnlySpan<byte> trimmed)
    {
        if (CellText.TryDate(trimmed, out var date))
        {
            Values.Add(date);
            return null;
        }

        Values.Add(null);
        return missing is not null && (trimmed.IsEmpty || missing.Contains(trimmed)) ? null : expected;
    }

    public string? Add(double number) => Add(NumberText.Of(number, stackalloc byte[32]));

    public void AddNothing() => Values.Add(null);
}
