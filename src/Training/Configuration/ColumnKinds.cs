using System.Text;
using HealthScore.Core.Factors;
using HealthScore.Training.Data;

namespace HealthScore.Training.Configuration;

/// <summary>What a column seems to be, by its values and its name.</summary>
internal static class ColumnKinds
{
    private const double IdShare = 0.99;

    private static readonly string[] IdEndings = ["id", "num", "no", "key"];
    private static readonly string[] TimeWords = ["tenure", "age"];

    private static readonly string[] AgeWords = ["tenure", "age", "length", "months", "since"];

    /// <summary>Numbers with more than two distinct values; everything else is levels. Ordinal only if told.</summary>
    public static FactorKind KindOf(ColumnProfile column) =>
        column.AllNumbers && column.Distinct > 2 ? FactorKind.Numeric : FactorKind.Categorical;

    /// <summary>
    /// Text that hardly ever repeats, or whole numbers that hardly ever repeat under a name that ends like an id.
    /// </summary>
    public static bool IsIdLike(ColumnProfile column) =>
        column.Measured > 0
        && column.Distinct >= IdShare * column.Rows
        && column.Distinct > 2
        && (
            !column.MostlyNumbers
            || (
                column.AllWhole
                && IdEndings.Any(ending => column.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            )
        );

    /// <summary>Why a column cannot be a factor, or null.</summary>
    public static string? ReasonAgainst(ColumnProfile column) =>
        column.Name.Length == 0 ? "has no name"
        : column.Measured == 0 ? "no values"
        : column.Distinct == 1 && column.Measured == column.Rows ? "constant"
        : IsIdLike(column) ? "an id"
        : null;

    /// <summary>A word of the name is tenure, age, length, months or since.</summary>
    public static bool SoundsLikeAge(string column) =>
        WordsOf(column).Any(word => AgeWords.Contains(word, StringComparer.OrdinalIgnoreCase));

    /// <summary>A word of the name is tenure or age: time passes, and nobody can act on it.</summary>
    public static bool IsTime(string column) =>
        WordsOf(column).Any(word => TimeWords.Contains(word, StringComparer.OrdinalIgnoreCase));

    /// <summary>MonthlyCharges and monthly_charges become Monthly charges.</summary>
    public static string TitleOf(string column)
    {
        var words = WordsOf(column).ToArray();
        if (words.Length == 0)
        {
            return column;
        }

        var title = string.Join(' ', words.Select(w => w.All(char.IsUpper) && w.Length > 1 ? w : w.ToLowerInvariant()));
        return char.ToUpperInvariant(title[0]) + title[1..];
    }

    /// <summary>A name taken apart at blanks, signs and capitals.</summary>
    private static IEnumerable<string> WordsOf(string column)
    {
        var word = new StringBuilder();
        for (var k = 0; k < column.Length; k++)
        {
            var isStart = k > 0 && char.IsUpper(column[k]) && char.IsLower(column[k - 1]);
            if ((isStart || !char.IsLetterOrDigit(column[k])) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (char.IsLetterOrDigit(column[k]))
            {
                word.Append(column[k]);
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
