using System.Text;
using Grpc.Core;

namespace HealthScore.Serving.Tests.Statuses;

/// <summary>Bytes that no client library would send.</summary>
public sealed class BrokenMessageTests(ServerFixture fixture) : IDisposable
{
    private readonly HttpClient client = RawCalls.Client(fixture.Server.Grpc);

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task A_message_that_does_not_parse_is_an_invalid_argument_with_the_reason()
    {
        var status = await RawCalls.Call(client, RawCalls.Frame([0x0A, 0x7F, 0x01]));

        Assert.Equal(StatusCode.InvalidArgument, status.StatusCode);
        Assert.StartsWith("the request does not parse: While parsing a protocol message", status.Detail);
    }

    [Fact]
    public async Task Text_that_is_not_UTF8_is_an_invalid_argument()
    {
        var status = await RawCalls.Call(client, RawCalls.Frame([0x0A, 0x02, 0xC3, 0x28]));

        Assert.Equal(StatusCode.InvalidArgument, status.StatusCode);
    }

    [Fact]
    public async Task A_declared_length_of_4_GB_is_too_large()
    {
        var status = await RawCalls.Call(client, RawCalls.Frame([1, 2, 3], declaredLength: uint.MaxValue));

        Assert.Equal(StatusCode.ResourceExhausted, status.StatusCode);
    }

    [Fact]
    public async Task A_declared_length_over_the_limit_is_too_large()
    {
        var status = await RawCalls.Call(client, RawCalls.Frame([1, 2, 3], declaredLength: (64 << 20) + 1));

        Assert.Equal(StatusCode.ResourceExhausted, status.StatusCode);
    }

    [Fact]
    public async Task A_bad_compressed_flag_is_a_broken_frame()
    {
        var status = await RawCalls.Call(client, RawCalls.Frame([], compressed: 7));

        Assert.Equal(StatusCode.Internal, status.StatusCode);
        Assert.StartsWith("broken frame: ", status.Detail);
        Assert.DoesNotContain("Exception", status.Detail);
    }

    [Fact]
    public async Task A_corrupt_gzip_is_a_broken_frame()
    {
        var status = await RawCalls.Call(client, RawCalls.Frame(Encoding.UTF8.GetBytes("not gzip"), compressed: 1));

        Assert.Equal(StatusCode.Internal, status.StatusCode);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public async Task An_empty_a_truncated_or_a_double_message_is_a_broken_frame(byte[] body)
    {
        var status = await RawCalls.Call(client, body);

        Assert.Equal(StatusCode.Internal, status.StatusCode);
    }

    [Fact]
    public async Task An_unknown_method_and_an_unknown_service_are_unimplemented()
    {
        var method = await RawCalls.Call(client, RawCalls.Frame([]), "/healthscore.v1.ScoringService/Nothing");
        var service = await RawCalls.Call(client, RawCalls.Frame([]), "/nobody.v1.Nothing/Nothing");

        Assert.Equal(StatusCode.Unimplemented, method.StatusCode);
        Assert.Equal(StatusCode.Unimplemented, service.StatusCode);
    }

    [Fact]
    public async Task Another_content_type_is_HTTP_415()
    {
        using var body = new ByteArrayContent([]);
        body.Headers.ContentType = new("text/plain");
        using var request = RawCalls.Request(RawCalls.ScoreMethod, body);

        using var response = await client.SendAsync(request);

        Assert.Equal(415, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_stream_that_does_not_parse_is_an_invalid_argument()
    {
        const string reflection = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

        var status = await RawCalls.Call(client, RawCalls.Frame([0x0A, 0x7F, 0x01]), reflection);

        Assert.Equal(StatusCode.InvalidArgument, status.StatusCode);
    }
}
