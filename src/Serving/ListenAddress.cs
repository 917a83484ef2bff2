using System.Globalization;
using System.Net;

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

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= IPEndPoint.MaxPort;
}
