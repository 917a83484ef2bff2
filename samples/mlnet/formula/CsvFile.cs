using System.Text;

namespace HealthScore.Sample.MlNet;

/// <summary>
/// Commas and quotes as RFC 4180 has them. ML.NET's own TextLoader reads numbers of 17 digits by multiplication, one in
/// about a thousand off by the last bit, and an empty number as 0 unless it is told otherwise.
/// </summary>
internal static class CsvFile
{
    /// <summary>The records with the line each begins on; the first is the header.</summary>
    public static IEnumerable<(int Line, List<string> Cells)> Read(TextReader text)
    {
        var (line, began) = (1, 1);
        var (cells, cell) = (new List<string>(), new StringBuilder());
        var quoted = false;
        for (var next = text.Read(); next >= 0; next = text.Read())
        {
            var c = (char)next;
            line += c == '\n' ? 1 : 0;
            if (c == '"' && quoted && text.Peek() == '"')
            {
                cell.Append((char)text.Read());
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (quoted || c is not (',' or '\r' or '\n'))
            {
                cell.Append(c);
            }
            else if (c == ',')
            {
                cells.Add(Taken(cell));
            }
            else if (c == '\n')
            {
                cells.Add(Taken(cell));
                yield return (began, cells);
                (cells, began) = ([], line);
            }
        }

        if (cells.Count > 0 || cell.Length > 0)
        {
            cells.Add(Taken(cell));
            yield return (began, cells);
        }
    }

    public static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static string Taken(StringBuilder cell)
    {
        var text = cell.ToString().Trim();
        cell.Clear();
        return text;
    }
}
