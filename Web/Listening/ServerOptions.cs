namespace GpuEcosystem.Web.Listening;

/// <summary>Where a server listens.</summary>
/// <param name="Host">An address or a name of this machine; every address of it where that is 0.0.0.0 or [::].</param>
/// <param name="Port">The port; 0 for one that is free.</param>
/// <param name="Certificate">A certificate's file, PEM or PFX, which the server speaks TLS with; null for plain HTTP.</param>
/// <param name="CertificateKey">The file of a PEM certificate's key; null where the key is in the certificate's own.</param>
/// <param name="TokenFile">Where the tokens are kept for the next start; null where they are new each time.</param>
public sealed record ServerOptions(
    string Host = "127.0.0.1",
    int Port = ServerOptions.UsualPort,
    string? Certificate = null,
    string? CertificateKey = null,
    string? TokenFile = null)
{
    /// <summary>The port that links name unless somebody says otherwise.</summary>
    public const int UsualPort = 8686;
}
