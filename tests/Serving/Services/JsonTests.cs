using System.Net;
using System.Text.Json;

namespace HealthScore.Serving.Tests.Services;

public class JsonTests(ServerFixture fixture)
{
    [Fact]
    public async Task A_batch_travels_as_JSON_too()
    {
        const string json = """
            {"rows":2,"factors":[{"factor":"tenure","numbers":{"values":[30,"NaN"]}},
            {"factor":"contract","codes":{"levels":["One year"],"codes":[1,1]}}]}
            """;

        var (code, body) = await JsonCalls.Post(fixture.Http, "/v1:batchScore", json);

        Assert.Equal(HttpStatusCode.OK, code);
        using var answer = JsonDocument.Parse(body);
        var points = answer.RootElement.GetProperty("healthPoints").EnumerateArray().Select(p => p.GetInt32());
        Assert.Equal([850_000_001, 450_000_001], points);
    }

    [Theory]
    [InlineData("""{"tenure":1}""", "tenure: is no field of ScoreRequest")]
    [InlineData("""{"factors":{"tenure":{"nummer":1}}}""", "factors[\"tenure\"].nummer: is no field of FactorValue")]
    [InlineData("""{"accountId":"a","account_id":"b"}""", "account_id: stands twice")]
    [InlineData("""{"factors":{"tenure":{"number":"NaN"}}}""", "factors[\"tenure\"]: is NaN; expected")]
    [InlineData("""{"factors":{"tenure":{"number":"Infinity"}}}""", "factors[\"tenure\"]: is infinite; expected")]
    [InlineData("""{"factors":""", "body: is not JSON")]
    [InlineData("", "")]
    [InlineData("""{"factors":{"tenure":{"number":"many"}}}""", "")]
    [InlineData("""[1]""", "")]
    [InlineData("""{"accountId":"\ud800"}""", "")]
    public async Task A_JSON_request_that_is_wrong_is_refused_with_400(string json, string message)
    {
        var (code, body) = await JsonCalls.Post(fixture.Http, "/v1:score", json);

        Assert.Equal(HttpStatusCode.BadRequest, code);
        using var status = JsonDocument.Parse(body);
        Assert.Equal(3, status.RootElement.GetProperty("code").GetInt32());
        Assert.StartsWith(message, status.RootElement.GetProperty("message").GetString());
    }

    [Fact]
    public async Task JSON_10000_deep_is_refused_with_400()
    {
        var json = string.Concat(Enumerable.Repeat("{\"context\":", 10_000)) + "1" + new string('}', 10_000);

        var (code, _) = await JsonCalls.Post(fixture.Http, "/v1:score", json);

        Assert.Equal(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task JSON_over_64_MiB_is_refused_with_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1:score")
        {
            Content = new StringContent(new string(' ', (64 << 20) + 1)),
            Headers = { ExpectContinue = true },
        };

        using var response = await fixture.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("larger than 67108864 bytes", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Rich_errors_come_whole_over_JSON()
    {
        var (_, body) = await JsonCalls.Post(fixture.Http, "/v1:score", """{"factors":{"nothing":{"number":1}}}""");

        using var status = JsonDocument.Parse(body);
        var details = status.RootElement.GetProperty("details").EnumerateArray().ToArray();
        Assert.Equal(
            "factors[\"nothing\"]",
            details[0].GetProperty("fieldViolations")[0].GetProperty("field").GetString()
        );
        Assert.Equal("INVALID_FIELD", details[1].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task An_unknown_query_field_is_refused()
    {
        using var response = await fixture.Http.GetAsync("/v1/formula?segmant=smb");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
