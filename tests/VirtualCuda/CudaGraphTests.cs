using System.Text.RegularExpressions;
using GpuEcosystem.Tests.Cli;
using Xunit;

namespace GpuEcosystem.Tests.VirtualCuda;

/// <summary>A world's launches go to the GPU as graphs where the driver has them, and come to the same either way.</summary>
public sealed partial class CudaGraphTests : IDisposable
{
    // Steps that learn and steps that do not, edits, a live change, new networks, another size.
    private const string Eventful = """
        {
          "version": 1,
          "start": {
            "Species": 2, "GridWidth": 9, "GridHeight": 8, "NetworkDepth": 1, "NetworkWidth": 8, "StateChannels": 4,
            "HiddenChannels": 0, "LearnInterval": 2
          },
          "steps": 26,
          "actions": [
            { "after": 6, "do": "beginEdit" },
            { "after": 6, "stroke": { "brush": "paint", "species": 2, "from": [3, 3], "to": [6, 6], "radius": 2 } },
            { "after": 7, "stroke": { "brush": "wall", "from": [0, 6], "to": [5, 6], "radius": 1 } },
            { "after": 9, "set": { "Dropout": 0.1, "LearningRate": 0.004 } },
            { "after": 11, "set": { "NetworkWidth": 16 } },
            { "after": 12, "do": "undoEdit" },
            { "after": 17, "set": { "GridWidth": 12, "GridHeight": 10 } },
            { "after": 22, "seeds": { "species": 1, "count": 5, "at": [4, 3], "radius": 2 } },
            { "after": 23, "set": { "LearnInterval": 0 } }
          ]
        }
        """;

    private static (string Hash, Counts Counts)? plain;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Drivers by what they know of graphs, and what they refuse.</summary>
    /// <param name="version">The version of CUDA whose graphs the driver has.</param>
    /// <param name="refused">A function that always fails.</param>
    /// <param name="runsGraphs">Whether graphs come about.</param>
    /// <param name="updates">Whether executable graphs are used again.</param>
    [Theory]
    [InlineData("12", "", true, true)]
    [InlineData("11", "", true, true)]
    [InlineData("12", "cuGraphExecUpdate_v2", true, false)]
    [InlineData("12", "cuGraphInstantiateWithFlags", false, false)]
    [InlineData("12", "cuGraphLaunch", false, false)]
    [InlineData("12", "cuStreamBeginCapture_v2", false, false)]
    [InlineData("12", "cuStreamEndCapture", false, false)]
    [InlineData("12", "cuLaunchKernel", false, false)]
    public void Graphs_change_no_bit(string version, string refused, bool runsGraphs, bool updates)
    {
        (string hash, Counts without) = plain ??= Run("0", "");
        Assert.Equal((0, 0, 0), (without.InGraphs, without.Graphs, without.Instantiated));

        (string same, Counts with) = Run(version, refused);
        Assert.Equal(hash, same);
        Assert.Equal(without.Launches, with.Launches);
        Assert.Equal(runsGraphs, with.InGraphs > without.Launches / 3);
        Assert.Equal(runsGraphs, with.Graphs > 0);
        Assert.Equal(updates, with.Instantiated < with.Graphs);
    }

    /// <summary>The device finds what programs do wrong with captures and graphs.</summary>
    [Fact]
    public void Misuse_is_found()
    {
        Dictionary<string, string?> environment = VirtualCudaDevice.Environment();
        string library = VirtualCudaDevice.Library;
        Invocation compiled = ProgramProcess.RunCommand(new Dictionary<string, string?>(), [
            "g++", "-std=c++17", "-pthread", Path.Combine(VirtualCudaDevice.Sources, "Misuse", "misuse.cpp"),
            "-L" + library, "-lcuda", "-o", folder["misuse"]]);
        Assert.Equal((0, ""), (compiled.ExitCode, compiled.Error));

        environment["VIRTUAL_CUDA_LOG"] = null;
        Invocation result = ProgramProcess.RunCommand(environment, [folder["misuse"]]);
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            [
                "wait for the stream while a stream is captured",
                "cuCtxSynchronize while a stream is captured",
                "copy of ordinary memory while a stream is captured",
                "cuMemAlloc_v2 while a stream is captured",
                "cuModuleLoadDataEx while a stream is captured",
                "cuMemAlloc_v2 while a stream is captured",
                "end on another thread while a stream is captured",
                "end of a capture that was not begun",
                "begin of a capture of the default stream, no stream, or one that is captured already",
                "use of the default stream while a stream is captured",
                "cuGraphLaunch with a kernel that was unloaded",
                "cuGraphLaunch with a graph that is not there",
                "cuGraphExecDestroy with a graph that is not there",
                "cuGraphInstantiateWithFlags with a graph that is not there",
                "the last context ends with 2 graphs that were not destroyed",
            ],
            result.Error.Split('\n').Where(line => line.Contains(Finding)).Select(line => line.Split(Finding)[1]));
    }

    private const string Finding = "virtual cuda: FINDING ";

    private (string Hash, Counts Counts) Run(string version, string refused)
    {
        Dictionary<string, string?> environment = VirtualCudaDevice.Environment();
        environment["VIRTUAL_CUDA_GRAPHS"] = version;
        environment["VIRTUAL_CUDA_REFUSE"] = refused;
        environment["VIRTUAL_CUDA_LOG"] = null;
        Invocation result = ProgramProcess.Run(
            environment, "run", "--device", "cuda", "--recipe", folder.Write("recipe.json", Eventful), "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.DoesNotContain(Finding, result.Error);
        int[] numbers = [.. Numbers().Matches(result.Error.TrimEnd().Split('\n')[^1]).Select(match => int.Parse(match.Value))];
        return ((string)result.Json["stateHash"]!, new Counts(numbers[0], numbers[1], numbers[2], numbers[3]));
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();

    private sealed record Counts(int Launches, int InGraphs, int Graphs, int Instantiated);
}
