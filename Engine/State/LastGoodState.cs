using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;

namespace GpuEcosystem.Engine.State;

/// <summary>A copy, on the device, of everything that steps and learning change.</summary>
internal sealed class LastGoodState : IDisposable
{
    private readonly DeviceArena memory;
    private readonly (INumberStore Present, INumberStore Kept)[] parts;
    private readonly Population population;
    private readonly Species species;
    private readonly DeviceBuffer<int> respawns;
    private IReadOnlyList<OptimizerKind> kinds = [];

    private LastGoodState(DeviceArena memory, WorldBody body)
    {
        this.memory = memory;
        population = body.Population;
        species = body.Species;
        respawns = memory.Allocate<int>(population.Respawns.Length);
        parts =
        [
            .. Changing(body).Select(present => (present, present.Twin(memory))),
        ];
    }

    /// <summary>Whether a copy has been made.</summary>
    public bool IsMade { get; private set; }

    /// <summary>The step at which it was made.</summary>
    public long Step { get; private set; }

    /// <summary>Room for a copy, or null where the device has none: a world can learn without.</summary>
    public static LastGoodState? MakeIfThereIsRoom(Launcher launcher, WorldBody body)
    {
        try
        {
            return DeviceArena.Make(launcher, memory => new LastGoodState(memory, body));
        }
        catch (UserException)
        {
            return null;
        }
    }

    /// <summary>Whether it holds a copy of this body's state.</summary>
    public bool Fits(WorldBody body) => parts.Select(part => part.Present).SequenceEqual(Changing(body));

    /// <summary>Queues copying the present state here.</summary>
    public void Save(long step)
    {
        foreach ((INumberStore present, INumberStore kept) in parts)
        {
            present.CopyTo(memory.Launcher, kept);
        }

        population.Respawns.CopyTo(memory.Launcher.Flush(), respawns);
        kinds = species.Optimizers.Kinds;
        Step = step;
        IsMade = true;
    }

    /// <summary>Queues copying the kept state back.</summary>
    public void Restore()
    {
        foreach ((INumberStore present, INumberStore kept) in parts)
        {
            kept.CopyTo(memory.Launcher, present);
        }

        respawns.CopyTo(memory.Launcher.Flush(), population.Respawns);
        species.Optimizers.Kinds = kinds;
        species.Networks.WeightsChanged();
    }

    /// <summary>The copy is of a world that is no more.</summary>
    public void Forget() => IsMade = false;

    public void Dispose() => memory.Dispose();

    private static IEnumerable<INumberStore> Changing(WorldBody body) =>
        body.State.Where(part => part.ChangesBySteps).Select(part => part.Store(body));
}
