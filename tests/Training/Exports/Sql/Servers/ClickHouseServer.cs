using HealthScore.Training.Exports.Sql.Engines;

namespace HealthScore.Training.Tests.Exports.Sql.Servers;

/// <summary>ClickHouse as Debian has it, for the tests of one class.</summary>
public sealed class ClickHouseServer : IAsyncLifetime
{
    public const string Reason = "ClickHouse (Debian's clickhouse-server) is not installed";

    private const string Password = "let me in";

    private readonly ServerProcess server = new("clickhouse");

    public static bool Present =>
        Program is not null || Environment.GetEnvironmentVariable("HEALTHSCORE_REQUIRE_TOOLS") == "1";

    public string Connection => ConnectionOf("default", Password);

    private static string? Program =>
        new[] { "/usr/bin/clickhouse-server", "/usr/sbin/clickhouse-server" }.FirstOrDefault(File.Exists);

    public string ConnectionOf(string user, string password) =>
        $"http://{user}:{Uri.EscapeDataString(password)}@127.0.0.1:{server.Port}/";

    public async ValueTask InitializeAsync()
    {
        if (Program is not { } program)
        {
            return;
        }

        var folder = server.Folder;
        var config = Path.Combine(folder, "config.xml");
        await File.WriteAllTextAsync(
            config,
            $"""
            <?xml version="1.0"?>
            <yandex>
              <logger><level>warning</level><log>{folder}/log</log><errorlog>{folder}/errors</errorlog></logger>
              <listen_host>127.0.0.1</listen_host>
              <http_port>{server.Port}</http_port>
              <path>{folder}/data/</path>
              <tmp_path>{folder}/temporary/</tmp_path>
              <users_config>users.xml</users_config>
              <default_profile>default</default_profile>
              <default_database>default</default_database>
              <mark_cache_size>5368709</mark_cache_size>
            </yandex>
            """
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "users.xml"),
            $"""
            <?xml version="1.0"?>
            <yandex>
              <profiles><default/></profiles>
              <quotas><default/></quotas>
              <users>
                <default>
                  <password>{Password}</password>
                  <networks><ip>127.0.0.1</ip></networks>
                  <profile>default</profile>
                  <quota>default</quota>
                </default>
              </users>
            </yandex>
            """
        );
        await server.Start(() => ClickHouseEngine.Open(Connection).Dispose(), program, $"--config-file={config}");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
