using System.Text;

namespace HealthScore.Cli.Tests.BadInput;

/// <summary>docs/errors.md: what goes in, how it ends, what is said.</summary>
internal static class ErrorsDocument
{
    public static string Path => System.IO.Path.Combine(Root().FullName, "docs", "errors.md");

    public static string Of(IEnumerable<(BadInputCase Bad, Answer Answer)> cases)
    {
        var text = new StringBuilder(
            """
            # Errors

            What the program says of bad input. Each line is a test that feeds the input to the program; the table is
            written from its answers (`HEALTHSCORE_UPDATE_DOCS=1 dotnet test HealthScore.sln` writes it anew).

            Exit codes: 0 done, 1 failure, 2 command line wrong, 3 data, configuration or model invalid, 4 nothing could
            be learned or a gate failed, 5 not found. Nothing is written but the list of rejected rows. One bad cell
            does not stop `score`: its row is withheld, says `invalid:<factor>` and is listed; `--strict` refuses the
            file.

            """
        );
        foreach (var chapter in cases.GroupBy(c => c.Bad.Chapter, StringComparer.Ordinal))
        {
            text.Append(
                $"\n## {chapter.Key}\n\n| input | command | ends with | sentence |\n| --- | --- | --- | --- |\n"
            );
            foreach (var (bad, answer) in chapter)
            {
                text.Append($"| {bad.Name} | `{bad.Command}` | {answer.Ending} | {Cell(answer.Sentence)} |\n");
            }
        }

        return text.ToString();
    }

    public static void UpdateWhereAsked(string text)
    {
        if (Environment.GetEnvironmentVariable("HEALTHSCORE_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Path, text);
        }
    }

    private static string Cell(string sentence) =>
        sentence.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static DirectoryInfo Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "HealthScore.sln")))
        {
            folder = folder.Parent!;
        }

        return folder;
    }
}
