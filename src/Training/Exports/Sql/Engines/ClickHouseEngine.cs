using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using HealthScore.Training.Exports.Sql.Dialects;

namespace HealthScore.Training.Exports.Sql.Engines;

/// <summary>
/// A ClickHouse server by its HTTP port. Numbers go in as RowBinary, for its reader of text is not exact; temporary
/// tables belong to this engine alone.
/// </summary>
internal sealed class ClickHouseEngine : ISqlEngine
{
    private const string Title = "ClickHouse";
    private const string Rows = "healthscore_rows";
    private const string Scores = "healthscore_scores";
    private const int LongestQuery = 1 << 28;

    private static readonly TimeSpan PatienceToConnect = TimeSpan.FromSeconds(10);

    private readonly HttpClient client;
    private readonly string settings;
    private readonly ISqlDialect sql = SqlDialects.ClickHouse;

    private ClickHouseEngine(HttpClient client, string database)
    {
        this.client = client;
        settings =
            $"session_id=healthscore-{RandomNumberGenerator.GetHexString(16)}&session_timeout=3600"
            + $"&max_query_size={LongestQuery}&max_ast_elements=1000000&max_expanded_ast_elements=10000000"
            + $"&wait_end_of_query=1&database={Uri.EscapeDataString(database)}";
    }

    public string RowsTable => Rows;

    /// <param name="address"><c>http://user:password@host:8123/database</c>; user, password and database may
    /// lack.</param>
    /// <exception cref="EngineException">It is none, or the server says no.</exception>
    public static ClickHouseEngine Open(string address)
    {
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
        )
        {
            throw new EngineException(
                EngineProblem.Connection,
                "--verify for ClickHouse needs an address such as http://ann@localhost:8123/default."
            );
        }

        var handler = new SocketsHttpHandler { ConnectTimeout = PatienceToConnect, UseProxy = false };
        var http = new HttpClient(handler)
        {
            BaseAddress = new Uri(uri.GetLeftPart(UriPartial.Scheme) + uri.Authority.Split('@')[^1]),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var user = uri.UserInfo.Split(':', 2);
        http.DefaultRequestHeaders.Add(
            "X-ClickHouse-User",
            user[0].Length == 0 ? "default" : Uri.UnescapeDataString(user[0])
        );
        http.DefaultRequestHeaders.Add("X-ClickHouse-Key", user.Length < 2 ? "" : Uri.UnescapeDataString(user[1]));
        var database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        var engine = new ClickHouseEngine(http, database.Length == 0 ? "default" : database);
        try
        {
            engine.Run("SELECT 1");
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    public void Load(TrialTable rows)
    {
        var types = rows.Columns.Select(column => $"{sql.Quoted(column.Name)} {TypeOf(column.Kind)}");
        Run($"CREATE TEMPORARY TABLE {Rows} ({sql.Quoted(rows.RowNumber)} Int64, {string.Join(", ", types)})");
        Run(RowBinary.Of(rows), $"&query={Uri.EscapeDataString($"INSERT INTO {Rows} FORMAT RowBinary")}");
    }

    public void Score(string query) => Run($"CREATE TEMPORARY TABLE {Scores} AS\n{query}");

    public IEnumerable<EngineAnswer> Answers(string rowNumber, ImmutableArray<string> pointsColumns)
    {
        string[] columns =
        [
            $"toInt64({sql.Quoted(rowNumber)})",
            "ifNull(toString(status), '')",
            "ifNull(toInt64(health_points), -1)",
            .. AnswerColumns.Own[2..4].Select(name => $"ifNull(toFloat64({name}), nan)"),
            "ifNull(toString(band), '')",
            "ifNull(toFloat64(coverage), nan)",
            .. AnswerColumns.Own[6..].Select(name => $"ifNull(toString({name}), '')"),
            .. pointsColumns.Select(name => $"ifNull(toInt64({sql.Quoted(name)}), -1)"),
        ];
        using var stream = Ask(
            Encoding.UTF8.GetBytes(
                $"SELECT {string.Join(", ", columns)} FROM {Scores} ORDER BY {sql.Quoted(rowNumber)} FORMAT RowBinary"
            ),
            ""
        );
        using var reader = new BinaryReader(new BufferedStream(stream, 1 << 16));
        var answer = new EngineAnswer(pointsColumns.Length);
        while (TryWhole(reader, out var row))
        {
            answer.Row = row;
            Fill(answer, reader);
            yield return answer;
        }
    }

    public void Clear()
    {
        Run($"DROP TABLE IF EXISTS {Scores}");
        Run($"DROP TABLE IF EXISTS {Rows}");
    }

    public void Dispose() => client.Dispose();

    private static void Fill(EngineAnswer answer, BinaryReader reader)
    {
        answer.Status = Text();
        answer.HealthPoints = Whole();
        answer.Health = Number();
        answer.ChurnProbability = Number();
        answer.Band = Text();
        answer.Coverage = Number();
        for (var k = 0; k < answer.Reasons.Length; k++)
        {
            answer.Reasons[k] = Text();
        }

        answer.FormulaHash = Text();
        for (var k = 0; k < answer.Points.Length; k++)
        {
            answer.Points[k] = Whole();
        }

        string? Text() => RowBinary.Text(reader) is { Length: > 0 } text ? text : null;

        long? Whole() => reader.ReadInt64() is >= 0 and var whole ? whole : null;

        double? Number() => reader.ReadDouble() is var number && double.IsNaN(number) ? null : number;
    }

    private static bool TryWhole(BinaryReader reader, out long whole)
    {
        Span<byte> bytes = stackalloc byte[8];
        var read = reader.BaseStream.ReadAtLeast(bytes, 8, throwOnEndOfStream: false);
        whole = BitConverter.ToInt64(bytes);
        return read == 8;
    }

    private static string TypeOf(TrialKind kind) =>
        kind switch
        {
            TrialKind.Number => "Nullable(Float64)",
            TrialKind.Text => "Nullable(String)",
            _ => "Nullable(Date)",
        };

    private void Run(string statement) => Run(Encoding.UTF8.GetBytes(statement), "");

    /// <summary>An answer that is not read to its end keeps the temporary tables locked.</summary>
    private void Run(byte[] body, string further)
    {
        using var stream = Ask(body, further);
        stream.CopyTo(Stream.Null);
    }

    private Stream Ask(byte[] body, string further)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/?{settings}{further}")
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        HttpResponseMessage answer;
        try
        {
            answer = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
        }
        catch (HttpRequestException e)
        {
            throw EngineException.Of(Title, e);
        }
        catch (OperationCanceledException)
        {
            throw EngineException.Of(Title, $"{client.BaseAddress} does not answer");
        }

        if (answer.StatusCode == HttpStatusCode.OK)
        {
            return answer.Content.ReadAsStream();
        }

        using (answer)
        {
            using var text = new StreamReader(answer.Content.ReadAsStream());
            throw EngineException.Of(Title, Told(text.ReadToEnd(), answer.StatusCode));
        }
    }

    /// <summary>
    /// "Code: 193, e.displayText() = DB::Exception: Wrong password …, e.what() = …" without its frame.
    /// </summary>
    private static string Told(string text, HttpStatusCode status)
    {
        const string Before = "DB::Exception: ";
        var from = text.IndexOf(Before, StringComparison.Ordinal);
        var told = EngineException.FirstLine(from < 0 ? text : text[(from + Before.Length)..]);
        var to = told.IndexOf(", e.what()", StringComparison.Ordinal);
        told = to < 0 ? told : told[..to];
        return told.Length == 0 ? $"answers with status {(int)status}." : told;
    }
}
