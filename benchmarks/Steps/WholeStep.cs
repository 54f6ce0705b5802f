using BenchmarkDotNet.Attributes;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Benchmarks;

/// <summary>A step of a whole world. Worlds differ from the default in one thing at a time.</summary>
[BenchmarkCategory(Categories.Steps)]
public abstract class WholeStep
{
    // Enough for every operation to be compiled and for learning to have moved every network.
    private const int StepsBefore = 3;

    private World? world;

    /// <summary>The worlds to measure.</summary>
    public abstract IEnumerable<WorldChoice> Worlds { get; }

    /// <summary>What differs.</summary>
    [ParamsSource(nameof(Worlds), Priority = -1)]
    public WorldChoice World { get; set; } = new();

    /// <summary>Whether all species learn, at every step, from a tenth of the grid.</summary>
    [Params(false, true)]
    public bool Learning { get; set; }

    /// <summary>Makes the world and looks at what its first steps made of it.</summary>
    [GlobalSetup]
    public void Setup()
    {
        world = new World(CheckedDevice.Open(), World.Parameters with { LearnInterval = Learning ? 1 : 0 });
        for (int step = 0; step < StepsBefore; step++)
        {
            world.Step();
        }

        Metrics metrics = world.Observe();
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
        world!.Step();
        world.Finish();
    }

    /// <summary>Gives the memory back.</summary>
    [GlobalCleanup]
    public void Cleanup() => world!.Dispose();
}

/// <summary>One change of each kind.</summary>
[BenchmarkCategory(Categories.Quick)]
public class QuickStep : WholeStep
{
    /// <inheritdoc/>
    public override IEnumerable<WorldChoice> Worlds =>
    [
        new(),
        WorldChoice.Square(256),
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
    public override IEnumerable<WorldChoice> Worlds =>
    [
        new(),
        .. new[] { 64, 256, 512, 1024 }.Select(WorldChoice.Square),
        .. new[] { 1, 2, 10, 20 }.Select(species => new WorldChoice($"Species={species}")),
        .. new[] { 0, 1, 2, 8 }.Select(depth => new WorldChoice($"NetworkDepth={depth}")),
        .. new[] { 8, 16, 64 }.Select(width => new WorldChoice($"NetworkWidth={width}")),
        new("KernelSize=5"),
        new("Coupling=Shared"),
        new("CompetitionMode=MeanField"),
    ];
}
