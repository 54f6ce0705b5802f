using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>The worlds that a batch is drawn from, and the slots that the present batch was drawn from.</summary>
internal sealed class WorldPool : IDisposable
{
    private readonly DeviceArena memory;
    private readonly Launcher launcher;
    private readonly PetriDishShape shape;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="shape">The world's.</param>
    public WorldPool(DeviceArena memory, PetriDishShape shape)
    {
        this.memory = memory;
        this.shape = shape;
        launcher = memory.Launcher;
        Grids = memory.Planes(shape.GridPlanes, shape.PoolWorlds.Grid);
        Slots = memory.Allocate<float>(shape.Worlds.Count);
    }

    /// <summary>Aliveness then state of all worlds, <c>[entities + channels][y][x]</c>.</summary>
    public PlaneBuffer Grids { get; }

    /// <summary>The slots of the present batch, whole numbers.</summary>
    public DeviceBuffer<float> Slots { get; }

    /// <summary>Draws the slots of a batch, and takes their worlds out of the pool.</summary>
    /// <param name="cells">Where they go.</param>
    /// <param name="seed">The world's seed.</param>
    /// <param name="epoch">The epoch that begins.</param>
    /// <param name="given">Slots to take in place of drawn ones; null to draw.</param>
    public void Draw(WorldState cells, ulong seed, long epoch, int[]? given)
    {
        if (given is not null)
        {
            Slots.Write(launcher.Flush(), 0, Array.ConvertAll(given, slot => (float)slot));
        }
        else
        {
            launcher.Run<PoolSlots, PoolSlots.Arguments>(new PoolSlots.Arguments
            {
                Slots = Slots.View,
                Batch = shape.Worlds.Count,
                Pool = shape.Pool,
                Seed = seed,
                Epoch = epoch,
            });
        }

        Transfer(cells, shape.Worlds, putsBack: 0, Slots.View, species: 0);
    }

    /// <summary>Puts the batch's worlds back where they came from.</summary>
    /// <param name="cells">Where they are.</param>
    /// <param name="populations">Σ over cells of each entity's aliveness, <c>[entities][worlds]</c>.</param>
    /// <param name="livingOnly">Whether a world in which a species died out is left out.</param>
    public void PutBack(WorldState cells, ArrayView<float> populations, bool livingOnly) =>
        Transfer(cells, shape.Worlds, putsBack: 1, populations, livingOnly ? shape.Layout.Species : 0);

    /// <summary>Puts the world that is edited back, whoever lives in it.</summary>
    public void PutBackFirst(WorldState cells) =>
        Transfer(cells, new WorldStack(cells.Area), putsBack: 1, Slots.View, species: 0);

    /// <summary>Makes new worlds: the sun everywhere, and in each its own seeds of every species.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="cell">How cells are given to species.</param>
    public void Plant(PetriDishParameters parameters, SeededCell cell)
    {
        Area all = shape.PoolWorlds.Grid;
        launcher.Fill(Grids.Planes, Grids.Count, all, 0);
        launcher.Fill(Grids.Planes, 1, all, 1);
        int ofWorld = parameters.Species * parameters.SeedsPerSpecies;
        int[] cells = new int[checked(shape.Pool * ofWorld)];
        for (int world = 0; world < shape.Pool; world++)
        {
            DrawCells(cells.AsSpan(world * ofWorld, ofWorld), checked((int)shape.Worlds[0].Cells), cell.Seed, world);
        }

        // Seeds are needed once.
        using DeviceBuffer<int> listed = launcher.Device.Allocate<int>(cells.Length);
        listed.Write(launcher.Flush(), 0, cells);
        launcher.Run<DishSeeding, DishSeeding.Arguments>(new DishSeeding.Arguments
        {
            Cell = cell with { Grid = Grids.Planes, Whole = all },
            Cells = listed.View,
            Seeds = parameters.SeedsPerSpecies,
            Worlds = shape.PoolWorlds,
        });
        launcher.Finish();
    }

    /// <summary>Takes over a pool of other worlds: those of the batch, again and again.</summary>
    /// <remarks>Who changes what worlds are made of begins with what he sees.</remarks>
    /// <param name="batch">The batch's worlds, as they have been taken over.</param>
    public void TakeOver(WorldState batch)
    {
        for (int slot = 0; slot < shape.Pool; slot++)
        {
            Area target = shape.PoolWorlds[slot];
            int down = target.Y - shape.Worlds[slot % shape.Worlds.Count].Y;
            launcher.Copy(batch.Grid.Planes.MovedDown(down), target, Grids.Planes, target, shape.GridPlanes);
        }
    }

    public void Dispose() => memory.Dispose();

    // The first cells of a shuffled list of all, of which only what was exchanged is kept.
    private static void DrawCells(Span<int> drawn, int cells, ulong seed, int world)
    {
        Dictionary<int, int> exchanged = [];
        for (int i = 0; i < drawn.Length; i++)
        {
            int other = i + (int)Philox.Below(cells - i, seed, RandomStream.PoolSeeds, world, (ulong)i);
            drawn[i] = exchanged.GetValueOrDefault(other, other);
            exchanged[other] = exchanged.GetValueOrDefault(i, i);
        }
    }

    private void Transfer(WorldState cells, WorldStack worlds, int putsBack, ArrayView<float> populations, int species) =>
        launcher.Run<PoolTransfer, PoolTransfer.Arguments>(new PoolTransfer.Arguments
        {
            Batch = cells.Grid.Planes,
            Pool = Grids.Planes,
            Count = shape.GridPlanes,
            Slots = Slots.View,
            PutsBack = putsBack,
            Populations = populations,
            Species = species,
            Worlds = worlds,
        });
}
