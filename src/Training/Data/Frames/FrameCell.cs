using System.Globalization;
using System.Text;

namespace HealthScore.Training.Data.Frames;

/// <summary>
/// A value of a table in memory as the text that a CSV file would have, so that one place makes numbers, levels and
/// dates of it: integers "0", booleans "True" and "False", days 2026-03-31, nothing where it is null or NaN. A number
/// of
/// single precision is its text's double.
/// </summary>
internal static class FrameCell
{
    /// <summary>Whether such text can be made of values of a type.</summary>
    public static bool IsFlat(Type type) =>
        type == typeof(string)
        || type == typeof(ReadOnlyMemory<char>)
        || type == typeof(bool)
        || type == typeof(DateTime)
        || type == typeof(DateOnly)
        || type == typeof(decimal)
        || (type.IsPrimitive && type != typeof(nint) && type != typeof(nuint));

    public static string TextOf(object? value) =>
        value switch
        {
            null or double.NaN or float.NaN => "",
            string text => text,
            ReadOnlyMemory<char> text => text.ToString(),
            bool flag => flag ? "True" : "False",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString(
                time.TimeOfDay == default ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFF",
                CultureInfo.InvariantCulture
            ),
            IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
            _ => $"{value}",
        };

    public static byte[] BytesOf(object? value) => Encoding.UTF8.GetBytes(TextOf(value));
}
