using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using Xunit;

namespace GpuEcosystem.Tests.Parameters;

public sealed class EcosystemParametersTests
{
    [Fact]
    public void TheDefaultsMakeAWorld() => EcosystemParameters.Default.Validate();

    [Fact]
    public void EqualValuesMakeEqualParameters()
    {
        EcosystemParameters first = EcosystemParameters.Default.Set("LearningRate[2]=0.1");
        EcosystemParameters second = EcosystemParameters.Default.Set("LearningRate[2]=0.1");
        Assert.Equal(first, second);
        Assert.NotEqual(first, EcosystemParameters.Default);
    }

    [Fact]
    public void ValuesOutsideTheirRangeAreRefused()
    {
        Refused(new() { Species = 65 }, "Species must lie between 1 and 64; 65 does not");
        Refused(new() { GridWidth = 7 }, "GridWidth must lie between 8 and 65536; 7 does not");
        Refused(new() { StateChannels = 9 }, "StateChannels must be a multiple of 2; 9 is not");
        Refused(new() { KernelSize = 2 }, "KernelSize must be 1, 3, 5 or 7; 2 is not");
        Refused(new() { AliveThreshold = float.NaN }, "AliveThreshold must lie between 0 and 1; NaN does not");
        Refused(new() { Coupling = (Coupling)7 }, "Coupling must be Independent or Shared; 7 is not");
        Refused(
            new() { LearningRate = new PerSpecies<float>(0f).With(2, float.NaN) },
            "LearningRate[2] must lie between 0 and 1; NaN does not");
    }

    [Fact]
    public void ASpeciesThatDoesNotExistHasNoValues() => Refused(
        EcosystemParameters.Default.Set("Learns[6]=false"),
        "Learns[6] names species 6, but Species is 5");

    [Theory]
    [InlineData("Optimizer[2]=Adam")]
    [InlineData("LearningRate[2]=0.1")]
    [InlineData("GradientClip[2]=1")]
    [InlineData("Learns[2]=false")]
    [InlineData("NetworkWidth[2]=16")]
    [InlineData("NetworkKind[2]=Plain")]
    public void ASharedNetworkHasOneOptimizer(string assignment)
    {
        string name = assignment[..assignment.IndexOf('[')];
        Refused(
            EcosystemParameters.Default.Set("Coupling=Shared").Set(assignment),
            $"{name}[2] cannot differ from the others: with Coupling Shared all species share one network and its optimizer; "
            + $"set {name} for all, or Coupling to Independent");
    }

    [Fact]
    public void PlainNetworksAreNotSharedAndDropNothing()
    {
        Refused(
            EcosystemParameters.Default.Set("Coupling=Shared").Set("NetworkKind=Plain"),
            "Plain networks cannot be shared; set NetworkKind to Residual, or Coupling to Independent");
        Refused(
            EcosystemParameters.Default.Set("Coupling=Shared").Set("NetworkKind=Logic"),
            "Logic networks cannot be shared; set NetworkKind to Residual, or Coupling to Independent");
        Refused(
            EcosystemParameters.Default.Set("Dropout=0.1").Set("NetworkKind[3]=Plain"),
            "Dropout is for Residual networks alone, and species 3 is Plain; set Dropout to 0, or NetworkKind to Residual");
    }

    private static void Refused(EcosystemParameters parameters, string reason) =>
        Assert.Equal(reason, Assert.Throws<UserException>(parameters.Validate).Message);
}
