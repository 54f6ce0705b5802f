using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Rules.Ecosystem;
using Xunit;

namespace GpuEcosystem.Tests.Parameters;

public sealed class ParameterCatalogueTests
{
    // The specification's table: name, default, range or choices, what a change brings about.
    public static TheoryData<string, string, string, ParameterEffect> Specification => new()
    {
        { "Species", "5", "1..64", ParameterEffect.Rebuild },
        { "GridWidth", "128", "8..65536", ParameterEffect.Resize },
        { "GridHeight", "128", "8..65536", ParameterEffect.Resize },
        { "StateChannels", "32", "4..128/2", ParameterEffect.Rebuild },
        { "HiddenChannels", "2", "0..64", ParameterEffect.Rebuild },
        { "NetworkKind", "Residual", "Residual,Plain,Logic", ParameterEffect.Rebuild },
        { "NetworkWidth", "32", "8..256/8", ParameterEffect.Rebuild },
        { "NetworkDepth", "4", "0..10", ParameterEffect.Rebuild },
        { "KernelSize", "3", "1,3,5,7", ParameterEffect.Rebuild },
        { "Kernels", "4", "1..64", ParameterEffect.Rebuild },
        { "KernelOutputs", "1", "1..2", ParameterEffect.Rebuild },
        { "GateWidth", "128", "4..4096", ParameterEffect.Rebuild },
        { "GateDepth", "4", "0..32", ParameterEffect.Rebuild },
        { "InputBits", "1", "1..7", ParameterEffect.Rebuild },
        { "OutputBits", "3", "1..15", ParameterEffect.Rebuild },
        { "UpdateWires", "Unique", "Unique,Random", ParameterEffect.Rebuild },
        { "Coupling", "Independent", "Independent,Shared", ParameterEffect.Rebuild },
        { "AliveVisible", "false", "", ParameterEffect.Rebuild },
        { "CompetitionMode", "Full", "Full,MeanField", ParameterEffect.Live },
        { "Opposition", "All", "All,Present", ParameterEffect.Live },
        { "Similarity", "Cosine", "Cosine,Dot", ParameterEffect.Live },
        { "CompetitionTemperature", "1", "0.01..10", ParameterEffect.Live },
        { "AliveThreshold", "0.5", "0..1", ParameterEffect.Live },
        { "GrowthGateSteepness", "20", "0.5..50", ParameterEffect.Live },
        { "Concentration", "true", "", ParameterEffect.Live },
        { "ConcentrationTemperature", "0.4", "0.05..5", ParameterEffect.Live },
        { "ConcentrationBaseline", "0", "0..1", ParameterEffect.Live },
        { "ConcentrationWindow", "4", "1..21", ParameterEffect.Live },
        { "DiversityWeight", "0.4", "0..2", ParameterEffect.Live },
        { "MinOccupancy", "20", "0..10000", ParameterEffect.Live },
        { "SunPenalty", "0", "0..10", ParameterEffect.Live },
        { "UpdateProbability", "0.56", "0.01..1", ParameterEffect.Live },
        { "WinRate", "true", "", ParameterEffect.Live },
        { "WinRateMemory", "0.95", "0..0.999", ParameterEffect.Live },
        { "WinRateStrength", "0.5", "0..2", ParameterEffect.Live },
        { "LearnInterval", "1", "0..10000", ParameterEffect.Live },
        { "LearningRate", "0.0007", "0..1", ParameterEffect.Live },
        { "Learns", "true", "", ParameterEffect.Live },
        { "Optimizer", "SGD", "SGD,Momentum,RMSProp,Adam,AdamW", ParameterEffect.Live },
        { "GradientClip", "0", "0..100", ParameterEffect.Live },
        { "Objective", "SoftMin", "SoftMin,OwnGrowth", ParameterEffect.Live },
        { "TrainRegion", "10", "1..100", ParameterEffect.Live },
        { "SoftMinSharpness", "8", "0.1..100", ParameterEffect.Live },
        { "GrowthCurve", "0.4", "0.01..10", ParameterEffect.Live },
        { "Dropout", "0", "0..0.9", ParameterEffect.Live },
        { "GateMode", "StraightThrough", "Soft,StraightThrough", ParameterEffect.Live },
        { "GateTemperature", "1", "0.05..5", ParameterEffect.Live },
        { "PassLogit", "10", "0..20", ParameterEffect.Reset },
        { "SunMode", "Global", "Global,Spatial,Seasonal", ParameterEffect.Live },
        { "SunRateScale", "1", "0..10", ParameterEffect.Live },
        { "SunInitScale", "0.6", "0.01..1", ParameterEffect.Reset },
        { "SeedsPerSpecies", "10", "1..10000", ParameterEffect.Reset },
        { "Seed", "1", "0..1.8446744073709552E+19", ParameterEffect.Reset },
    };

