using Xunit;

namespace GpuEcosystem.Tests.Reference;

/// <summary>The known answers that Random123 publishes for Philox4x32-10.</summary>
public class ReferencePhiloxTests
{
    /// <summary>Counter and key of zeros.</summary>
    [Fact]
    public void Zeros() => Assert.Equal(
        [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
        ReferencePhilox.Draw([0, 0, 0, 0], [0, 0]));

    /// <summary>Counter and key of ones.</summary>
    [Fact]
    public void Ones() => Assert.Equal(
        [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
        ReferencePhilox.Draw([0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff]));

    /// <summary>Counter and key of the digits of π.</summary>
    [Fact]
    public void Pi() => Assert.Equal(
        [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
        ReferencePhilox.Draw([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]));
}
