using HealthScore.Cli.Tests.Running;

namespace HealthScore.Cli.Tests.BadInput;

/// <summary>Exports that cannot be made, and engines that cannot be asked.</summary>
internal static class ExportCases
{
    private const string Chapter = "Exports";
    private const string Sql = "export --model model --format sql --out score.sql --dialect ";

    public static IEnumerable<BadInputCase> All =>
        [
            Bad("a format that is not there", "export --model model --format pmml --out score.xml", 2),
            Bad("SQL of no engine", "export --model model --format sql --out score.sql", 2),
            Bad("an engine that the formula is not written for", Sql + "mysql", 2),
            Bad("an engine nearly spelled", Sql + "postgres", 2),
            Bad("a column to keep that has the name of a result", Sql + "duckdb --keep band", 3),
            BadInputCase.Line(Chapter, "a column whose name PostgreSQL would cut", Sql + "postgresql", 3, LongName),
            Bad(
                "a file of a model directory",
                "export --model model --format sql --dialect duckdb --out model/a.sql",
                2
            ),
            Bad("a file that exists", "export --model model --format sql --dialect duckdb --out customers.csv", 2),
            Bad("a database file that is not there", Sql + "duckdb --verify none.duckdb", 5),
            Bad("a text that is no connection of PostgreSQL", Sql + "postgresql --verify nowhere", 2),
            Bad("a text that is no address of ClickHouse", Sql + "clickhouse --verify localhost:8123", 2),
            Bad("a PostgreSQL that is not there", Sql + "postgresql --verify Host=127.0.0.1;Port=1;Username=ann", 1),
            Bad("a ClickHouse that is not there", Sql + "clickhouse --verify http://127.0.0.1:1/", 1),
        ];

    private static BadInputCase Bad(string name, string command, int exitCode) =>
        BadInputCase.Line(Chapter, name, command, exitCode, _ => { });

    private static void LongName(Workplace place)
    {
        Directory.Delete(place["model"], recursive: true);
        TestModel.Write(
            place["model"],
            model =>
                model with
                {
                    Input = model.Input with
                    {
                        FactorColumns = model.Input.FactorColumns.SetItem(
                            0,
                            "Months since the first contract of the customer was signed by both sides"
                        ),
                    },
                }
        );
    }
}
