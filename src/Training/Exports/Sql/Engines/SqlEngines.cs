using HealthScore.Training.Exports.Sql.Dialects;

namespace HealthScore.Training.Exports.Sql.Engines;

/// <summary>Opens the engine of a dialect.</summary>
internal static class SqlEngines
{
    /// <exception cref="EngineException">It is not there, or says no.</exception>
    public static ISqlEngine Open(ISqlDialect sql, string connection) =>
        sql switch
        {
            _ when sql == SqlDialects.PostgreSql => PostgreSqlEngine.Open(connection),
            _ when sql == SqlDialects.DuckDb => DuckDbEngine.Open(connection),
            _ when sql == SqlDialects.Sqlite => SqliteEngine.Open(connection),
            _ when sql == SqlDialects.ClickHouse => ClickHouseEngine.Open(connection),
            _ => throw new ArgumentOutOfRangeException(nameof(sql), sql.Word, "no engine for it"),
        };
}
