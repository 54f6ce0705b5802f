using System.Runtime.Intrinsics.X86;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Tests.Cli;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>
/// The recorded runs end in the recorded bits, so on every processor and system on which these tests pass. Other systems run
/// them through <c>verify</c>: see tests/OtherSystems.
/// </summary>
public class RepeatabilityTests
{
    private static readonly string folder = Path.Combine(AppContext.BaseDirectory, "repeatability");

    /// <summary>Each run on vectors of each width.</summary>
    public static TheoryData<string, string> Runs
    {
        get
        {
            TheoryData<string, string> runs = [];
            foreach (string device in (string[])["cpu:512", "cpu:256", "cpu:128"])
            {
                foreach (string recipe in Directory.GetFiles(Path.Combine(folder, "recipes")).Order())
                {
                    runs.Add(device, Path.GetFileNameWithoutExtension(recipe));
                }
            }

            return runs;
        }
    }

    /// <summary>All hashes are there, and no two runs have the same.</summary>
    [Fact]
    public void Every_run_is_recorded_for_every_class()
    {
        string[] recipes = [.. Directory.GetFiles(Path.Combine(folder, "recipes")).Select(file => Path.GetFileNameWithoutExtension(file)!)];
        RecordedRun[] recorded = [.. RecordedRun.Find(folder, "cpu-fma"), .. RecordedRun.Find(folder, "cpu")];
        Assert.True(recipes.Length >= 16);
        Assert.Equal(recipes.Concat(recipes).Order(), recorded.Select(run => run.Name).Order());
        Assert.Equal(recorded.Length, recorded.Select(run => run.StateHash).Distinct().Count());
        Assert.Empty(RecordedRun.Find(folder, "cuda, some card, driver 1"));
    }

    /// <summary>A run ends in the recorded bits at any width.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void Runs_end_in_the_recorded_bits(string device, string run)
    {
        ComputeDevice opened = Devices.Open(device);
        RecordedRunResult result = RecordedRun.Find(folder, opened.Arithmetic).Single(recorded => recorded.Name == run).Repeat(opened);
        Assert.Equal(result.Recorded, result.StateHash);
        Assert.True(result.Passed);
    }

    /// <summary>The number of workers changes nothing, also where there are more of them than cores.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Any_number_of_workers_makes_the_same_bits(int workers) =>
        AssertAllPassed(Verify(("DOTNET_PROCESSOR_COUNT", $"{workers}")), Devices.Open("cpu").Arithmetic);

    /// <summary>Processors without fused multiply-add are a class of their own, with bits of its own.</summary>
    [Fact]
    public void Processors_that_cannot_fuse_have_bits_of_their_own()
    {
        Assert.SkipUnless(Fma.IsSupported, "this processor cannot be told not to fuse");
        AssertAllPassed(Verify(("DOTNET_EnableAVX2", "0")), "cpu");
    }

    /// <summary>A run that ends elsewhere is a failure, with both hashes.</summary>
    [Fact]
    public void Other_bits_are_noticed()
    {
        RecordedRun run = RecordedRun.Find(folder, Devices.Open("cpu").Arithmetic)[0] with { StateHash = new string('0', 32) };
        RecordedRunResult result = run.Repeat(Devices.Open("cpu"));
        Assert.False(result.Passed);
        Assert.Equal(run.StateHash, result.Recorded);
        Assert.NotEqual(run.StateHash, result.StateHash);
    }

    private static JsonObject Verify((string Name, string Value) variable)
    {
        Invocation verified = ProgramProcess.Run(
            new Dictionary<string, string?> { [variable.Name] = variable.Value }, "verify", "--device", "cpu", "--forward-only", "--json");
        Assert.Equal(0, verified.ExitCode);
        return verified.Json;
    }

    private static void AssertAllPassed(JsonObject report, string arithmetic)
    {
        Assert.Equal(arithmetic, (string?)report["arithmetic"]);
        JsonArray runs = report["runs"]!.AsArray();
        Assert.True(runs.Count >= 16);
        Assert.All(runs, run => Assert.True((bool)run!["passed"]!, (string?)run["name"]));
    }
}
