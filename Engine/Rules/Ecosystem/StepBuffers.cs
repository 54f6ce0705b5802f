using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>The memory in which a step is computed, band by band.</summary>
internal sealed class StepBuffers : IDisposable
{
    private readonly DeviceArena memory;

    // Rows that a contest may read around a band, whatever its parameters.
    private const int LargestWindow = 21;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="networks">Who proposes.</param>
    /// <param name="sun">What else does.</param>
    /// <param name="shape">The world's.</param>
    public StepBuffers(DeviceArena memory, GroupedNetworks networks, Sun sun, EcosystemShape shape)
    {
        this.memory = memory;
        Bands = shape.Bands;
        Area grid = shape.Grid;
        Area band = grid with { Height = Bands.Height };
        Area reach = band with { Height = Math.Min(grid.Height, band.Height + shape.Window - 1) };
        GroupedPass pass = new(memory, networks, reach, grid);
        Dynamics = new EcosystemDynamics(memory, sun, shape, band, reach, pass);
        GivenUniforms = memory.Planes(1, band);
    }

    /// <summary>How the grid is cut.</summary>
    public Bands Bands { get; }

    /// <summary>A step over a band.</summary>
    public EcosystemDynamics Dynamics { get; }

    /// <summary>Uniform numbers that come from elsewhere, <c>[1][y][x]</c> of a band.</summary>
    public PlaneBuffer GivenUniforms { get; }

    /// <summary>How a grid is cut unless somebody wants it otherwise.</summary>
    public static Bands Cut(NetworkPlan networks, Area grid, ComputeDevice device)
    {
        long planes = networks.Groups.Max(group => group.Architecture.PlanesOf(group.Members.Length, grid, device));
        return Bands.Cut(grid, planes + (networks.Species + 1L) * networks.Channels, device.FloatsOfBand);
    }

    /// <summary>Rows that a grid needs to spare to be rewritten in place, band by band.</summary>
    public static int SpareRows(NetworkPlan networks, Bands bands) => bands.Count == 1
        ? bands.Height
        : Math.Min(bands.Grid.Height, bands.Height + networks.Reach + LargestWindow);

    public void Dispose() => memory.Dispose();
}
