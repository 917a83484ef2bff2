using System.Runtime.InteropServices;
using System.Text.Json;

namespace HealthScore.Serving.Bench;

/// <summary>Unary Score under one pressure; medians of the rounds.</summary>
/// <param name="CallsPerSecond">Of the server.</param>
/// <param name="BareCallsPerSecond">Of the bare endpoint with the same reply bytes.</param>
/// <param name="Ratio">Median of each round's ratio.</param>
/// <param name="AllocatedBytesPerCall">In the server's process, of everything that a call costs there.</param>
internal sealed record UnaryResult(
    double CallsPerSecond,
    double BareCallsPerSecond,
    double Ratio,
    double AllocatedBytesPerCall
);

/// <summary>BatchScore with contributions, two calls at a time from one client on the same machine.</summary>
internal sealed record BatchResult(int RowsPerCall, double AccountsPerSecond, double AllocatedBytesPerAccount);

/// <summary>All of one run.</summary>
internal sealed record BenchResult
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public required string Driver { get; init; }

    public string Runtime { get; } = RuntimeInformation.FrameworkDescription;

    public int Processors { get; } = Environment.ProcessorCount;

    public required long ReplyBytes { get; init; }

    /// <summary>8 connections x 10 streams.</summary>
    public required UnaryResult Pressed { get; init; }

    /// <summary>One call at a time.</summary>
    public required UnaryResult Alone { get; init; }

    public required BatchResult Batch { get; init; }

    public string Json() => JsonSerializer.Serialize(this, Indented) + "\n";

    public string Text() =>
        $"""
            driver {Driver}, {Runtime}, {Processors} processors, reply {ReplyBytes} bytes
            Score, 8 connections x 10 streams: {Line(Pressed, atLeast: 0.55)}
            Score, one call at a time:         {Line(Alone, atLeast: 0.75)}
            BatchScore, {Batch.RowsPerCall} rows a call: {Batch.AccountsPerSecond:N0} accounts/s (goal 250,000), {
                Batch.AllocatedBytesPerAccount:N0} bytes an account (goal 700)

            """;

    private static string Line(UnaryResult unary, double atLeast) =>
        $"{unary.CallsPerSecond:N0} calls/s, bare {unary.BareCallsPerSecond:N0}, "
        + $"ratio {unary.Ratio:F2} (goal {atLeast:F2}), {unary.AllocatedBytesPerCall:N0} bytes a call (goal 5,120)";
}
