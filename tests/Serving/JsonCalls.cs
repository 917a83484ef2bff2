using System.Net;
using System.Text;
using Google.Protobuf;
using HealthScore.Api.V1;

namespace HealthScore.Serving.Tests;

/// <summary>The same methods over HTTP/1.1.</summary>
internal static class JsonCalls
{
    public static async Task<ScoreResponse> Score(HttpClient http, ScoreRequest request)
    {
        var (code, body) = await Post(http, "/v1:score", JsonFormatter.Default.Format(request));
        return code == HttpStatusCode.OK
            ? JsonParser.Default.Parse<ScoreResponse>(body)
            : throw new InvalidOperationException($"{code}: {body}");
    }

    public static async Task<(HttpStatusCode Code, string Body)> Post(HttpClient http, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(path, content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
