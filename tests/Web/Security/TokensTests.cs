using GpuEcosystem.Web.Security;
using Xunit;

namespace GpuEcosystem.Tests.Web.Security;

/// <summary>Secrets nobody guesses.</summary>
public class TokensTests
{
    /// <summary>Each says what its owner may do; all others say nothing.</summary>
    [Fact]
    public void Each_has_its_right()
    {
        Tokens tokens = new();
        Assert.Equal(Right.Steer, tokens.RightOf(tokens.Steer));
        Assert.Equal(Right.Watch, tokens.RightOf(tokens.Watch));
        Assert.All(
            (string?[])[null, "", tokens.Steer[1..], tokens.Steer + " ", tokens.Steer.ToUpperInvariant(), new Tokens().Steer],
            other => Assert.Null(tokens.RightOf(other)));
    }

    /// <summary>256 bits each, in letters that links may have.</summary>
    [Fact]
    public void They_are_long_and_others_each_time()
    {
        string[] all = [.. Enumerable.Range(0, 50).Select(_ => new Tokens()).SelectMany(tokens => (string[])[tokens.Steer, tokens.Watch])];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.All(all, token => Assert.Matches("^[A-Za-z0-9_-]{43}$", token));
    }
}
