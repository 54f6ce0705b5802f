using System.Globalization;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Parameters;

public sealed class ParameterAssignmentTests
{
    [Theory]
    [InlineData("GrowthGateSteepness=60", "GrowthGateSteepness must lie between 0.5 and 50; 60 does not")]
    [InlineData("GrowthGateSteepness=-Infinity", "GrowthGateSteepness must lie between 0.5 and 50; -Infinity does not")]
    [InlineData("GrowthGateSteepness=NaN", "GrowthGateSteepness must be a number between 0.5 and 50; 'NaN' is not one")]
    [InlineData("GrowthGateSteepness=4,9", "GrowthGateSteepness must be a number between 0.5 and 50; '4,9' is not one")]
    [InlineData("GrowthGateSteepness=", "GrowthGateSteepness must be a number between 0.5 and 50; '' is not one")]
    [InlineData("Species=0", "Species must lie between 1 and 64; 0 does not")]
    [InlineData("Species=2.5", "Species must be a whole number between 1 and 64; '2.5' is not one")]
    [InlineData("Species=99999999999", "Species must be a whole number between 1 and 64; '99999999999' is not one")]
    [InlineData("Seed=-1", "Seed must be a whole number between 0 and 18446744073709551615; '-1' is not one")]
    [InlineData("StateChannels=7", "StateChannels must be a multiple of 2; 7 is not")]
    [InlineData("NetworkWidth=20", "NetworkWidth must be a multiple of 8; 20 is not")]
    [InlineData("NetworkWidth[2]=20", "NetworkWidth[2] must be a multiple of 8; 20 is not")]
    [InlineData("NetworkKind[2]=Fancy", "NetworkKind[2] must be Residual, Plain or Logic; 'Fancy' is not")]
    [InlineData("KernelSize=4", "KernelSize must be 1, 3, 5 or 7; '4' is not")]
    [InlineData("WinRate=maybe", "WinRate must be true or false; 'maybe' is not")]
    [InlineData("Optimizer=Lion", "Optimizer must be SGD, Momentum, RMSProp, Adam or AdamW; 'Lion' is not")]
    [InlineData("Optimizer=3", "Optimizer must be SGD, Momentum, RMSProp, Adam or AdamW; '3' is not")]
    [InlineData("SunMode=Lunar", "SunMode must be Global, Spatial or Seasonal; 'Lunar' is not")]
    [InlineData("GrowthGate=5", "there is no parameter 'GrowthGate'; did you mean GrowthGateSteepness?")]
    [InlineData("Spceies=5", "there is no parameter 'Spceies'; did you mean Species?")]
    [InlineData("Gravity=5", "there is no parameter 'Gravity'")]
    [InlineData("=5", "there is no parameter ''")]
    [InlineData("Species", "'Species' sets nothing; write Name=Value or Name[n]=Value")]
    [InlineData("Learns[x]=false", "'Learns[x]' names no species; write Learns[n], n from 1")]
    [InlineData("Learns[1=false", "'Learns[1' names no species; write Learns[n], n from 1")]
    [InlineData("Learns[0]=false", "species of Learns[0] must lie between 1 and 64; 0 does not")]
    [InlineData("Learns[65]=false", "species of Learns[65] must lie between 1 and 64; 65 does not")]
    [InlineData("Learns[2]=x", "Learns[2] must be true or false; 'x' is not")]
    [InlineData("Dropout[2]=0", "Dropout is the same for all species; write Dropout without [2]")]
    public void WhatIsWrongIsNamed(string assignment, string reason)
    {
        UserException thrown = Assert.Throws<UserException>(() => EcosystemParameters.Default.Set(assignment));
        Assert.Equal(reason, thrown.Message);
    }

    [Fact]
    public void NamesAndChoicesDisregardCase()
    {
        EcosystemParameters parameters = EcosystemParameters.Default.Set("growthgatesteepness = 4.9").Set("optimizer[2]=adamw").Set("winrate=OFF");
        Assert.Equal(4.9f, parameters.GrowthGateSteepness);
        Assert.Equal(OptimizerKind.AdamW, parameters.Optimizer[2]);
        Assert.Equal(OptimizerKind.SGD, parameters.Optimizer[1]);
        Assert.False(parameters.WinRate);
    }

    [Fact]
    public void AValueForAllReplacesThoseOfSingleSpecies()
    {
        EcosystemParameters parameters = EcosystemParameters.Default.Set("LearningRate[2]=0.1").Set("LearningRate=0.2");
        Assert.Equal(new PerSpecies<float>(0.2f), parameters.LearningRate);
    }

    [Fact]
    public void NumbersReadTheSameInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo commaForPoint = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commaForPoint.NumberFormat.NumberDecimalSeparator = ",";
        commaForPoint.NumberFormat.NegativeSign = "minus";
        try
        {
            CultureInfo.CurrentCulture = commaForPoint;
            EcosystemParameters parameters = EcosystemParameters.Default.Set("DiversityWeight=0.25");
            Assert.Equal(0.25f, parameters.DiversityWeight);
            Assert.Equal("0.25", EcosystemCatalogue.Instance.Find("DiversityWeight").Read(parameters));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