    public static TheoryData<string> Names => [.. EcosystemCatalogue.Instance.All.Select(parameter => parameter.Name)];

    [Theory]
    [MemberData(nameof(Specification))]
    public void AParameterIsWhatTheSpecificationSays(string name, string value, string range, ParameterEffect effect)
    {
        ParameterDescription parameter = EcosystemCatalogue.Instance.Find(name);
        Assert.Equal(value, parameter.Read(EcosystemParameters.Default));
        Assert.Equal(range, Range(parameter));
        Assert.Equal(effect, parameter.Effect);
    }

    [Fact]
    public void NoParameterIsMissing()
    {
        IEnumerable<string> properties = typeof(EcosystemParameters).GetProperties()
            .Where(property => property.CanWrite)
            .Select(property => property.Name);
        Assert.Equal(properties.Order(), EcosystemCatalogue.Instance.All.Select(parameter => parameter.Name).Order());
        Assert.Equal(Specification.Select(row => row.Data.Item1), EcosystemCatalogue.Instance.All.Select(parameter => parameter.Name));
    }

    [Fact]
    public void NetworksAndHowTheyLearnDifferBySpecies() => Assert.Equal(
        [
            "NetworkKind", "NetworkWidth", "NetworkDepth", "KernelSize", "Kernels", "KernelOutputs", "GateWidth", "GateDepth", "InputBits",
            "OutputBits", "UpdateWires", "LearningRate", "Learns", "Optimizer", "GradientClip", "GateMode", "GateTemperature", "PassLogit",
        ],
        EcosystemCatalogue.Instance.All.Where(parameter => parameter.PerSpecies).Select(parameter => parameter.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsWrittenIsRead(string name)
    {
        ParameterDescription parameter = EcosystemCatalogue.Instance.Find(name);
        foreach (string value in Samples(parameter))
        {
            WorldParameters written = parameter.Write(EcosystemParameters.Default, value);
            Assert.Equal(value, parameter.Read(written));
            written.Validate();
            Assert.All(
                EcosystemCatalogue.Instance.All.Where(other => other != parameter),
                other => Assert.Equal(other.Read(EcosystemParameters.Default), other.Read(written)));
        }
    }

    [Fact]
    public void EveryExplanationIsOneSentenceOrTwo() => Assert.All(
        EcosystemCatalogue.Instance.All,
        parameter => Assert.Matches("^[A-Z][^\n]*\\.$", parameter.Explanation));

    // Who comes from the browser platform is told the name here, however they write theirs.
    [Theory]
    [MemberData(nameof(BrowserLabels.All), MemberType = typeof(BrowserLabels))]
    public void TheBrowsersLabelsAreKnown(string label, string name)
    {
        foreach (string written in (string[])[label + "!", label.Replace(' ', '_') + "_", label.ToLowerInvariant().Replace(' ', '-') + "-"])
        {
            UserException refusal = Assert.Throws<UserException>(() => EcosystemCatalogue.Instance.Parse($"{written}=1"));
            Assert.EndsWith($"; did you mean {name}?", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("SOFTMAX_TEMP", "CompetitionTemperature")]
    [InlineData("k_gate", "GrowthGateSteepness")]
    [InlineData("learning rate", "LearningRate")]
    [InlineData("Steepness", "GrowthGateSteepness")]
    public void OtherNamesLeadToTheNameHere(string given, string name) => Assert.EndsWith(
        $"; did you mean {name}?",
        Assert.Throws<UserException>(() => EcosystemCatalogue.Instance.Parse($"{given}=1")).Message,
        StringComparison.Ordinal);

    // A name that means two parameters would find the wrong one.
    [Fact]
    public void NoNameMeansTwo()
    {
        string[] names =
        [
            .. EcosystemCatalogue.Instance.All.SelectMany(parameter => parameter.OtherNames.Except(["Grid Size"]).Append(parameter.Name)),
        ];
        Assert.All(names, name => Assert.Single(names, other => LooseName.AreSame(name, other)));
        Assert.All(names, name => Assert.True(name.Length > 3, $"{name} is a part of too many others"));
    }

    [Fact]
    public void WhatMostPeopleTurnComesFirst() => Assert.Equal(
        [
            "CompetitionTemperature", "AliveThreshold", "GrowthGateSteepness", "DiversityWeight", "SunPenalty", "UpdateProbability",
            "LearningRate", "Objective",
        ],
        EcosystemCatalogue.Instance.All.Where(parameter => parameter.Group == ParameterGroup.Main).Select(parameter => parameter.Name));

    [Fact]
    public void EveryGroupHasItsEffects()
    {
        Assert.All(EcosystemCatalogue.Instance.All, parameter =>
        {
            bool isLive = parameter.Effect == ParameterEffect.Live;
            Assert.Equal(isLive, parameter.Consequence.Length == 0);
            Assert.True(isLive || !parameter.IsMain, $"{parameter.Name} is not live and cannot stand among the first");
        });
        Assert.Equal(Enum.GetValues<ParameterGroup>(), EcosystemCatalogue.Instance.All.Select(parameter => parameter.Group).Distinct().Order());
        Assert.Equal(Enum.GetValues<ParameterEffect>(), EcosystemCatalogue.Instance.All.Select(parameter => parameter.Effect).Distinct().Order());
    }

    // A slider's decades begin at the smallest value, or above 0 where that is the smallest.
    [Theory]
    [MemberData(nameof(Names))]
    public void DecadesBeginWithinTheRange(string name)
    {
        ParameterDescription parameter = EcosystemCatalogue.Instance.Find(name);
        if (parameter.LogarithmicFrom is double from)
        {
            Assert.True(from > 0 && from < parameter.Maximum / 10, $"{name} has no decades from {from} to {parameter.Maximum}");
            Assert.True(parameter.Minimum == from || parameter.Minimum == 0, $"{name} cannot reach {parameter.Minimum}");
        }

        Assert.True(parameter.Unit.Length == 0 || parameter.Minimum is not null || parameter.Kind == ParameterKind.Integer);
    }

    [Fact]
    public void TheBrowsersNamesAreThoseOfItsFiles()
    {
        string[] names = [.. EcosystemCatalogue.Instance.All.Select(parameter => parameter.BrowserName).OfType<string>()];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(names.Order(), PetriParameters.All.Select(parameter => parameter.Name).Order());
    }

    private static IReadOnlyList<string> Samples(ParameterDescription parameter) => parameter switch
    {
        { Choices.Count: > 0 } => parameter.Choices,
        { Kind: ParameterKind.Switch } => ["true", "false"],
        { Name: nameof(EcosystemParameters.Seed) } => ["0", "18446744073709551615"],
        _ => [$"{parameter.Minimum}", $"{parameter.Maximum}"],
    };

    private static string Range(ParameterDescription parameter)
    {
        if (parameter.Choices.Count > 0)
        {
            return string.Join(',', parameter.Choices);
        }

        string multiple = parameter.MultipleOf is double factor ? $"/{factor}" : "";
        return parameter.Kind == ParameterKind.Switch ? "" : $"{parameter.Minimum}..{parameter.Maximum}{multiple}";
    }
}
