using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Worlds that are kept, gone on with and branched from the command line.</summary>
public sealed class LoadTests : IDisposable
{
    private static readonly string[] Tiny = ["run", "--preset", "small", "--size", "16", "--device", "cpu", "--json"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ALoadedWorldGoesOn()
    {
        JsonObject whole = Invocation.Of([.. Tiny, "--steps", "6"]).Json;
        Save("4");
        JsonObject rest = Load("--steps", "2", "--metrics", folder["m.csv"]);
        Assert.Equal((string)whole["stateHash"]!, (string)rest["stateHash"]!);
        Assert.Equal(6, (int)rest["steps"]!);
        Assert.Equal(2, (int)rest["stepsTaken"]!);
        Assert.Equal(["4", "6"], File.ReadAllLines(folder["m.csv"]).Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void OptionsChangeALoadedWorld()
    {
        Save("2");
        JsonObject changed = Load("--steps", "1", "--set", "UpdateProbability=0.9", "--size", "20", "--save", folder["b.eco"]);
        Assert.Equal(20, (int)changed["width"]!);
        EcoHeader header = EcoFile.ReadHeader(folder["b.eco"]);
        Assert.Equal(0.9f, header.Parameters.Ecosystem().UpdateProbability);
        Assert.Equal(16, header.Start.Parameters.GridWidth);
        Assert.Equal(3, header.Step);
    }

    [Fact]
    public void AnotherSeedGivesOtherRandomNumbersFromThereOn()
    {
        Save("2");
        JsonObject seeded = Load("--steps", "0", "--seed", "9");
        JsonObject unchanged = Load("--steps", "0");
        Assert.Equal(unchanged["populations"]!.ToJsonString(), seeded["populations"]!.ToJsonString());
        Assert.NotEqual((string)unchanged["stateHash"]!, (string)seeded["stateHash"]!);
        JsonObject first = Load("--steps", "2", "--seed", "9", "--save", folder["b.eco"]);
        Assert.NotEqual((string)Load("--steps", "2")["stateHash"]!, (string)first["stateHash"]!);
        Assert.Equal(9u, EcoFile.ReadHeader(folder["b.eco"]).WorldSeed);

        // What the species are made of stays, so that such a world too goes on bit by bit.
        string whole = (string)Load("--steps", "6", "--seed", "9")["stateHash"]!;
        Assert.Equal(whole, (string)Json("run", "--load", folder["b.eco"], "--steps", "4", "--device", "cpu")["stateHash"]!);
    }

    /// <summary>What only a new start would take up is told of; another seed is taken up at once.</summary>
    [Theory]
    [InlineData("SeedsPerSpecies waits for the next reset; a saved world that goes on stays as it is", "SeedsPerSpecies=9", "Seed=4")]
    [InlineData(
        "SeedsPerSpecies and SunInitScale wait for the next reset; a saved world that goes on stays as it is",
        "SeedsPerSpecies=9", "SunInitScale=0.5")]
    [InlineData(null, "Dropout=0.1", "Seed=4")]
    public void WhatWaitsForAResetIsToldOf(string? line, string first, string second)
    {
        Save("1");
        string[] set = ["--set", first, "--set", second, "--device", "cpu"];
        Invocation run = Invocation.Of(["run", "--load", folder["a.eco"], "--steps", "1", .. set]);
        Invocation branch = Invocation.Of(
            ["branch", folder["a.eco"], "--vary", "WinRate=true,false", "--steps", "1", "--out", folder["out"], .. set]);
        foreach (Invocation told in (Invocation[])[run, branch])
        {
            Assert.Equal(0, told.ExitCode);
            Assert.Equal(line, told.Error.Split('\n').SingleOrDefault(one => one.Contains(" for the next reset", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void ABranchIsWhatARunOfItsOwnWouldBe()
    {
        Save("3");
        Invocation result = Invocation.Of(
            "branch", folder["a.eco"], "--steps", "4", "--vary", "Dropout=0,0.5", "--seeds", "1,2", "--set", "WinRate=false",
            "--out", folder["out"], "--device", "cpu", "--json");
        Assert.Equal(0, result.ExitCode);
        JsonArray branches = result.Json["branches"]!.AsArray();
        Assert.Equal(4, branches.Count);
        Assert.Equal("0.5", (string)branches[3]!["varied"]!["Dropout"]!);
        Assert.Equal("2", (string)branches[3]!["varied"]!["Seed"]!);
        JsonObject alone = Load("--steps", "4", "--set", "WinRate=false", "--set", "Dropout=0.5", "--seed", "2");
        Assert.Equal((string)alone["stateHash"]!, (string)branches[3]!["report"]!["stateHash"]!);
        Assert.Equal(new EcoParent("a.eco", 3), EcoFile.ReadHeader(folder["out/04.eco"]).Parent);
        Assert.Equal(15, Directory.GetFiles(folder["out"]).Length);
        string[] lines = File.ReadAllLines(folder["out/comparison.csv"]);
        Assert.StartsWith("branch,Dropout,Seed,step,entropy,", lines[0]);
        Assert.All(lines, line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
        Assert.StartsWith("4,0.5,2,7,", lines[4]);
    }

    [Fact]
    public void ABranchThatCannotBeIsRefusedBeforeTheFirstRuns()
    {
        Save("1");
        Invocation result = Invocation.Of("branch", folder["a.eco"], "--vary", "Dropout=0,2", "--out", folder["out"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("gpueco: Dropout must lie between 0 and 0.9; 2 does not\n", result.Error);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("--vary", "LearningRate=0.0007,0.0007", "branches 1 and 2 would be the same: LearningRate=0.0007 and LearningRate=0.0007")]
    [InlineData("--vary", "Dropout=0.2,0.1,1e-1", "branches 2 and 3 would be the same: Dropout=0.1 and Dropout=1e-1")]
    [InlineData("--seeds", "1,1", "branches 1 and 2 would be the same: Seed=1 and Seed=1")]
    [InlineData("--seeds", "1,2,1.0", "branches 1 and 3 would be the same: Seed=1 and Seed=1.0")]
    public void BranchesThatWouldBeTheSameAreRefused(string option, string values, string reason)
    {
        Save("1");
        Invocation result = Invocation.Of("branch", folder["a.eco"], option, values, "--out", folder["out"]);
        Assert.Equal($"gpueco: {reason}\n", result.Error);
        Assert.Equal(2, result.ExitCode);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void BranchesAloneVaryTheSeed()
    {
        Save("1");
        Invocation result = Invocation.Of(
            "branch", folder["a.eco"], "--steps", "2", "--branches", "3", "--out", folder["out"], "--device", "cpu");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("branch\tSeed\tstep\tentropy\tloss\tsun\tspecies1\t", result.Output);
        Assert.Equal(["2", "3", "4"], result.Output.Split('\n')[1..4].Select(line => line.Split('\t')[1]));

        string[] two = ["branch", folder["a.eco"], "--steps", "2", "--branches", "2", "--out", folder["out"], "--device", "cpu"];
        Assert.Contains("holds an older run's branches", Invocation.Of(two).Error, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["out/03.eco"]));
        Assert.Equal(0, Invocation.Of([.. two, "--overwrite"]).ExitCode);
        Assert.False(File.Exists(folder["out/03.eco"]));
    }

    [Fact]
    public async Task TwoProcessesThatSaveToOnePathLeaveOneWholeFile()
    {
        string[] arguments = [.. Tiny, "--steps", "3", "--save", folder["a.eco"]];
        Invocation[] both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(
            () => ProgramProcess.Run(new Dictionary<string, string?>(), arguments))));
        Assert.All(both, result => Assert.True(result.ExitCode == 0, result.Error));
        EcoFile.Check(folder["a.eco"]);
        Assert.Equal([folder["a.eco"]], Directory.GetFileSystemEntries(folder.Path));
    }

    private void Save(string steps) => Assert.Equal(0, Invocation.Of([.. Tiny, "--steps", steps, "--save", folder["a.eco"]]).ExitCode);

    private JsonObject Load(params string[] arguments) => Json(["run", "--load", folder["a.eco"], "--device", "cpu", .. arguments]);

    private static JsonObject Json(params string[] arguments)
    {
        Invocation result = Invocation.Of([.. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Json;
    }
}
