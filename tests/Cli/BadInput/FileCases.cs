using System.Text;

namespace HealthScore.Cli.Tests.BadInput;

/// <summary>Files of rows that cannot be used.</summary>
internal static class FileCases
{
    private const string Chapter = "Files of rows";
    private const string Score = "score --model model --data rows.csv --out scored.csv";
    private const string Header = "customerID,tenure,Contract,gender,Plan,csm";
    private const string Row = "A-1,3,One year,Male,gold,Ann";

    public static IEnumerable<BadInputCase> All =>
        [
            Bad("a file that is not there", _ => { }, exitCode: 5),
            Bad("a folder in place of a file", place => Directory.CreateDirectory(place["rows.csv"])),
            Bad("an empty file", place => place.WriteBytes("rows.csv")),
            Bad("a header and no rows", place => place.Write("rows.csv", Header)),
            Bad(
                "a binary file",
                place => place.WriteBytes("rows.csv", 0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)
            ),
            Bad(
                "UTF-16, the high byte first, without a byte order mark",
                place => Encode(place, new UnicodeEncoding(bigEndian: true, byteOrderMark: false))
            ),
            Bad(
                "UTF-16 without a byte order mark",
                place => Encode(place, new UnicodeEncoding(bigEndian: false, byteOrderMark: false))
            ),
            Bad("a line of 200 MB", HugeLine),
            Bad(
                "a quote that is never closed",
                place => place.Write("rows.csv", Header, "\"A-1,3,One year,Male,gold,Ann"),
                strict: true
            ),
            Bad("a column name that stands twice", place => place.Write("rows.csv", Header + ",tenure", Row + ",4")),
            Bad(
                "columns separated by semicolons",
                place => place.Write("rows.csv", Header.Replace(',', ';'), Row.Replace(',', ';'))
            ),
            Bad(
                "a column that is not there, nearly spelled",
                place => place.Write("rows.csv", Header.Replace("tenure", "tenur", StringComparison.Ordinal), Row)
            ),
            Bad(
                "a row with a field too few, under --strict",
                place => place.Write("rows.csv", Header, Row, "A-2,3,One year"),
                strict: true
            ),
            Bad(
                "text in a number, under --strict",
                place => place.Write("rows.csv", Header, Row, "A-2,three,One year,Male,gold,Ann"),
                strict: true
            ),
            Bad(
                "1e400 in a number, under --strict",
                place => place.Write("rows.csv", Header, "A-1,1e400,One year,Male,gold,Ann"),
                strict: true
            ),
            Bad(
                "Infinity in a number, under --strict",
                place => place.Write("rows.csv", Header, "A-1,Infinity,One year,Male,gold,Ann"),
                strict: true
            ),
            Bad(
                "1,000 in a number, under --strict",
                place => place.Write("rows.csv", Header, "A-1,\"1,000\",One year,Male,gold,Ann"),
                strict: true
            ),
            Bad(
                "text that is not UTF-8, under --strict",
                place =>
                    place.WriteBytes(
                        "rows.csv",
                        [
                            .. Encoding.UTF8.GetBytes(Header + "\nA-"),
                            0xFF,
                            .. Encoding.UTF8.GetBytes(",3,One year,Male,gold,Ann\n"),
                        ]
                    ),
                strict: true
            ),
            Bad(
                "a level never seen, under --strict",
                place => place.Write("rows.csv", Header, "A-1,3,Three year,Male,gold,Ann"),
                strict: true
            ),
            BadInputCase.Line(
                Chapter,
                "a name that ends in .parquet and is none",
                Score.Replace("rows.csv", "rows.parquet", StringComparison.Ordinal),
                3,
                place => place.Write("rows.parquet", Header, Row)
            ),
            BadInputCase.Line(
                Chapter,
                "a column to keep that is not there",
                Score + " --keep regoin",
                3,
                place => place.Write("rows.csv", Header + ",region", Row + ",EMEA")
            ),
            BadInputCase.Line(
                Chapter,
                "a filter that no row passes",
                Score + " --where csm=Zoe",
                3,
                place => place.Write("rows.csv", Header, Row)
            ),
            BadInputCase.Line(
                Chapter,
                "a filter on a column that is not there",
                Score + " --where owner=Zoe",
                3,
                place => place.Write("rows.csv", Header, Row)
            ),
        ];

    private static BadInputCase Bad(string name, Action<Workplace> arrange, int exitCode = 3, bool strict = false) =>
        BadInputCase.Line(Chapter, name, strict ? Score + " --strict" : Score, exitCode, arrange);

    private static void Encode(Workplace place, UnicodeEncoding encoding) =>
        place.WriteBytes("rows.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes($"{Header}\n{Row}\n")]);

    private static void HugeLine(Workplace place)
    {
        var chunk = new byte[1 << 20];
        Array.Fill(chunk, (byte)'a');
        using var file = File.Create(place["rows.csv"]);
        file.Write(Encoding.UTF8.GetBytes(Header + "\n"));
        for (var mebibyte = 0; mebibyte < 200; mebibyte++)
        {
            file.Write(chunk);
        }
    }
}
