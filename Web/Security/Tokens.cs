using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GpuEcosystem.Web.Security;

/// <summary>Two secrets of a server, which last as long as it does: who has the one may steer, who has the other may watch.</summary>
internal sealed class Tokens
{
    private const int Bytes = 32;

    private readonly byte[] steer;
    private readonly byte[] watch;

    public Tokens()
    {
        (Steer, Watch) = (Draw(), Draw());
        (steer, watch) = (Digest(Steer), Digest(Watch));
    }

    /// <summary>The secret of those who steer.</summary>
    public string Steer { get; }

    /// <summary>The secret of those who only watch.</summary>
    public string Watch { get; }

    /// <summary>What somebody who says this may do; null for nothing at all.</summary>
    /// <remarks>How long it takes says nothing of the secrets: digests of one length are compared to their ends, both of them.</remarks>
    public Right? RightOf(string? given)
    {
        byte[] digest = Digest(given ?? "");
        bool steers = CryptographicOperations.FixedTimeEquals(digest, steer);
        bool watches = CryptographicOperations.FixedTimeEquals(digest, watch);
        return steers ? Right.Steer : watches ? Right.Watch : null;
    }

    private static string Draw() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
