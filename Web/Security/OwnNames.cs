using Microsoft.AspNetCore.Http;

namespace GpuEcosystem.Web.Security;

/// <summary>
/// The names that a server answers to. A page from elsewhere whose name suddenly leads here (DNS rebinding) still names its own.
/// </summary>
/// <param name="isSecure">Whether the server speaks TLS.</param>
/// <param name="names">Its names and addresses, as they stand in links, besides those of the machine for itself.</param>
internal sealed class OwnNames(bool isSecure, params IReadOnlyList<string> names)
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    private readonly HashSet<string> hosts = new(["127.0.0.1", "localhost", "[::1]", .. names], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request names one of them, and the port that it came by.</summary>
    public bool Contain(HostString host, int port) =>
        host.HasValue && hosts.Contains(host.Host) && (host.Port ?? (isSecure ? HttpsPort : HttpPort)) == port;
}
