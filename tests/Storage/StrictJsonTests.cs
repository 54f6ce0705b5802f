using System.Text;
using System.Text.Json;
using GpuEcosystem.Engine.Storage;
using Xunit;

namespace GpuEcosystem.Tests.Storage;

public sealed class StrictJsonTests
{
    /// <summary>What programs write for programs has neither; what people write may.</summary>
    [Theory]
    [InlineData("{ \"a\": 1 /* one */ }")]
    [InlineData("{ \"a\": 1 } // one")]
    [InlineData("{ \"a\": [1,], }")]
    public void CommentsAndLastCommasAreForPeople(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        Assert.ThrowsAny<JsonException>(() => StrictJson.Parse(bytes));
        using JsonDocument document = StrictJson.Parse(bytes, writtenByHand: true);
        Assert.True(document.RootElement.TryGetProperty("a", out _));
    }
}
