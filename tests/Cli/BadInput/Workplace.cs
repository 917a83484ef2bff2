using System.Text.RegularExpressions;
using HealthScore.Cli.Tests.Running;

namespace HealthScore.Cli.Tests.BadInput;

/// <summary>
/// A folder with a good model and good data, in which one thing is then made wrong. Sentences are as if it were the
/// current folder.
/// </summary>
public sealed partial class Workplace : IDisposable
{
    private static readonly string[] OptionsOfPaths =
    [
        "--model",
        "--data",
        "--config",
        "--out",
        "--rejected",
        "--plots",
    ];

    private readonly Folder folder = new();

    public Workplace()
    {
        TestModel.Write(folder["model"]);
        folder.Write(
            "customers.csv",
            "customerID,tenure,Contract,gender,Plan,csm,Churn",
            "A-1,3,One year,Male,gold,Ann,No",
            "A-2,0,Month-to-month,Female,basic,Ann,Yes",
            "A-3,20,Two year,Male,silver,Bo,No"
        );
        folder.Write(
            "healthscore.yaml",
            "version: 1",
            "columns: { account: customerID, ignore: [csm] }",
            "outcome: { column: Churn, churned: \"Yes\" }",
            "factors:",
            "  - { key: tenure, column: tenure, title: Tenure, pillar: usage, kind: numeric, direction: learn }",
            "  - { key: contract, column: Contract, title: Contract, pillar: money, kind: categorical }"
        );
    }

    public string Path => folder.Path;

    public string this[string name] => folder[name];

    public void Write(string name, params string[] lines) => folder.Write(name, lines);

    public void WriteBytes(string name, params byte[] bytes) => File.WriteAllBytes(folder[name], bytes);

    /// <summary>The configuration with one text put for another.</summary>
    public void Configure(string old, string changed)
    {
        var text = File.ReadAllText(folder["healthscore.yaml"]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(folder["healthscore.yaml"], text.Replace(old, changed, StringComparison.Ordinal));
    }

    public async Task<Answer> Run(string command, Action<Workplace> arrange)
    {
        arrange(this);
        var before = folder.Names.ToHashSet(StringComparer.Ordinal);
        var ran = await TheProgram.Run(Arguments(command));
        var sentences = ran.Error.Split('\n').Where(line => line.StartsWith("healthscore: ", StringComparison.Ordinal));
        return new Answer(
            $"exit {ran.ExitCode}",
            Told(sentences.SingleOrDefault("healthscore: (nothing).")["healthscore: ".Length..])
        )
        {
            Out = ran.Out,
            Written = [.. folder.Names.Where(name => !before.Contains(name))],
        };
    }

    /// <summary>Without what differs from run to run: the folder's name, hashes, port numbers of this run.</summary>
    public string Told(string sentence) =>
        Hash()
            .Replace(
                sentence
                    .Replace(folder.Path + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
                    .Replace(folder.Path, ".", StringComparison.Ordinal),
                "…"
            );

    public void Dispose() => folder.Dispose();

    private string[] Arguments(string command)
    {
        var words = Word().Matches(command).Select(m => m.Value.Replace("\"", "", StringComparison.Ordinal)).ToArray();
        for (var k = 1; k < words.Length; k++)
        {
            words[k] = OptionsOfPaths.Contains(words[k - 1]) ? folder[words[k]] : words[k];
        }

        return words;
    }

    [GeneratedRegex("[0-9a-f]{12,64}")]
    private static partial Regex Hash();

    [GeneratedRegex("(\"[^\"]*\"|[^ \"])+")]
    private static partial Regex Word();
}
