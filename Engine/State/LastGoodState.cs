using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.State;

/// <summary>A copy, on the device, of everything that steps and learning change.</summary>
internal sealed class LastGoodState : IDisposable
{
    private readonly DeviceArena memory;
    private readonly (INumberStore Present, INumberStore Kept)[] parts;
    private readonly (WorldState World, Species Species, Sun Sun) of;
    private readonly DeviceBuffer<int> respawns;
    private IReadOnlyList<OptimizerKind> kinds = [];

    private LastGoodState(DeviceArena memory, WorldBody body)
    {
        this.memory = memory;
        of = (body.World, body.Species, body.Sun);
        respawns = memory.Allocate<int>(body.World.Population.Respawns.Length);
        parts =
        [
            .. StatePart.All.Where(part => part.ChangesBySteps)
                .Select(part => part.Store(body))
                .Select(present => (present, present.Twin(memory))),
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
    public bool Fits(WorldBody body) => of == (body.World, body.Species, body.Sun);

    /// <summary>Queues copying the present state here.</summary>
    public void Save(long step)
    {
        foreach ((INumberStore present, INumberStore kept) in parts)
        {
            present.CopyTo(memory.Launcher, kept);
        }

        of.World.Population.Respawns.CopyTo(memory.Launcher.Flush(), respawns);
        kinds = of.Species.Optimizers.Kinds;
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

        respawns.CopyTo(memory.Launcher.Flush(), of.World.Population.Respawns);
        of.Species.Optimizers.Kinds = kinds;
        of.Species.Network.WeightsChanged();
    }

    /// <summary>The copy is of a world that is no more.</summary>
    public void Forget() => IsMade = false;

    public void Dispose() => memory.Dispose();
}
