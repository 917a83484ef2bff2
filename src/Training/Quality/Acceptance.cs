using HealthScore.Training.Configuration;
using HealthScore.Training.Data;

namespace HealthScore.Training.Quality;

/// <summary>One <c>--accept</c>: a check by its id, or <c>Q11:COLUMN</c>.</summary>
/// <param name="Text">As written.</param>
/// <param name="Id">The check.</param>
/// <param name="Column">The column that is kept in spite of it; null takes the check's own action.</param>
public sealed record Acceptance(string Text, string Id, string? Column)
{
    /// <summary>Checks whose findings may be accepted, and the gate that <c>train</c> has of its own.</summary>
    private static readonly string[] Known =
    [
        "Q02",
        "Q04",
        "Q05",
        "Q06",
        "Q11",
        "Q12",
        "Q16",
        "Q20",
        "Q24",
        "Q25",
        "max_auc_gap",
    ];

    private static readonly string[] Never = [SchemaCheck.Id, PrivacyCheck.Id];

    /// <exception cref="DataException">There is no such check or column, or it cannot be accepted.</exception>
    public static Acceptance Parse(string text, HealthConfiguration configuration)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (id, column) = colon < 0 ? (text.Trim(), null) : (text[..colon].Trim(), text[(colon + 1)..].Trim());
        if (Never.Contains(id, StringComparer.OrdinalIgnoreCase))
        {
            throw new DataException(DataProblem.Usage, QualitySentences.CannotBeAccepted(id.ToUpperInvariant()));
        }

        var known =
            Array.Find(Known, name => name.Equals(id, StringComparison.OrdinalIgnoreCase))
            ?? throw new DataException(
                DataProblem.Usage,
                QualitySentences.UnknownAcceptance(id, NearestName.SuggestionFor(id, Known))
            );
        string[] columns = [.. configuration.Factors.Select(factor => factor.Column)];
        return column is null || columns.Contains(column, StringComparer.Ordinal)
            ? new Acceptance(text.Trim(), known, column)
            : throw new DataException(
                DataProblem.Usage,
                QualitySentences.UnknownColumn(known, column, NearestName.SuggestionFor(column, columns))
            );
    }

    public bool Covers(QualityFinding finding) => Id == finding.Id && (Column is null || Column == finding.Column);

    /// <summary>The column of the finding stays a factor.</summary>
    public bool Keeps(QualityFinding finding) => Id == finding.Id && Column == finding.Column;
}
