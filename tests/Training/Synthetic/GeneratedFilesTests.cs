using System.Text;
using HealthScore.Core.Accounts;
using HealthScore.Core.Scoring;
using HealthScore.Training.Configuration;
using HealthScore.Training.Data;
using HealthScore.Training.Evaluation;
using HealthScore.Training.Synthetic;

namespace HealthScore.Training.Tests.Synthetic;

public sealed class GeneratedFilesTests : IDisposable
{
    private static readonly GeneratorSettings Small = new(Accounts: 120, Months: 24, Seed: 3);

    private readonly string folder = Directory.CreateTempSubdirectory("healthscore-generated").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_same_seed_makes_the_same_bytes_and_another_seed_others()
    {
        var first = GeneratedFiles.Of(DataGenerator.Generate(Small));
        var again = GeneratedFiles.Of(DataGenerator.Generate(Small));
        var other = GeneratedFiles.Of(DataGenerator.Generate(Small with { Seed = 4 }));

        Assert.All(first.Zip(again), pair => Assert.Equal(pair.First.Bytes, pair.Second.Bytes));
        Assert.NotEqual(first[0].Bytes, other[0].Bytes);
    }

    [Fact]
    public void More_accounts_leave_the_values_of_the_first_ones_as_they_were()
    {
        var few = DataGenerator.Generate(Small).Decisions;
        var more = DataGenerator.Generate(Small with { Accounts = 150 }).Decisions;

        Assert.Equal(few.SelectMany(d => d.Values), more.Take(few.Length).SelectMany(d => d.Values));
    }

    [Fact]
    public void The_configuration_reads_the_data_without_an_error()
    {
        var data = DataGenerator.Generate(Small);
        GeneratedFiles.Write(data, folder);

        var configuration = ConfigurationReader.Read(Path.Combine(folder, GeneratedFiles.ConfigurationName));
        var reading = TableReader.Read(Path.Combine(folder, GeneratedFiles.Decisions), TableSchema.From(configuration));

        Assert.Empty(reading.Errors);
        Assert.Equal(data.Decisions.Length, reading.Table.RowCount);
        Assert.Equal(
            data.Decisions.Count(d => d.Churned == true),
            reading.Table.Outcomes.Count(o => o == Outcome.Churned)
        );
        Assert.Equal(
            data.Decisions.Count(d => d.Churned is null),
            reading.Table.Outcomes.Count(o => o == Outcome.Unknown)
        );
        for (var j = 0; j < 35; j++)
        {
            Assert.Equal(data.Decisions.Select(d => d.Values[j]), reading.Table.Values[j]);
        }
    }

    [Fact]
    [Trait("Requirement", "000-01")]
    public void The_sample_requires_usage_engagement_and_support()
    {
        var configuration = ConfigurationReader.Parse(
            Encoding.UTF8.GetString(GeneratedFiles.Of(DataGenerator.Generate(Small))[1].Bytes),
            "healthscore.yaml"
        );

        Assert.Equal(["usage", "engagement", "support"], configuration.Rules.RequiredPillars);
        Assert.All(configuration.Factors, rule => Assert.NotNull(rule.Factor.Owner));
        Assert.All(configuration.Factors, rule => Assert.NotNull(rule.Factor.Source));
        Assert.Equal(35, configuration.Factors.Length);
        Assert.Equal(8, configuration.Factors.Select(rule => rule.Factor.Pillar).Distinct().Count());
    }

    [Fact]
    public void Training_cannot_read_the_truth()
    {
        GeneratedFiles.Write(DataGenerator.Generate(Small), folder);
        var schema = TableSchema.From(GeneratedFiles.Configuration);

        foreach (var truth in Directory.GetFiles(Path.Combine(folder, "truth")))
        {
            Assert.Throws<DataException>(() => TableReader.Read(truth, schema));
        }

        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder, "truth")).Length);
    }

    [Fact]
    public void The_sample_of_the_repository_is_what_the_generator_makes_and_at_most_3_MB()
    {
        var sample = Path.Combine(RepositoryFolder(), "data", "sample");

        var made = GeneratedFiles.Of(
            DataGenerator.Generate(new GeneratorSettings(Accounts: 1500, Months: 24, Seed: 1))
        );

        Assert.All(made, file => Assert.Equal(File.ReadAllBytes(Path.Combine(sample, file.Path)), file.Bytes));
        Assert.InRange(
            Directory.GetFiles(sample, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length),
            1,
            3_000_000
        );
    }

    [Fact]
    public void The_page_of_the_sample_tells_its_true_counts()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryFolder(), "data", "sample", "README.md"));
        var rows = DataGenerator.Generate(new GeneratorSettings(Accounts: 1500, Months: 24, Seed: 1)).Decisions;
        var known = rows.Where(d => d.Churned is not null).ToArray();
        var oracle = Metrics.Of([.. known.Select(d => Logistic.Sigmoid(d.LogOdds))], [.. known.Select(d => d.Leaves)]);

        Assert.Contains($"{rows.Length:N0} rows of {rows.DistinctBy(d => d.Account.Id).Count():N0} accounts", page);
        Assert.Contains($"`yes` {known.Count(d => d.Leaves)}, `no` {known.Count(d => !d.Leaves):N0}", page);
        Assert.Contains($"empty {rows.Length - known.Length}", page);
        Assert.Contains($"an AUC of {oracle.Auc!.Value:.000} on the {known.Length:N0} rows", page);
    }

    [Theory]
    [InlineData(0, 24)]
    [InlineData(10, 12)]
    public void Too_few_accounts_or_months_are_refused(int accounts, int months) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            DataGenerator.Generate(new GeneratorSettings(accounts, months, Seed: 1))
        );

    [Fact]
    public void Thirteen_months_are_enough() =>
        Assert.NotEmpty(DataGenerator.Generate(new GeneratorSettings(Accounts: 50, Months: 13, Seed: 1)).Decisions);

    private static string RepositoryFolder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "HealthScore.sln")))
        {
            at = at.Parent!;
        }

        return at.FullName;
    }
}
