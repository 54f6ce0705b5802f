using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>Who is present in each cell of a window (section 4, step 6); found only where the absent do not count.</summary>
internal sealed class PresenceMap
{
    private readonly Launcher launcher;
    private readonly int entities;
    private readonly PlaneBuffer masks;
    private readonly DeviceBuffer<int> blocks;

    public PresenceMap(DeviceArena memory, int species, Area area)
    {
        launcher = memory.Launcher;
        entities = species + 1;
        masks = memory.Planes(entities, area);
        blocks = memory.Allocate<int>(Habitat.Count(area, species));
    }

    /// <summary>1 where an entity is present, 0 elsewhere, <c>[entities][y][x]</c>.</summary>
    public Planes Masks(Area area) => masks.Over(area);

    /// <summary>Finds the present.</summary>
    /// <returns>Where each species is, for SIMD bodies; no others leave anything out.</returns>
    public Habitat Find(in Surroundings around, Area area)
    {
        launcher.Run<AliveMask, AliveMask.Arguments>(new AliveMask.Arguments
        {
            Grid = around.Grid,
            Walls = around.Walls,
            Masks = Masks(area),
            Entities = entities,
            Threshold = Presence.Threshold,
            Readable = new WorldStack(around.Readable),
            Target = area,
        });
        if (!launcher.Device.RunsSimdBodies)
        {
            return default;
        }

        Habitat habitat = new(blocks.View, area);
        launcher.Run<HabitatCensus, HabitatCensus.Arguments>(
            new HabitatCensus.Arguments { Alive = Masks(area).From(1), Habitat = habitat, Species = entities - 1 });
        return habitat;
    }
}
