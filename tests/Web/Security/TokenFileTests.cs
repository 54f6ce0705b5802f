using GpuEcosystem.Web.Security;
using Xunit;

namespace GpuEcosystem.Tests.Web.Security;

/// <summary>A server that comes back has the tokens that it had, as long as they are secret.</summary>
public sealed class TokenFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>They stay the same, and only their owner may read them.</summary>
    [Fact]
    public void Tokens_are_kept()
    {
        string path = Path.Combine(folder["settings"], "tokens");
        Tokens first = TokenFile.Take(path);
        Tokens second = TokenFile.Take(path);
        Assert.Equal((first.Steer, first.Watch), (second.Steer, second.Watch));
        Assert.Equal(Right.Steer, second.RightOf(first.Steer));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    /// <summary>What somebody has changed or could have read is replaced.</summary>
    [Fact]
    public void What_is_no_secret_is_replaced()
    {
        string path = folder["tokens"];
        Tokens first = TokenFile.Take(path);
        File.WriteAllLines(path, [first.Steer, first.Steer]);
        Tokens second = TokenFile.Take(path);
        Assert.NotEqual(first.Steer, second.Steer);
        File.WriteAllText(path, "secret\nsecret too\n");
        Assert.NotEqual("secret", TokenFile.Take(path).Steer);
        if (!OperatingSystem.IsWindows())
        {
            Tokens third = TokenFile.Take(path);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            Assert.NotEqual(third.Steer, TokenFile.Take(path).Steer);
        }
    }

    /// <summary>Where nothing can be kept there are tokens all the same.</summary>
    [Fact]
    public void Where_nothing_can_be_kept_they_are_new()
    {
        File.WriteAllText(folder["file"], "");
        string path = Path.Combine(folder["file"], "tokens");
        Assert.NotEqual(TokenFile.Take(path).Steer, TokenFile.Take(path).Steer);
    }
}
