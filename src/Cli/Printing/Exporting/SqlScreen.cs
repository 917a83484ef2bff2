using HealthScore.Training.Exports.Sql.Dialects;
using HealthScore.Training.Exports.Sql.Verifying;

namespace HealthScore.Cli.Printing.Exporting;

/// <summary>What came of an export to SQL.</summary>
internal static class SqlScreen
{
    public static void Print(Terminal terminal, string path, ISqlDialect sql, VerificationResult? trial)
    {
        Layout.Heading(terminal, $"Wrote the formula as one query for {sql.Title} into {path}");
        if (trial is null)
        {
            Layout.Paragraph(terminal, "It was not tried; --verify CONNECTION tries it in an engine.");
            return;
        }

        Layout.Paragraph(
            terminal,
            $"Tried with {Figures.Of(trial.EdgeRows, "edge row")} and {Figures.Of(trial.RandomRows, "random row")}, "
                + $"of which {Figures.Count(trial.ScoredRows)} get a score: points, health, bands, coverage and "
                + "reasons are the same as here in every row."
        );
        Layout.Paragraph(
            terminal,
            $"The largest distance of a churn probability is {trial.LargestProbabilityDistance:0.#e-0}; "
                + $"{sql.Title} scored {Figures.Count((long)trial.RowsPerSecond)} rows a second."
        );
    }
}
