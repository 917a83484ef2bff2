using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HealthScore.Serving;

/// <summary>An ADDRESS:PORT as it stands on a command line.</summary>
public static class ListenAddress
{
    /// <exception cref="ServerException">Not an address and port, or not a loopback address.</exception>
    public static IPEndPoint Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var name = colon < 0 ? "" : text[..colon].Trim('[', ']');
        var address = name == "localhost" ? IPAddress.Loopback : null;
        if ((address is null && !IPAddress.TryParse(name, out address)) || !TryPort(text[(colon + 1)..], out var port))
        {
            throw new ServerException(
                $"'{text}' is no address to listen on; expected ADDRESS:PORT such as 127.0.0.1:5151."
            );
        }

        return Loopback(new IPEndPoint(address, port));
    }

    /// <exception cref="ServerException">Not a loopback address.</exception>
    internal static IPEndPoint Loopback(IPEndPoint endpoint) =>
        IPAddress.IsLoopback(endpoint.Address)
            ? endpoint
            : throw new ServerException(
                $"{endpoint} is refused: there is no TLS and there are no keys yet, so whoever reaches the port could "
                    + "read scores; listen on 127.0.0.1 or [::1] and put a proxy before it."
            );

    /// <exception cref="ServerException">gRPC and JSON are to listen on the same port.</exception>
    internal static void RequireDifferent(IPEndPoint grpc, IPEndPoint http)
    {
        if (grpc.Equals(http) && grpc.Port != 0)
        {
            throw new ServerException(
                $"gRPC and JSON cannot both listen on {grpc}; choose another port for one, or port 0 for a free one."
            );
        }
    }

    /// <summary>Why the server does not listen, in words of its own.</summary>
    /// <param name="failure">What the framework says.</param>
    /// <param name="grpc">Where gRPC was to listen.</param>
    /// <param name="http">Where JSON was to listen.</param>
    internal static ServerException Refused(Exception failure, IPEndPoint grpc, IPEndPoint http)
    {
        var who =
            failure.Message.Contains($"{grpc}:", StringComparison.Ordinal) ? $"gRPC cannot listen on {grpc}"
            : failure.Message.Contains($"{http}:", StringComparison.Ordinal) ? $"JSON cannot listen on {http}"
            : $"the server cannot listen on {grpc} and {http}";
        var why = (failure as SocketException ?? failure.InnerException as SocketException)?.SocketErrorCode switch
        {
            SocketError.AccessDenied => "this account may not use that port; choose one of 1024 or more",
            SocketError.AddressNotAvailable => "this machine has no such address; choose 127.0.0.1",
            _ => "another program already listens there; choose another port",
        };
        return new ServerException($"{who}: {why}, or port 0 for a free one.", failure);
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= IPEndPoint.MaxPort;
}
