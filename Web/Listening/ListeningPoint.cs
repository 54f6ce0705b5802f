using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using GpuEcosystem.Engine;
using GpuEcosystem.Web.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GpuEcosystem.Web.Listening;

/// <summary>Where a server listens, found to be possible as far as that can be known before.</summary>
internal sealed class ListeningPoint
{
    private readonly ServerOptions options;
    private readonly IPAddress address;
    private readonly X509Certificate2? certificate;

    /// <exception cref="UserException">The machine has no such name, or the certificate is none.</exception>
    public ListeningPoint(ServerOptions options)
    {
        this.options = options;
        address = FindAddress(options.Host);
        certificate = options.Certificate is string file ? Certificates.Read(file, options.CertificateKey) : null;
    }

    /// <summary>What the server is called here.</summary>
    public OwnNames Names => new([Name, Format(address), .. IsEverywhere ? NamesOfMachine() : []]);

    /// <summary>The start of every link to a port here.</summary>
    public string Origin(int port) => FormattableString.Invariant($"{(certificate is null ? "http" : "https")}://{Name}:{port}");

    /// <summary>Has a server listen here.</summary>
    public void Configure(KestrelServerOptions kestrel) => kestrel.Listen(address, options.Port, listener =>
    {
        listener.Protocols = HttpProtocols.Http1;
        if (certificate is not null)
        {
            listener.UseHttps(certificate);
        }
    });

    /// <summary>Why a server cannot listen here; null where that is not what went wrong.</summary>
    public UserException? Explain(Exception exception) => exception switch
    {
        IOException { InnerException: AddressInUseException } =>
            new($"port {options.Port} is in use; take another with --port, or 0 for one that is free", exception),
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            new($"port {options.Port} is not for everybody; take one from 1024 on with --port", exception),
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            new($"this machine does not have the address {address}; --host takes one that it has", exception),
        IOException or SocketException => new($"cannot listen on {options.Host}: {exception.Message}", exception),
        _ => null,
    };

    private bool IsEverywhere => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    // As it stands in a link; of a server that listens everywhere, the name that others may know the machine by.
    private string Name => IsEverywhere ? Dns.GetHostName()
        : IPAddress.TryParse(options.Host, out _) ? Format(address)
        : options.Host;

    private static string Format(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();

    private static IPAddress FindAddress(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? given))
        {
            return given;
        }

        try
        {
            return Dns.GetHostAddresses(host).OrderBy(one => one.AddressFamily != AddressFamily.InterNetwork).First();
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or InvalidOperationException)
        {
            throw new UserException($"--host takes an address or a name of this machine; '{host}' is neither", exception);
        }
    }

    private static IEnumerable<string> NamesOfMachine()
    {
        string name = Dns.GetHostName();
        string domain = IPGlobalProperties.GetIPGlobalProperties().DomainName;
        return NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(one => one.GetIPProperties().UnicastAddresses)
            .Select(one => Format(one.Address))
            .Append($"{name}.local")
            .Concat(domain.Length > 0 ? [$"{name}.{domain}"] : []);
    }
}
