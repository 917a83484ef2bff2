using System.Globalization;
using HealthScore.Api.V1;

namespace HealthScore.Serving.Services;

/// <summary>A date as it came in: the date, or what is wrong with the text; neither where there was none.</summary>
internal readonly record struct DateText(DateOnly? Date, string? Fault)
{
    private const string Form = "yyyy-MM-dd";

    public static DateText Of(string text) =>
        text.Length == 0 ? default
        : DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new DateText(date, Fault: null)
        : new DateText(Date: null, $"is {FactorChecks.Quoted(text)}; expected a date as yyyy-mm-dd");

    /// <summary>By code; 0 is no date.</summary>
    public static DateText[] Of(Codes? codes) => [default, .. (codes?.Levels ?? []).Select(Of)];

    public static string Words(DateOnly? date) => date?.ToString(Form, CultureInfo.InvariantCulture) ?? "";
}
