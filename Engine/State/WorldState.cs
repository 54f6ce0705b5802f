using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.State;

/// <summary>What a cell holds under all rules: aliveness, state, wall; of one world, or of several that are one below the other.</summary>
internal sealed class WorldState : IDisposable
{
    private readonly DeviceArena memory;
    private readonly Launcher launcher;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="species">Number of species.</param>
    /// <param name="stateChannels">S.</param>
    /// <param name="channels">State and hidden channels.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="spareRows">Rows that it needs to be rewritten in place.</param>
    /// <param name="worlds">How many worlds there are, of which the first is edited.</param>
    public WorldState(DeviceArena memory, int species, int stateChannels, int channels, Area grid, int spareRows, int worlds = 1)
    {
        this.memory = memory;
        launcher = memory.Launcher;
        Area = grid;
        Stack = new WorldStack(grid with { Height = worlds * grid.Height }, grid.Height);
        Entities = species + 1;
        StateChannels = stateChannels;
        Channels = channels;
        Grid = memory.Planes(Entities + Channels, Stack.Grid, spareRows);
        Walls = memory.Planes(1, Stack.Grid);
        Changes = memory.Allocate<float>((long)Activity.NumbersPerRow * Stack.Grid.Height);
        Population = new Population(memory, species, Area);
    }

    /// <summary>Launches what works on the cells.</summary>
    public Launcher Launcher => launcher;

    /// <summary>The world that is edited, which is the first.</summary>
    public Area Area { get; }

    /// <summary>All worlds.</summary>
    public WorldStack Stack { get; }

    /// <summary>The sun and the species.</summary>
    public int Entities { get; }

    public int StateChannels { get; }

    /// <summary>State and hidden channels.</summary>
    public int Channels { get; }

    /// <summary>Aliveness then state, <c>[entities + channels][y][x]</c>.</summary>
    public PlaneBuffer Grid { get; }

    public PlaneBuffer Walls { get; }

    /// <summary>What the last step changed in each row, as <see cref="Activity"/> counts it.</summary>
    public DeviceBuffer<float> Changes { get; }

    /// <summary>How much of each entity there is.</summary>
    public Population Population { get; }

    /// <summary>The state channels alone.</summary>
    public Planes State => Grid.Planes.From(Entities);

    /// <summary>The same of the next grid.</summary>
    public Planes NextState => Grid.NextPlanes.From(Entities);

    /// <summary>Where all numbers are 0 yet: the sun holds everything, and there are no walls.</summary>
    public void Begin() => launcher.Fill(Grid.Planes, 1, Stack.Grid, 1);

    /// <summary>Makes all numbers 0 again. Memory that is new is so, and the system finds it when it is first written to.</summary>
    public void Clear()
    {
        launcher.Fill(Grid.Planes, Grid.Count, Stack.Grid, 0);
        launcher.Fill(Walls.Planes, 1, Stack.Grid, 0);
        Population.WriteRespawns(launcher.Flush(), new int[Entities - 1]);
    }

    /// <summary>Takes over what fits of other worlds: cells, species and channels that both have.</summary>
    /// <remarks>What a species held that is no more falls to the sun. Where there are more worlds than before, they are the same again.</remarks>
    public void TakeOver(WorldState old)
    {
        int entities = Math.Min(Entities, old.Entities);
        Copy(old, old.Grid.Planes, Grid.Planes, 1, outside: 1);
        Copy(old, old.Grid.Planes.From(1), Grid.Planes.From(1), entities - 1, outside: 0);
        for (int gone = entities; gone < old.Entities; gone++)
        {
            Copy(old, old.Grid.Planes.From(gone), Grid.Planes, 1, outside: 0, accumulate: 1);
        }

        // Attack, defence and hidden channels keep their meaning.
        int half = Math.Min(StateChannels, old.StateChannels) / 2;
        int hidden = Math.Min(Channels - StateChannels, old.Channels - old.StateChannels);
        Copy(old, old.State, State, half, outside: 0);
        Copy(old, old.State.From(old.StateChannels / 2), State.From(StateChannels / 2), half, outside: 0);
        if (hidden > 0)
        {
            Copy(old, old.State.From(old.StateChannels), State.From(StateChannels), hidden, outside: 0);
        }

        Copy(old, old.Walls.Planes, Walls.Planes, 1, outside: 0);
    }

    public void Dispose() => memory.Dispose();

    private void Copy(WorldState old, Planes source, Planes target, int count, float outside, int accumulate = 0)
    {
        for (int world = 0; world < Stack.Count; world++)
        {
            Area origin = old.Stack[world % old.Stack.Count];
            int down = Stack[world].Y - origin.Y;
            Area moved = origin with { Y = Stack[world].Y };
            launcher.Copy(source.MovedDown(down), moved, target, Stack[world], count, outside, accumulate);
        }
    }
}
