using System.Text.RegularExpressions;
using HealthScore.Core.Factors;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>Q30: no e-mail addresses, phone numbers or free text in factor columns. It cannot be accepted.</summary>
internal static partial class PrivacyCheck
{
    public const string Id = "Q30";
    public const double LeastShare = 0.01;
    public const int LeastWords = 5;

    private const int LeastDigits = 9;
    private const int MostDigits = 15;

    public static IEnumerable<QualityFinding> Find(QualitySubject subject, IReadOnlyList<UnlistedLevel> unlisted)
    {
        for (var j = 0; j < subject.Table.Catalog.Count; j++)
        {
            var factor = subject.Table.Catalog[j];
            if (factor.Kind == FactorKind.Numeric)
            {
                continue;
            }

            var cells = Cells(factor, subject.Table.Values[j], unlisted);
            var total = cells.Sum(cell => (long)cell.Count);
            var personal = cells.Where(cell => IsPersonal(cell.Text)).Sum(cell => (long)cell.Count);
            var column = subject.ColumnOf(j);
            if (personal > 0 && personal >= LeastShare * total)
            {
                yield return Finding(
                    column,
                    QualitySentences.Personal(column, personal, total),
                    personal,
                    personal / (double)total,
                    LeastShare
                );
            }
            else if (MedianWords(cells, total) is >= LeastWords and var words)
            {
                yield return Finding(column, QualitySentences.FreeText(column, words), total, words, LeastWords);
            }
        }

        static QualityFinding Finding(string column, string sentence, long count, double value, double limit) =>
            new(Id, Severity.Block, column, sentence)
            {
                Count = (int)count,
                Value = value,
                Limit = limit,
            };
    }

    /// <summary>An e-mail address, or 9 to 15 digits written as a phone number.</summary>
    internal static bool IsPersonal(string text) =>
        Email().IsMatch(text)
        || (Phone().IsMatch(text) && text.Count(char.IsAsciiDigit) is >= LeastDigits and <= MostDigits);

    private static List<(string Text, int Count)> Cells(
        Factor factor,
        double[] values,
        IReadOnlyList<UnlistedLevel> unlisted
    )
    {
        var counts = new int[factor.Levels.Length];
        foreach (var value in values.Where(value => value >= 0))
        {
            counts[(int)value]++;
        }

        return
        [
            .. factor.Levels.Zip(counts),
            .. unlisted.Where(u => u.Factor == factor.Key).Select(u => (u.Level, u.Count)),
        ];
    }

    private static int MedianWords(List<(string Text, int Count)> cells, long total)
    {
        long seen = 0;
        foreach (
            var (words, count) in cells.Select(cell => (WordsIn(cell.Text), cell.Count)).OrderBy(cell => cell.Item1)
        )
        {
            seen += count;
            if (seen * 2 >= total && seen > 0)
            {
                return words;
            }
        }

        return 0;
    }

    private static int WordsIn(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Email();

    [GeneratedRegex(@"\A(\+|00)?\(?[0-9]([ ()./-]{0,2}[0-9])+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Phone();
}
