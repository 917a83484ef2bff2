using System.Diagnostics;
using System.Globalization;

namespace HealthScore.Tests.Sharing;

/// <summary>Programs that others wrote, asked to score: Python's and JavaScript's own gRPC clients.</summary>
internal static class OutsideClient
{
    public const string Python = "/usr/bin/python3";

    /// <summary>The folder of the checkout.</summary>
    public static string Top { get; } = FindTop();

    public static bool AreToolsRequired { get; } =
        Environment.GetEnvironmentVariable("HEALTHSCORE_REQUIRE_TOOLS") == "1";

    /// <summary>Debian's python3-grpcio (python3 and python3-protobuf come with it).</summary>
    public static bool HasPythonGrpc { get; } =
        AreToolsRequired || (File.Exists(Python) && Run(Python, ["-c", "import grpc"]).Code == 0);

    /// <summary>npm's grpc-js after <c>npm ci</c> in samples/javascript.</summary>
    public static bool HasGrpcJs { get; } =
        AreToolsRequired || Directory.Exists(Path.Combine(Top, "samples/javascript/node_modules/@grpc/grpc-js"));

    public static (int Code, string Output, string Errors) Run(string program, string[] arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>Python's float.hex: 0x1.8p-3 is 1.5 x 2^-3.</summary>
    public static double FromPythonHex(string text)
    {
        var (mantissa, exponent) = (text[2..text.IndexOf('p')], int.Parse(text[(text.IndexOf('p') + 1)..]));
        var digits = mantissa.Replace(".", "");
        var whole = ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var fraction = mantissa.Contains('.') ? digits.Length - 1 : 0;
        return Math.ScaleB(whole, exponent - (4 * fraction));
    }

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HealthScore.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
