using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Training.Data;

/// <summary>Every sentence about a file that cannot be used: where, what was found, what was expected.</summary>
internal static class DataSentences
{
    public static string NoFile(string file) => $"{file}: there is no such file.";

    public static string IsFolder(string file) => $"{file}: this is a folder; expected a CSV or Parquet file.";

    public static string CannotRead(string file, string reason) => $"{file}: the file cannot be read: {reason}";

    public static string Empty(string file) => $"{file}: the file is empty; expected a header and rows.";

    public static string NoRows(string file) => $"{file}: there are no rows under the header.";

    public static string NotCsv(string file, string found) => $"{file}: this is {found}; expected CSV text in UTF-8.";

    public static string NotParquet(string file, string reason) => $"{file}: this is not a Parquet file: {reason}";

    public static string PatternName(string file) =>
        $"{file}: a name with * ? [ ] or :// would be a pattern or an address; expected the name of one file.";

    public static string NestedColumn(string file, string column, string type) =>
        $"{file}: column '{column}' holds {type}; expected numbers, text, booleans or dates.";

    public static string BadHeader(string file, string reason) => $"{file}:1: the header has {reason}.";

    public static string HeaderTwice(string file, string name, int count) =>
        $"{file}:1: column '{name}' stands {count} times in the header; expected every name once.";

    public static string OtherSeparator(string file, string header, char expected, char found) =>
        $"{file}:1: the header is one column, \"{CellText.Shown(header)}\"; expected columns separated by "
        + $"'{Shown(expected)}', these look separated by '{Shown(found)}'.";

    public static string NoColumn(string file, string column, string use, string suggestion) =>
        $"{file}: there is no column '{column}' ({use}){suggestion}";

    public static string NoRowPasses(string file, RowFilter where, int rows) =>
        $"{file}: none of {rows} rows has {where.Column} = {where.Value}.";

    public static string NumberExpected(Factor factor) =>
        factor.Unit is null ? "a number" : $"a number ({factor.Unit})";

    public static string OutcomeExpected(ModelInput input, string retained) =>
        input.ExpandedValue is { } expanded
            ? $"\"{input.ChurnedValue}\" (churned), \"{expanded}\" (expanded), \"{retained}\" or nothing"
            : $"\"{input.ChurnedValue}\" (churned), \"{retained}\" or nothing";

    public static string OneOutcome(string file, ModelInput input, IReadOnlyList<(string Word, int Count)> words) =>
        $"{file}: column '{input.OutcomeColumn}' holds {Listed(words)}; "
        + $"expected \"{input.ChurnedValue}\" (churned) and one other value.";

    /// <summary>At most eight words with their counts.</summary>
    public static string Listed(IReadOnlyList<(string Word, int Count)> words) =>
        words.Count == 0
            ? "no value at all"
            : string.Join(", ", words.Take(8).Select(w => $"\"{CellText.Shown(w.Word)}\" ({w.Count:N0})"))
                + (words.Count > 8 ? $" and {words.Count - 8:N0} more" : "");

    private static string Shown(char separator) => separator == '\t' ? "tab" : separator.ToString();
}
