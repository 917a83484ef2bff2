using HealthScore.Training.Data;

namespace HealthScore.Training.Configuration;

/// <summary>What <c>init</c> says.</summary>
internal static class InferenceSentences
{
    public static string NoFactors(string file) => $"{file}: no column is left that could be a factor.";

    public static string SeveralIds(string file, IEnumerable<string> columns) =>
        $"{file}: {string.Join(" and ", columns.Select(c => $"'{c}'"))} all look like ids; "
        + "name the account's with --id.";

    public static string WhichIsChurned(string file, string label, IReadOnlyList<(string Word, int Count)> words) =>
        $"{file}: column '{label}' holds {DataSentences.Listed(words)}; say which means churned with --churned.";

    public static string ChurnedNotThere(
        string file,
        string label,
        string churned,
        IReadOnlyList<(string Word, int Count)> words
    ) => $"{file}: column '{label}' is never \"{churned}\"; it holds {DataSentences.Listed(words)}.";

    public static string LeakReason(double auc) => $"leak: alone it tells who churned with AUC {auc:0.000}";

    public static string Leak(string column, double auc) =>
        $"column '{column}' alone tells who churned (AUC {auc:0.000}): it is left out as a leak of the outcome.";

    public static string NearLeak(string column, double auc) =>
        $"column '{column}' alone nearly tells who churned (AUC {auc:0.000}); was it known before the outcome?";

    public static string TwinReason(string stays) => $"says the same as {stays}";

    public static string Twin(string goes, string stays) =>
        $"column '{goes}' says the same as '{stays}': it is left out.";

    public static string SoundsLikeAge(string column) =>
        $"column '{column}' sounds like an age: for those who left, "
        + "was it measured at the as-of date or at the end of life?";

    /// <summary>A column of numbers that a few other texts make a category.</summary>
    public static string Slips(string column, (string Text, int Row) first, int numbers, int measured) =>
        $"column '{column}' is taken as a category, because {Others(measured - numbers)}: \"{first.Text}\" in data row "
        + $"{first.Row:N0}{(measured - numbers > 1 ? " is the first" : "")}; the other {numbers:N0} are numbers. If it "
        + $"means \"not measured\", give the factor kind: numeric and missing: [\"{first.Text}\"] in the "
        + "configuration; if it is a slip, mend the cell and run init again.";

    private static string Others(int count) =>
        count == 1 ? "1 value is no number" : $"{count:N0} values are no numbers";
}
