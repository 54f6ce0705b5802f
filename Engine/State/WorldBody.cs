using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits.Files;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Engine.State;

/// <summary>
/// Everything that a world has on its device, in parts that are made and given back as wholes, and what its rules do with it.
/// Another body may share some of the parts, so that a world changes by becoming another body, or not at all.
/// </summary>
internal abstract class WorldBody
{
    /// <summary>What each cell holds.</summary>
    public abstract WorldState Cells { get; }

    /// <summary>All worlds' cells, for who does not want to know what is in them.</summary>
    public virtual WorldStack Stack => Cells.Stack;

    /// <summary>How much of each entity there is, as it was last counted.</summary>
    public virtual Population Population => Cells.Population;

    /// <summary>Numbers of the cells that may go wrong; null where cells can hold nothing else than what they should.</summary>
    public virtual PlaneBuffer? CellNumbers => Cells.Grid;

    /// <summary>Whether there are walls.</summary>
    public virtual bool HasWalls => true;

    /// <summary>Who lives there.</summary>
    public abstract Species Species { get; }

    /// <summary>Everything that later steps follow from, besides the rules and <see cref="WorldCounters"/>.</summary>
    public abstract ImmutableArray<StatePart> State { get; }

    /// <summary>Whether there is memory to learn with.</summary>
    public abstract bool CanLearn { get; }

    /// <summary>The last learning pass's loss; null before the first.</summary>
    public abstract float? ReadLoss();

    /// <summary>The periods of the sun's seasons, in steps; null where it has none.</summary>
    public virtual float[]? ReadSunPeriods() => null;

    /// <summary>What the sun learns; it may go wrong where no cell shows it, for a GPU's tanh makes 1 of what is no number.</summary>
    public virtual IEnumerable<INumberStore> LearnedBySun => [];

    /// <summary>Whether there has been a learning pass.</summary>
    public abstract bool HasLearned { get; }

    /// <summary>What learning goes back to when numbers are no longer finite; null where nothing is learned, or memory had no room.</summary>
    public LastGoodState? LastGood { get; private set; }

    /// <summary>Parts, each with memory of its own.</summary>
    protected abstract IEnumerable<IDisposable?> Parts { get; }

    private IEnumerable<IDisposable> AllParts => Parts.Append(LastGood).OfType<IDisposable>();

    /// <summary>Bytes of device memory that a body takes, the last good state aside.</summary>
    /// <param name="launcher">Of the world.</param>
    /// <param name="shape">What it would be made for.</param>
    /// <param name="present">A body that lends it whatever fits; null if none.</param>
    public static long Bytes(Launcher launcher, WorldShape shape, WorldBody? present = null)
    {
        List<DeviceArena> counted = [];
        shape.Assemble(present, () => Another(counted, launcher, onlyCounts: true));
        return counted.Sum(arena => arena.Bytes);
    }

    /// <summary>Allocates a body, and writes nothing.</summary>
    /// <param name="launcher">Of the world.</param>
    /// <param name="shape">What it is to be made for.</param>
    /// <param name="present">A body that lends it whatever fits; null if none.</param>
    /// <exception cref="UserException">The device has no room for it; what was allocated has been given back.</exception>
    public static WorldBody Make(Launcher launcher, WorldShape shape, WorldBody? present = null)
    {
        List<DeviceArena> made = [];
        try
        {
            WorldBody body = shape.Assemble(present, () => Another(made, launcher, onlyCounts: false));
            body.LastGood = present?.LastGood is LastGoodState kept && kept.Fits(body) ? kept : null;
            return body;
        }
        catch
        {
            made.ForEach(arena => arena.Dispose());
            throw;
        }
    }

    /// <summary>A new world's numbers where all are 0 yet; seeds aside.</summary>
    public abstract void Begin(WorldParameters parameters, ulong seed);

    /// <summary>A new world's numbers where there were others.</summary>
    public void BeginAgain(WorldParameters parameters, ulong seed)
    {
        Clear();
        Begin(parameters, seed);
        LastGood?.Forget();
    }

    /// <summary>Fills what is new here from the body that it is to follow, or from the seed where nothing fits.</summary>
    public abstract void TakeOver(WorldBody old, WorldParameters parameters, ulong seed);

    /// <summary>Queues giving every species its first cells.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="seed">What chance follows from.</param>
    /// <param name="cell">How cells are given to species, for who asks.</param>
    public virtual void Plant(WorldParameters parameters, ulong seed, Func<SeededCell> cell)
    {
        for (int species = 1; species <= parameters.Species; species++)
        {
            PlantSome(cell(), species, parameters.SeedsPerSpecies);
        }
    }

