using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Web.Listening;

/// <summary>Reads the certificates that servers show.</summary>
internal static class Certificates
{
    /// <summary>A certificate with its key.</summary>
    /// <param name="file">PEM, or PFX without a password.</param>
    /// <param name="keyFile">PEM; null where the key stands in <paramref name="file"/>.</param>
    /// <exception cref="UserException">They are none.</exception>
    public static X509Certificate2 Read(string file, string? keyFile)
    {
        try
        {
            bool isPem = keyFile is not null || File.ReadAllText(file).Contains("-----BEGIN", StringComparison.Ordinal);
            if (!isPem)
            {
                return X509CertificateLoader.LoadPkcs12FromFile(file, password: null);
            }

            // Windows speaks TLS only with keys that have been in its own store.
            using X509Certificate2 pem = X509Certificate2.CreateFromPemFile(file, keyFile);
            return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{file}' is no certificate that a server can show: {exception.Message}", exception);
        }
    }
}
