using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>Every sentence of a finding: what was found, and what it means or what was expected.</summary>
internal static class QualitySentences
{
    public static string Unreadable(string column, int count, RowError first) =>
        column.Length == 0
            ? $"{Rows(count)} could not be taken apart; the first is on line {first.Line}: {first.Found}."
            : $"column '{column}' could not be read in {Rows(count)}; the first is "
                + $"\"{first.Found}\" on line {first.Line}, "
                + $"expected {first.Expected}.";

    public static string Unlisted(string column, UnlistedLevel level, Factor factor) =>
        $"column '{column}' is \"{CellText.Shown(level.Level)}\" in {Rows(level.Count)}, a level that is not listed; "
        + $"expected {Listed(factor)}.";

    public static string Empty(string column) =>
        $"column '{column}' has no value at all; expected at least one, or the column under left_out.";

    public static string Duplicates(ModelInput input, int count) =>
        input.AsOf is null
            ? $"{Rows(count)} share their account ('{input.Account}') with another that differs; "
                + "expected one row an account."
            : $"{Rows(count)} share account and date ('{input.Account}', '{input.AsOf}') with another that differs; "
                + "expected one row an account and date.";

    public static string Impossible(string column, int count, double first, Factor factor) =>
        $"column '{column}' is outside its range in {Rows(count)}, the first {first}; expected {RangeOf(factor)}.";

    public static string Future(string column, int count, DateOnly latest, DateOnly today) =>
        $"column '{column}' lies in the future in {Rows(count)}, at the latest {latest:yyyy-MM-dd}; "
        + $"expected no day after {today:yyyy-MM-dd}.";

    public static string StageLater(string column, int count) =>
        $"column '{column}' lies after the as-of date in {Rows(count)}; a stage begins before it is seen.";

    public static string Disguised(string column, double value, int count) =>
        $"column '{column}' is {value} in {Rows(count)}; if that means "
        + "\"not measured\", add it to the factor's missing words.";

    public static string Leak(string column, double auc) =>
        $"column '{column}' alone tells who churned with AUC {auc:0.000} in rows it has not seen; "
        + "it was probably known only after the outcome.";

    public static string MissingLeak(string column, double auc, int missing) =>
        $"whether column '{column}' is missing ({Rows(missing)}) tells who churned with AUC {auc:0.000}; "
        + "is it missing because they left?";

    public static string SmallCell(string segment, string stage, int rows, int churned) =>
        $"segment '{segment}', stage '{stage}' has {Rows(rows)}, {churned:N0} of which churned: too few to be shown by "
        + $"itself; expected {SampleSizeCheck.LeastRows} or more, {SampleSizeCheck.LeastChurned} of which churned.";

    public static string FewPerFactor(int fewer, int factors, double each) =>
        $"the rarer outcome has {Rows(fewer)}, {each:0.0} for each of {factors} factors; "
        + $"below {SampleSizeCheck.LeastPerFactor} a factor, weights are uncertain.";

    public static string Correlated(string one, string two, double correlation) =>
        $"columns '{one}' and '{two}' are correlated by {correlation:0.000}; they share their weight.";

    public static string Inflated(string column, double inflation) =>
        $"column '{column}' can be told from the other numbers (variance inflation {inflation:0.0}).";

    public static string OrderTells(double auc, double limit) =>
        $"a row's place in the file tells who churned with AUC {auc:0.000}, more than {limit:0.000} from .5; "
        + "was the file sorted by outcome?";

    public static string IdTells(string column, double auc, double limit) =>
        $"the account id ('{column}') tells who churned with AUC {auc:0.000}, more than {limit:0.000} from .5; "
        + "ids must say nothing.";

    public static string LowCoverage(int count, string of, double limit) =>
        $"{Rows(count)} have less than {limit:0%} of the {of} measured.";

    public static string Personal(string column, long count, long total) =>
        $"column '{column}' holds e-mail addresses or phone numbers in {count:N0} of {total:N0} cells; "
        + "personal data are no factor.";

    public static string FreeText(string column, int words) =>
        $"column '{column}' is free text (half its cells have {words} words or more); personal data are no factor.";

    public static string CannotBeAccepted(string id) => $"{id} cannot be accepted; mend the data or the configuration.";

    public static string UnknownAcceptance(string id, string suggestion) =>
        $"--accept {id}: there is no such check{suggestion}";

    public static string UnknownColumn(string id, string column, string suggestion) =>
        $"--accept {id}:{column}: no factor has the column '{column}'{suggestion}";

    private static string Rows(int count) => count == 1 ? "1 row" : $"{count:N0} rows";

    public static string RangeOf(Factor factor) =>
        (factor.RangeFrom, factor.RangeTo) switch
        {
            ({ } from, { } to) => $"{from} to {to}",
            ({ } from, null) => $"{from} or more",
            (_, { } to) => $"{to} or less",
            _ => "any number",
        };

    private static string Listed(Factor factor)
    {
        var first = string.Join(", ", factor.Levels.Take(8).Select(level => $"\"{CellText.Shown(level)}\""));
        return factor.Levels.Length > 8 ? $"{first} or one of {factor.Levels.Length - 8} more" : first;
    }
}
