using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>Sees who beats whom in a run's world, from a step to its end.</summary>
/// <param name="first">The step from which on cells that change hands are counted.</param>
internal sealed class EncounterWitness(long first) : RunObserver(interval: null)
{
    /// <summary>What it has seen; null where the run did not come so far.</summary>
    public Encounters? Seen { get; private set; }

    /// <inheritdoc/>
    public override bool IsDue(long step) => step == first;

    /// <inheritdoc/>
    public override long NextDue(long step) => step < first ? first : long.MaxValue;

    /// <inheritdoc/>
    public override void Observe(ConfiguredWorld world) => world.World.CountsConquests = true;

    /// <inheritdoc/>
    public override void Finish(ConfiguredWorld world) => Seen = world.World.CountsConquests ? world.World.ObserveEncounters() : null;
}
