using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HealthScore.Training.Tests.Exports.Sql.Servers;

/// <summary>
/// A server of a test's own: a folder in the temporary one, a free port of the loopback, and its process.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder;
    private Process? process;

    public ServerProcess(string name)
    {
        folder = Directory.CreateTempSubdirectory($"healthscore-{name}-");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public string Folder => folder.FullName;

    public int Port { get; }

    /// <summary>Runs a program to its end.</summary>
    public static void Run(string program, params ReadOnlySpan<string> arguments)
    {
        using var run = Process.Start(Quiet(program, arguments))!;
        var output = run.StandardOutput.ReadToEndAsync();
        var error = run.StandardError.ReadToEnd();
        run.WaitForExit();
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {run.ExitCode}: {error}{output.Result}");
        }
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public async Task Start(Action answers, string program, params string[] arguments)
    {
        process = Process.Start(Quiet(program, arguments))!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                answers();
                return;
            }
            catch (Exception) when (clock.Elapsed < Patience && !process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            Run("kill", "-INT", $"{process.Id}");
            using var patience = new CancellationTokenSource(Patience);
            await process.WaitForExitAsync(patience.Token);
        }

        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private static ProcessStartInfo Quiet(string program, ReadOnlySpan<string> arguments) =>
        new(program, arguments.ToArray())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
}
