namespace HealthScore.Cli.Printing.Exporting;

/// <summary>What came of an export to ML.NET.</summary>
internal static class MlNetScreen
{
    public static void Print(Terminal terminal, string path)
    {
        Layout.Heading(terminal, $"Wrote the formula as a model of ML.NET into {path}");
        Layout.Paragraph(
            terminal,
            "Any program that references Microsoft.ML opens it. It scores every row: nothing is withheld for little "
                + "coverage or a notice, and stages are not blended."
        );
    }
}
