using System.Collections.Immutable;

namespace HealthScore.Training.Exports.Sql.Dialects;

/// <summary>The engines that the formula is written for.</summary>
public static class SqlDialects
{
    public static ISqlDialect PostgreSql { get; } = new PostgreSql();

    public static ISqlDialect DuckDb { get; } = new DuckDb();

    public static ISqlDialect Sqlite { get; } = new Sqlite();

    public static ISqlDialect ClickHouse { get; } = new ClickHouse();

    public static ImmutableArray<ISqlDialect> All { get; } = [PostgreSql, DuckDb, Sqlite, ClickHouse];

    /// <summary>Null where none is called so.</summary>
    public static ISqlDialect? Of(string word) => All.FirstOrDefault(dialect => dialect.Word == word);
}
