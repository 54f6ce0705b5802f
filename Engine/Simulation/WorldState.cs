using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Simulation;

/// <summary>What a cell holds: aliveness, state, wall, win rate.</summary>
internal sealed class WorldState : IDisposable
{
    // The win rate at the start.
    private const float EvenRate = 0.5f;

    private readonly Launcher launcher;

    /// <summary>A world in which the sun holds everything.</summary>
    /// <param name="launcher">Launches the operations.</param>
    /// <param name="parameters">Its size.</param>
    /// <param name="spareRows">Rows that a step needs to rewrite the grid in place.</param>
    public WorldState(Launcher launcher, EcosystemParameters parameters, int spareRows)
    {
        this.launcher = launcher;
        Area = new Area(0, 0, parameters.GridWidth, parameters.GridHeight);
        Entities = parameters.Species + 1;
        StateChannels = parameters.StateChannels;
        Channels = parameters.StateChannels + parameters.HiddenChannels;
        Grid = new PlaneBuffer(launcher.Device, Entities + Channels, Area, spareRows);
        WinRate = new PlaneBuffer(launcher.Device, 1, Area);
        Walls = new PlaneBuffer(launcher.Device, 1, Area);
        Changes = launcher.Device.Allocate<float>((long)Activity.NumbersPerRow * Area.Height);
        Fill(Grid.Planes, 1);
        Fill(WinRate.Planes, EvenRate);
    }

    public Area Area { get; }

    /// <summary>The sun and the species.</summary>
    public int Entities { get; }

    public int StateChannels { get; }

    /// <summary>State and hidden channels.</summary>
    public int Channels { get; }

    /// <summary>Aliveness then state, <c>[entities + channels][y][x]</c>.</summary>
    public PlaneBuffer Grid { get; }

    public PlaneBuffer WinRate { get; }

    public PlaneBuffer Walls { get; }

    /// <summary>What the last step changed in each row, as <see cref="Activity"/> counts it.</summary>
    public DeviceBuffer<float> Changes { get; }

    /// <summary>The state channels alone.</summary>
    public Planes State => Grid.Planes.From(Entities);

    /// <summary>Planes of a grid.</summary>
    public static int GridPlanes(EcosystemParameters parameters) =>
        parameters.Species + 1 + parameters.StateChannels + parameters.HiddenChannels;

    /// <summary>Floats that a world takes.</summary>
    public static long Floats(EcosystemParameters parameters, Area area, int spareRows) =>
        PlaneBuffer.Floats(GridPlanes(parameters), area, spareRows) + PlaneBuffer.Floats(2, area);

    /// <summary>Takes over what fits of another world: cells, species and channels that both have.</summary>
    /// <remarks>What a species held that is no more falls to the sun.</remarks>
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
        Copy(old, old.WinRate.Planes, WinRate.Planes, 1, outside: EvenRate);
    }

    public void Dispose()
    {
        Grid.Dispose();
        WinRate.Dispose();
        Walls.Dispose();
        Changes.Dispose();
    }

    private void Fill(Planes planes, float value) =>
        launcher.Run<Transfer, Transfer.Arguments>(
            new Transfer.Arguments { Source = planes, Result = planes, Count = 1, Outside = value, Target = Area });

    private void Copy(WorldState old, Planes source, Planes target, int count, float outside, int accumulate = 0) =>
        launcher.Run<Transfer, Transfer.Arguments>(new Transfer.Arguments
        {
            Source = source,
            SourceArea = old.Area,
            Result = target,
            Count = count,
            Outside = outside,
            Accumulate = accumulate,
            Target = Area,
        });
}
