using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GpuEcosystem.Web.Security;

/// <summary>Two secrets of a server: who has the one may steer, who has the other may watch.</summary>
internal sealed class Tokens
{
    /// <summary>How long each is, before it is written as text.</summary>
    public const int Bytes = 32;

    private readonly byte[] steer;
    private readonly byte[] watch;

    /// <summary>Draws new ones.</summary>
    public Tokens()
        : this(Draw(), Draw())
    {
    }

    /// <summary>Those that were drawn before.</summary>
    public Tokens(string steer, string watch)
    {
        (Steer, Watch) = (steer, watch);
        (this.steer, this.watch) = (Digest(steer), Digest(watch));
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
