using GpuEcosystem.Engine.Parameters;
using Xunit;

namespace GpuEcosystem.Tests.Parameters;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["GrowthGateSteepness", "GrowthCurve", "Species", "Seed"];

    [Theory]
    [InlineData("GrowthGate", "GrowthGateSteepness")]
    [InlineData("steepness", "GrowthGateSteepness")]
    [InlineData("growthcurv", "GrowthCurve")]
    [InlineData("GrothCurve", "GrowthCurve")]
    [InlineData("Specie", "Species")]
    [InlineData("sead", "Seed")]
    [InlineData("Gravity", null)]
    [InlineData("", null)]
    public void TheLikeliestNameIsGuessed(string given, string? expected) =>
        Assert.Equal(expected, NearestName.Of(given, Names));

    [Fact]
    public void NothingIsNearWhereThereIsNothing() => Assert.Equal("", NearestName.Question("Seed", []));
}
