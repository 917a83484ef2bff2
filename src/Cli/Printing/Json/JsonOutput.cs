using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HealthScore.Cli.Printing.Json;

/// <summary>The one document that <c>--json</c> prints.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Print(Terminal terminal, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            write(json);
        }

        terminal.Out.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
