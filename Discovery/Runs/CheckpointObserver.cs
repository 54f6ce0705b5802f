using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>Keeps a run's world now and then, and what was seen of it, so that whoever takes the run over need not begin anew.</summary>
/// <param name="interval">Steps from one time to the next; null for never.</param>
/// <param name="store">Where.</param>
/// <param name="run">The run.</param>
/// <param name="eye">What has seen it.</param>
/// <param name="note">Is told, a line each, where it could not.</param>
internal sealed class CheckpointObserver(long? interval, IRunStore store, RunKey run, SightingObserver eye, Action<string> note) : RunObserver(interval)
{
    /// <inheritdoc/>
    public override bool SeesStart => false;

    /// <inheritdoc/>
    public override bool KeepsWorld => true;

    /// <inheritdoc/>
    /// <remarks>A world that cannot be kept is no reason to lose its run.</remarks>
    public override void Observe(ConfiguredWorld world)
    {
        try
        {
            store.KeepWorld(run, WorldStage.UnderWay, path => EcoFile.Save(path, world, eye.Keep(EcoExtras.None)));
        }
        catch (UserException exception)
        {
            note($"run {run} could not be kept on its way: {exception.Message}");
        }
    }
}
