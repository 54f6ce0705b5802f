using Microsoft.AspNetCore.Http;

namespace GpuEcosystem.Web.Security;

/// <summary>
/// The names that a server answers to. A page from elsewhere whose name suddenly leads here (DNS rebinding) still names its own. The port
/// may be another one: that of a tunnel, or of the machine that a container runs on.
/// </summary>
/// <param name="names">Its names and addresses, as they stand in links, besides those of the machine for itself.</param>
internal sealed class OwnNames(params IReadOnlyList<string> names)
{
    private readonly HashSet<string> hosts = new(["127.0.0.1", "localhost", "[::1]", .. names], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request names one of them.</summary>
    public bool Contain(HostString host) => host.HasValue && hosts.Contains(host.Host);
}
