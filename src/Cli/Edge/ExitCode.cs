namespace HealthScore.Cli.Edge;

/// <summary>What the shell learns of how a verb ended.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>Anything the other codes do not name: a full disk, a port in use, a mistake of ours.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong, or the output exists already.</summary>
    public const int Usage = 2;

    /// <summary>A file's content is wrong: data, configuration or model.</summary>
    public const int DataInvalid = 3;

    /// <summary>Nothing can be learned, or a declared limit was missed.</summary>
    public const int GateFailed = 4;

    /// <summary>A file, a model or an account that was named is not there.</summary>
    public const int NotFound = 5;
}
