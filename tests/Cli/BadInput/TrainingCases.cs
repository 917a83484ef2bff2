namespace HealthScore.Cli.Tests.BadInput;

/// <summary>Configurations and rows that nothing can be learned from.</summary>
internal static class TrainingCases
{
    private const string Chapter = "Configurations and training";
    private const string Train = "train --config healthscore.yaml --data customers.csv --out new";

    public static IEnumerable<BadInputCase> All =>
        [
            Bad(
                "a configuration that is not there",
                Train,
                place => File.Delete(place["healthscore.yaml"]),
                exitCode: 5
            ),
            Bad("YAML that is none", Train, place => place.Write("healthscore.yaml", "factors: [", "  - {")),
            Bad("a wrong key", Train, place => place.Configure("columns:", "colums:")),
            Bad("a wrong key of a factor", Train, place => place.Configure("pillar: usage", "piller: usage")),
            Bad("a kind that is not there", Train, place => place.Configure("kind: numeric", "kind: number")),
            Bad("two factors of one key", Train, place => place.Configure("key: contract", "key: tenure")),
            Bad("a newer version of the configuration", Train, place => place.Configure("version: 1", "version: 2")),
            Bad(
                "a factor whose column is not there",
                Train,
                place => place.Configure("column: Contract", "column: Contrakt")
            ),
            Bad("a label of one value", Train, place => Label(place, "No", "No")),
            Bad("a label of three values", Train, place => Label(place, "Yes", "Maybe")),
            Bad(
                "a column that is all missing",
                Train,
                place => Rows(place, row => $"A-{row},,One year,{YesOrNo(row)}")
            ),
            Bad(
                "text in a number",
                Train,
                place => Rows(place, row => $"A-{row},{(row == 7 ? "seven" : "7")},One year,{YesOrNo(row)}")
            ),
            Bad(
                "1e400 in a number",
                Train,
                place => Rows(place, row => $"A-{row},{(row == 7 ? "1e400" : "7")},One year,{YesOrNo(row)}")
            ),
            Bad(
                "a ragged row",
                Train,
                place => Rows(place, row => row == 7 ? "A-7,7" : $"A-{row},{row},One year,{YesOrNo(row)}")
            ),
            Bad("a value outside its range", Train, Impossible),
            Bad(
                "an account that stands twice",
                Train,
                place => Rows(place, row => $"A-{(row == 7 ? 6 : row)},{row},One year,{YesOrNo(row)}")
            ),
            Bad(
                "e-mail addresses in a factor",
                Train,
                place => Rows(place, row => $"A-{row},{row},a{row % 5}@b.com,{YesOrNo(row)}")
            ),
            Bad(
                "a factor that tells who left",
                Train,
                place => Rows(place, row => $"A-{row},{(row % 2 * 100) + (row % 7)},One year,{YesOrNo(row)}")
            ),
            Bad("an acceptance of a check that cannot be accepted", Train + " --accept Q01", _ => { }, exitCode: 2),
            Bad("an acceptance of a check that is not there", Train + " --accept Q99", _ => { }, exitCode: 2),
            Bad(
                "a folds column of one fold",
                "crossval --config healthscore.yaml --data customers.csv --folds-column fold",
                place => Rows(place, row => $"A-{row},{row * 37 % 101},One year,{YesOrNo(row)},0", ",fold")
            ),
            Bad(
                "rows of which nothing can be learned",
                Train,
                place =>
                    Rows(
                        place,
                        row => $"A-{row},{row * 37 % 101},{(row / 2 % 2 == 0 ? "One year" : "Two year")},{YesOrNo(row)}"
                    ),
                exitCode: 4
            ),
        ];

    private static BadInputCase Bad(string name, string command, Action<Workplace> arrange, int exitCode = 3) =>
        BadInputCase.Line(Chapter, name, command, exitCode, arrange);

    private static string YesOrNo(int row) => row % 2 == 0 ? "Yes" : "No";

    private static void Rows(Workplace place, Func<int, string> row, string columns = "") =>
        place.Write(
            "customers.csv",
            ["customerID,tenure,Contract,Churn" + columns, .. Enumerable.Range(1, 200).Select(row)]
        );

    private static void Label(Workplace place, string one, string other) =>
        Rows(place, row => $"A-{row},{row * 37 % 101},One year,{(row == 3 ? "No" : row % 2 == 0 ? one : other)}");

    private static void Impossible(Workplace place)
    {
        place.Configure("title: Tenure,", "title: Tenure, range: [0, 120],");
        Rows(place, row => $"A-{row},{(row == 7 ? -3 : row * 37 % 101)},One year,{YesOrNo(row)}");
    }
}
