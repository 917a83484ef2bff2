using System.Text.Json;

namespace HealthScore.Architecture.Tests;

/// <summary>Notebooks are kept as they are written: what they show is made anew by whoever runs them.</summary>
public class NotebookTests
{
    private static readonly string[] Notebooks =
    [
        .. Repository
            .FilesBelow("notebooks", "*.ipynb")
            .Where(path => !path.StartsWith("notebooks/work/", StringComparison.Ordinal)),
    ];

    [Fact]
    public void There_are_four_notebooks() => Assert.Equal(4, Notebooks.Length);

    [Fact]
    public void A_notebook_holds_no_output()
    {
        var outputs =
            from path in Notebooks
            from cell in Cells(path).Index()
            where cell.Item.GetProperty("cell_type").GetString() == "code"
            where
                cell.Item.GetProperty("outputs").GetArrayLength() > 0
                || cell.Item.GetProperty("execution_count").ValueKind != JsonValueKind.Null
            select $"{path}: cell {cell.Index + 1} was kept with what it printed";

        Findings.None(outputs);
    }

    [Fact]
    public void A_notebook_asserts_that_its_numbers_are_the_programs()
    {
        var silent = Notebooks.Where(path =>
            !Cells(path).Any(cell => Text(cell).Contains("assert ", StringComparison.Ordinal))
        );

        Findings.None(silent);
    }

    private static JsonElement.ArrayEnumerator Cells(string path) =>
        JsonDocument.Parse(Repository.Read(path)).RootElement.GetProperty("cells").EnumerateArray();

    private static string Text(JsonElement cell) =>
        string.Concat(cell.GetProperty("source").EnumerateArray().Select(line => line.GetString()));
}
