using System.Text;

namespace HealthScore.Training.Data;

/// <summary>
/// Collects one column. A cell that does not fit is stored as missing and answered with what was expected.
/// </summary>
internal interface IColumnBuilder
{
    /// <returns>Null where the cell fits, else what was expected.</returns>
    string? Add(ReadOnlySpan<byte> trimmed);

    /// <summary>A row that could not be read keeps its place.</summary>
    void AddNothing();
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

    /// <summary>For a file whose columns are numbers already; finite.</summary>
    public void Add(double number) =>
        Values.Add(
            missing.Contains(number) ? double.NaN
            : number == 0 ? 0
            : number
        );

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

    public void AddNothing() => Values.Add(null);
}
