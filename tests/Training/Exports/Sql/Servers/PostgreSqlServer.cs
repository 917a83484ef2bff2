using HealthScore.Training.Exports.Sql.Engines;

namespace HealthScore.Training.Tests.Exports.Sql.Servers;

/// <summary>PostgreSQL as Debian has it, for the tests of one class.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    public const string Reason = "PostgreSQL (Debian's postgresql-15) is not installed";

    private const string Password = "let me in";

    private readonly ServerProcess server = new("postgresql");

    public static bool Present => Programs is not null || Environment.GetEnvironmentVariable(RequireTools) == "1";

    public string Connection => ConnectionOf("postgres", Password);

    private static string RequireTools => "HEALTHSCORE_REQUIRE_TOOLS";

    /// <summary>The newest version's programs.</summary>
    private static string? Programs =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "postgres")))
                .Order(StringComparer.Ordinal)
                .LastOrDefault()
            : null;

    public string ConnectionOf(string user, string password) =>
        $"Host=127.0.0.1;Port={server.Port};Username={user};Password={password};Database=postgres";

    public async ValueTask InitializeAsync()
    {
        if (Programs is not { } programs)
        {
            return;
        }

        var secret = Path.Combine(server.Folder, "secret");
        await File.WriteAllTextAsync(secret, Password);
        var data = Path.Combine(server.Folder, "data");
        if (Environment.UserName == "root")
        {
            ServerProcess.Run("chown", "-R", "postgres", server.Folder);
        }

        string[] init =
        [
            Path.Combine(programs, "initdb"),
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "scram-sha-256",
            $"--pwfile={secret}",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ];
        string[] start =
        [
            Path.Combine(programs, "postgres"),
            "-D",
            data,
            "-p",
            $"{server.Port}",
            "-k",
            server.Folder,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "fsync=off",
        ];
        var (program, before) = AsPostgres;
        ServerProcess.Run(program ?? init[0], [.. before, .. program is null ? init[1..] : init]);
        await server.Start(
            () => PostgreSqlEngine.Open(Connection).Dispose(),
            program ?? start[0],
            [.. before, .. program is null ? start[1..] : start]
        );
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>It refuses to run as root.</summary>
    private static (string? Program, string[] Arguments) AsPostgres =>
        Environment.UserName == "root"
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups"])
            : (null, []);
}
