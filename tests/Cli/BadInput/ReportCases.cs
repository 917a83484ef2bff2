namespace HealthScore.Cli.Tests.BadInput;

/// <summary>Reports and pictures that cannot be made.</summary>
internal static class ReportCases
{
    private const string Chapter = "Reports and pictures";
    private const string Train = "train --config healthscore.yaml --data customers.csv --out new --plots ";

    public static IEnumerable<BadInputCase> All =>
        [
            Bad("a report on a model that is not there", "report --model no --out report.html", 5),
            Bad(
                "a report on a model of which a byte was changed",
                "report --model model --out report.html",
                3,
                place => File.AppendAllText(Path.Combine(place["model"], "metrics.json"), " ")
            ),
            Bad("a report in the place of a file", "report --model model --out customers.csv", 2),
            Bad("a report in the place of a folder", "report --model model --out model --replace", 2),
            Bad("a report into a folder that is not there", "report --model model --out no/report.html", 5),
            Bad(
                "a report on accounts that are not there",
                "report --model model --data nobody.csv --out report.html",
                5
            ),
            Bad(
                "a report on rows that lack a column",
                "report --model model --data customers.csv --out report.html",
                3,
                place => place.Write("customers.csv", "customerID,tenure", "A-1,3")
            ),
            Bad(
                "a report on a file of no rows",
                "report --model model --data customers.csv --out report.html",
                3,
                place => place.Write("customers.csv", "customerID,tenure,Contract,gender,Plan,csm")
            ),
            Bad("pictures in the place of a file", Train + "customers.csv", 2),
            Bad("pictures inside the model", Train + "new/pictures", 2),
            Bad("pictures in a folder that cannot be made", Train + "no/pictures", 5),
        ];

    private static BadInputCase Bad(string name, string command, int exitCode) =>
        Bad(name, command, exitCode, _ => { });

    private static BadInputCase Bad(string name, string command, int exitCode, Action<Workplace> arrange) =>
        BadInputCase.Line(Chapter, name, command, exitCode, arrange);
}
