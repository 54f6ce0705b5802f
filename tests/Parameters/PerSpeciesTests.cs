using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using Xunit;

namespace GpuEcosystem.Tests.Parameters;

public sealed class PerSpeciesTests
{
    [Fact]
    public void AValueOfItsOwnOverridesTheDefault()
    {
        PerSpecies<int> values = new PerSpecies<int>(1).With(3, 7);
        Assert.Equal([1, 1, 7, 1], Enumerable.Range(1, 4).Select(species => values[species]));
        Assert.Equal([3], values.Overridden);
        Assert.Equal("1, [3] = 7", values.ToString());
    }

    [Fact]
    public void OneValueStandsForAllSpecies()
    {
        EcosystemParameters parameters = EcosystemParameters.Default with { LearningRate = 0.5f, Learns = false };
        Assert.Equal(new PerSpecies<float>(0.5f), parameters.LearningRate);
        Assert.Equal(new PerSpecies<bool>(false), parameters.Learns);
    }

    [Fact]
    public void ChangesMakeNewValues()
    {
        PerSpecies<int> before = new(1);
        before.With(3, 7);
        Assert.Equal(1, before[3]);
    }

    [Fact]
    public void EqualityIsByValue()
    {
        PerSpecies<int> first = new PerSpecies<int>(1).With(3, 7).With(2, 5);
        PerSpecies<int> second = new PerSpecies<int>(1).With(2, 5).With(3, 7);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, first.With(4, 9));
        Assert.Equal(new PerSpecies<int>(1), first.With(2, 1).With(3, 1));
        Assert.Equal(new PerSpecies<int>(4), first.All(4));
    }

    [Fact]
    public void SpeciesCountFromOne() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PerSpecies<int>(1).With(0, 2));
}
