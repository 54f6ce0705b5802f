using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>Holds on to the world with which a run ended, which is the run's.</summary>
internal sealed class LastWorld() : RunObserver(interval: null)
{
    private ConfiguredWorld? last;

    /// <summary>The world.</summary>
    /// <exception cref="InvalidOperationException">The run has not ended.</exception>
    public ConfiguredWorld World => last ?? throw new InvalidOperationException("the run has not ended");

    /// <inheritdoc/>
    public override void Finish(ConfiguredWorld world) => last = world;
}
