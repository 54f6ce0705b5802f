using GpuEcosystem.Discovery.Observation;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Observation;

/// <summary>The length of Lempel, Ziv and Welch's code.</summary>
public class LzwTests
{
    /// <summary>The text by which the code is mostly explained has 16 numbers, the first of which is one of 26.</summary>
    [Fact]
    public void A_known_text_has_its_known_code() =>
        Assert.Equal(7 * 5 + 9 * 6, Lzw.CountBits([.. "TOBEORNOTTOBEORTOBEORNOT".Select(letter => (byte)(letter - 'A'))], 26));

    /// <summary>Codes begin with the symbols' own numbers.</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("0", 1)]
    [InlineData("01", 1 + 2)]
    [InlineData("000", 1 + 2)]
    [InlineData("0000", 1 + 2 + 2)]
    [InlineData("010101", 1 + 2 + 2 + 3)]
    public void Short_texts_have_short_codes(string text, long bits) =>
        Assert.Equal(bits, Lzw.CountBits([.. text.Select(symbol => (byte)(symbol - '0'))], 2));
}
