using System.Text;
using HealthScore.Training.Data;

namespace HealthScore.Training.Configuration;

/// <summary>Which value of the label means churned.</summary>
internal static class ChurnedWord
{
    private static readonly HashSet<string> Known = new(
        ["yes", "true", "1", "churned", "lost", "cancelled"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <exception cref="DataException">
    /// The given value is not there, or none was given and no one value says so.
    /// </exception>
    public static string Of(FileProfile profile, InferenceOptions options)
    {
        var words = profile.Find(options.Label)!.Words.ToArray();
        if (options.Churned is { } given)
        {
            return words.Any(w => SameValue.Holds(Encoding.UTF8.GetBytes(w.Word), given))
                ? given
                : throw new DataException(
                    DataProblem.Usage,
                    InferenceSentences.ChurnedNotThere(profile.File, options.Label, given, words)
                );
        }

        return
            words.Where(w => Known.Contains(w.Word) || SameValue.Holds(Encoding.UTF8.GetBytes(w.Word), "1")).ToArray()
                is [var one]
            ? one.Word
            : throw new DataException(
                DataProblem.Usage,
                InferenceSentences.WhichIsChurned(profile.File, options.Label, words)
            );
    }
}
