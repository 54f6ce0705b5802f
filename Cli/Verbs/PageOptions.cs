using System.CommandLine;
using System.Net;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine;
using GpuEcosystem.Web;
using GpuEcosystem.Web.Listening;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that say where a world's page is, and what is said about it.</summary>
internal sealed class PageOptions
{
    private readonly Option<string> host = new("--host")
    {
        Description = "The address that pages come to: one of this machine's, or 0.0.0.0 for all of them",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => new ServerOptions().Host,
    };

    private readonly Option<long> port = CommonOptions.WholeNumber(
        "--port", "N", 0, ServerOptions.UsualPort, "The port of that address; 0 for one that is free");

    private readonly Option<bool> noOpen = CommonOptions.Flag("--no-open", "Open no browser");

    private readonly Option<string?> certificate = CommonOptions.Path(
        "--certificate", "FILE.pem|.pfx", "Speak TLS (https) with this certificate");

    private readonly Option<string?> certificateKey = CommonOptions.Path(
        "--certificate-key", "FILE.pem", "The certificate's key, where it has a file of its own");

    /// <summary>All options.</summary>
    public IReadOnlyList<Option> All => [host, port, noOpen, certificate, certificateKey];

    /// <summary>Where the server is to listen.</summary>
    public ServerOptions Read(ParseResult parsed)
    {
        RunFileOptions.Require(parsed, certificateKey, certificate);
        long number = parsed.GetValue(port);
        return number <= IPEndPoint.MaxPort
            ? new ServerOptions(
                parsed.GetRequiredValue(host), (int)number, parsed.GetValue(certificate), parsed.GetValue(certificateKey), TokenFile(number))
            : throw new UserException($"--port must be at most {IPEndPoint.MaxPort}; {number} is not");
    }

    // In the user's settings: a server that is started again on its port is the one that pages know. A free port is another each time.
    private static string? TokenFile(long port)
    {
        string settings = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return port > 0 && Path.IsPathFullyQualified(settings)
            ? Path.Combine(settings, "gpueco", FormattableString.Invariant($"tokens-{port}"))
            : null;
    }

    /// <summary>Makes sure that none is given without what they belong to.</summary>
    public void RequireNone(ParseResult parsed, Option needed)
    {
        foreach (Option option in All)
        {
            RunFileOptions.Require(parsed, option, needed);
        }
    }

    /// <summary>Says where the page is, and shows it; to other programs in a line of JSON, which shows nothing.</summary>
    public void Announce(ParseResult parsed, Terminal terminal, ServerAddress address, bool json)
    {
        if (json)
        {
            terminal.JsonLine(address);
            return;
        }

        ServerOptions options = Read(parsed);
        terminal.Line($"steer: {address.Url}");
        terminal.Line($"watch: {address.WatchUrl}");
        if (IsLoopback(options.Host))
        {
            terminal.Note(FormattableString.Invariant(
                $"From another machine: ssh -L {address.Port}:127.0.0.1:{address.Port} {Environment.UserName}@{Dns.GetHostName()}, then these addresses there."));
        }
        else
        {
            string line = options.Certificate is null ? ", over a line that anybody between can read; --certificate encrypts it" : "";
            terminal.Note($"Warning: whoever reaches {options.Host} and has an address from above gets in{line}.");
        }

        if (!parsed.GetValue(noOpen))
        {
            Browser.Open(address.Url);
        }
    }

    private static bool IsLoopback(string host) =>
        IPAddress.TryParse(host, out IPAddress? address) ? IPAddress.IsLoopback(address) : host == "localhost";
}
