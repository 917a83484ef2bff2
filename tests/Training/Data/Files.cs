using System.Text;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Data;

/// <summary>A folder that lives as long as a test, and the files put into it.</summary>
public sealed class Files : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("healthscore-");

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public string Write(string text, string name = "data.csv") => Write(Encoding.UTF8.GetBytes(text), name);

    public string Write(byte[] bytes, string name = "data.csv")
    {
        var path = PathOf(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>A small schema: an account, a number, a level, and an outcome of yes or no.</summary>
internal static class Schemas
{
    public const string Header = "id,seats,plan,churn\n";

    public static TableSchema Small { get; } =
        new()
        {
            Catalog = new FactorCatalog([
                new Factor("seats", "Seats", "usage", FactorKind.Numeric, FactorDirection.Learn),
                new Factor("plan", "Plan", "commercial", FactorKind.Categorical, FactorDirection.Learn),
            ]),
            Input = new ModelInput
            {
                Account = "id",
                FactorColumns = ["seats", "plan"],
                MissingWords = ["", "NA", "NaN", "null", "?"],
                OutcomeColumn = "churn",
                ChurnedValue = "yes",
            },
            Levels = LevelRule.Discovered,
        };

    public static TableSchema WithoutOutcome { get; } = Small with { Outcome = OutcomeReading.Ignored };
}
