using BenchmarkDotNet.Attributes;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Benchmarks;

/// <summary>A step of a whole world. Worlds differ from the default in one thing at a time.</summary>
[BenchmarkCategory(Categories.Steps)]
public abstract class WholeStep
{
    // Enough for every operation to be compiled and for learning to have moved every network.
    private const int StepsBefore = 3;

    private Ecosystem? ecosystem;

    /// <summary>The worlds to measure.</summary>
    public abstract IEnumerable<World> Worlds { get; }

    /// <summary>What differs.</summary>
    [ParamsSource(nameof(Worlds), Priority = -1)]
    public World World { get; set; } = new();

    /// <summary>Whether all species learn, at every step, from a tenth of the grid.</summary>
    [Params(false, true)]
    public bool Learning { get; set; }

    /// <summary>Makes the world and looks at what its first steps made of it.</summary>
    [GlobalSetup]
    public void Setup()
    {
        ecosystem = new Ecosystem(CheckedDevice.Open(), World.Parameters with { LearnInterval = Learning ? 1 : 0 });
        for (int step = 0; step < StepsBefore; step++)
        {
            ecosystem.Step();
        }

        Metrics metrics = ecosystem.Observe();
        CheckedDevice.RequireNumbers("populations", metrics.Populations);
        if (!(metrics.Activity > 0) || (Learning && !metrics.GradientNorms!.All(norm => norm > 0)))
        {
            throw new InvalidOperationException("the world stands still, or does not learn");
        }
    }

    /// <summary>One step, and the wait for it.</summary>
    [Benchmark]
    public void Step()
    {
        ecosystem!.Step();
        ecosystem.Finish();
    }

    /// <summary>Gives the memory back.</summary>
    [GlobalCleanup]
    public void Cleanup() => ecosystem!.Dispose();
}

/// <summary>One change of each kind.</summary>
[BenchmarkCategory(Categories.Quick)]
public class QuickStep : WholeStep
{
    /// <inheritdoc/>
    public override IEnumerable<World> Worlds =>
    [
        new(),
        World.Square(256),
        new("Species=2"),
        new("NetworkDepth=1"),
        new("NetworkWidth=16"),
        new("Coupling=Shared"),
        new("CompetitionMode=MeanField"),
    ];
}

/// <summary>Every change over its range.</summary>
[BenchmarkCategory(Categories.Deep)]
public class DeepStep : WholeStep
{
    /// <inheritdoc/>
    public override IEnumerable<World> Worlds =>
    [
        new(),
        .. new[] { 64, 256, 512, 1024 }.Select(World.Square),
        .. new[] { 1, 2, 10, 20 }.Select(species => new World($"Species={species}")),
        .. new[] { 0, 1, 2, 8 }.Select(depth => new World($"NetworkDepth={depth}")),
        .. new[] { 8, 16, 64 }.Select(width => new World($"NetworkWidth={width}")),
        new("KernelSize=5"),
        new("Coupling=Shared"),
        new("CompetitionMode=MeanField"),
    ];
}
