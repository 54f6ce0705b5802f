using GpuEcosystem.Web.Sockets;
using Xunit;

namespace GpuEcosystem.Tests.Web.Sockets;

/// <summary>What people are called.</summary>
public class PersonNameTests
{
    /// <summary>Names are printable, short, and nobody else's.</summary>
    [Theory]
    [InlineData("Ada", "Ada")]
    [InlineData("  Ada\u0000\u202e\n ", "Ada")]
    [InlineData("", "page 1")]
    [InlineData("\u200b", "page 1")]
    [InlineData("Bob", "Bob 2")]
    [InlineData("bob", "bob 2")]
    [InlineData("Zoë 名前 🦀", "Zoë 名前 🦀")]
    public void Names_can_be_told_apart(string wanted, string expected) => Assert.Equal(expected, PersonName.Choose(wanted, ["Bob"]));

    /// <summary>However long a name is and how many want it, it stays within 40 letters.</summary>
    [Fact]
    public void Names_stay_short()
    {
        List<string> taken = [];
        for (int page = 0; page < 120; page++)
        {
            taken.Add(PersonName.Choose(new string('x', 1000), taken));
        }

        Assert.Equal(taken.Count, taken.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(taken, name => Assert.InRange(name.Length, 1, 40));
    }
}