    /// <summary>Queues giving random open cells to a species.</summary>
    public void PlantSome(SeededCell cell, int species, int count) => Cells.Launcher.Run<Seeding, Seeding.Arguments>(new Seeding.Arguments
    {
        Cell = cell,
        Walls = Cells.Walls.Planes,
        Species = species,
        Seeds = count,
    });

    /// <summary>Whether all cells that a species is given begin alike.</summary>
    public virtual bool CellsBeginAlike => false;

    /// <summary>Whether cells are another body's too.</summary>
    public virtual bool HasCellsOf(WorldBody other) => Cells == other.Cells;

    /// <summary>Queues counting how much of each entity there is, for steps that go by it.</summary>
    public virtual void CountPopulation() => Cells.Population.Count(Cells.Grid.Planes, Cells.Area);

    /// <summary>Queues drawing who holds each cell.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="picture">Where to.</param>
    public virtual void DrawTerritory(Painter painter, Palette palette, PixelGrid picture) =>
        painter.DrawTerritory(Cells.Grid.Planes, Cells.Entities, Cells.Walls.Planes, palette.Colours(Cells.Entities - 1), picture);

    /// <summary>What there is of each entity and what the last step changed, where the rules know it without a look at each cell; null otherwise.</summary>
    public virtual CellCounts? CountCells() => null;

    /// <summary>Computes what has been put off.</summary>
    public virtual void CatchUp()
    {
        // Most rules put nothing off.
    }

    /// <summary>What the rules observe beside what all worlds have; null if nothing.</summary>
    public virtual CircuitMetrics? ObserveCircuit() => null;

    /// <summary>The circuit that the rules learn, as it is by now; null where they learn none.</summary>
    public virtual StoredCircuit? ReadCircuit(WorldParameters parameters) => null;

    /// <summary>Somebody has changed cells of the world that is edited.</summary>
    public virtual void Edited()
    {
        // Rules whose steps follow from the cells alone need not know.
    }

    /// <summary>The world has gone back to its last good state, and what steps left in memory of their own may be no numbers.</summary>
    public virtual void Recovered()
    {
        // Rules whose steps write all that they read need not know.
    }

    /// <summary>Whether a learning pass belongs to a step.</summary>
    /// <param name="step">Steps done before it.</param>
    /// <param name="interval">The interval that the rules set, from 1.</param>
    public virtual bool LearnsAt(long step, int interval) => step % interval == 0;

    /// <summary>Queues one step, with the learning pass that belongs to it.</summary>
    /// <returns>The part of the grid that was learned on; null if nothing was.</returns>
    /// <exception cref="UserException">The device has no room for it; nothing of it has run yet.</exception>
    public abstract Area? Step(in StepOrder order);

    /// <summary>Whether networks propose what cells become.</summary>
    public virtual bool HasProposals => true;

    /// <summary>Launches what a step launches for its networks, and changes nothing.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="group">The only group of the networks' plan to ask; null for all.</param>
    public abstract void ProposeEverywhere(WorldParameters parameters, int? group = null);

    /// <summary>Queues measuring what each entity's attack has over every other's, as the next step would find it.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="rows">The result, as <see cref="PairRows"/> of all worlds' rows.</param>
    /// <returns>Whether these rules know attack and defence.</returns>
    public virtual bool MeasureAdvantages(WorldParameters parameters, ArrayView<float> rows) => false;

    /// <summary>What there is to know of a cell, as the next step would find it.</summary>
    public abstract CellInspection Inspect(WorldParameters parameters, int x, int y);

    /// <summary>Takes memory for a last good state where that is wanted and there is room.</summary>
    public void MakeRoomForCopy(Launcher launcher)
    {
        if (CanLearn)
        {
            LastGood ??= LastGoodState.MakeIfThereIsRoom(launcher, this);
        }
    }

    /// <summary>Gives that memory back.</summary>
    public void GiveUpCopy()
    {
        LastGood?.Dispose();
        LastGood = null;
    }

    /// <summary>Whether two bodies have the same parts.</summary>
    public bool HasPartsOf(WorldBody other) => AllParts.SequenceEqual(other.AllParts);

    /// <summary>Gives back the parts that another body does not share; all of them if there is none.</summary>
    public void Dispose(WorldBody? other)
    {
        foreach (IDisposable part in AllParts.Except(other?.AllParts ?? []))
        {
            part.Dispose();
        }
    }

    /// <summary>Makes 0 again what <see cref="Begin"/> does not write, and forgets what was learned.</summary>
    protected abstract void Clear();

    private static DeviceArena Another(List<DeviceArena> arenas, Launcher launcher, bool onlyCounts)
    {
        DeviceArena arena = new(launcher, onlyCounts);
        arenas.Add(arena);
        return arena;
    }
}
