using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Rules;

/// <summary>The memory in which a step is computed, band by band.</summary>
internal sealed class StepBuffers : IDisposable
{
    private readonly DeviceArena memory;
    private readonly PlaneBuffer proposals;
    private readonly PlaneBuffer sunProposal;

    // Rows that a contest may read around a band, whatever its parameters.
    private const int LargestWindow = 21;

    public StepBuffers(DeviceArena memory, WorldShape shape)
    {
        this.memory = memory;
        Bands = shape.Bands;
        Area grid = shape.Grid;
        Area band = grid with { Height = Bands.Height };
        Area reach = band with { Height = Math.Min(grid.Height, band.Height + shape.Window - 1) };
        Area computed = band with { Height = Math.Min(grid.Height, reach.Height + 2 * shape.Layout.Reach) };
        Activations = new Activations(memory, shape.Layout, computed);
        proposals = memory.Planes(shape.Species * shape.Channels, reach);
        sunProposal = memory.Planes(shape.Channels, shape.SunMode == SunMode.Spatial ? reach : grid with { Height = 1 });
        GivenUniforms = memory.Planes(1, band);
        Contest = new Contest(memory, shape.Species, shape.StateChannels, band, reach);
    }

    /// <summary>How the grid is cut.</summary>
    public Bands Bands { get; }

    public Activations Activations { get; }

    public Contest Contest { get; }

    /// <summary>How a grid is cut unless somebody wants it otherwise.</summary>
    public static Bands Cut(in NetworkLayout layout, Area grid, ComputeDevice device) =>
        Bands.Cut(grid, Activations.Planes(layout, grid, device) + (layout.Species + 1L) * layout.Channels, device.FloatsOfBand);

    /// <summary>Rows that a grid needs to spare to be rewritten in place, band by band.</summary>
    public static int SpareRows(in NetworkLayout layout, Bands bands) => bands.Count == 1
        ? bands.Height
        : Math.Min(bands.Grid.Height, bands.Height + layout.Reach + LargestWindow);

    /// <summary>The species' proposals for a band, <c>[species · channels][y][x]</c>.</summary>
    public Planes Proposals(Area reach) => proposals.Over(reach);

    /// <summary>A global sun's proposal, <c>[channels][y][x]</c>; one row stands for every row.</summary>
    public Planes GlobalSun => sunProposal.AsRepeatedRow();

    /// <summary>A spatial sun's proposal for a band, <c>[channels][y][x]</c>.</summary>
    public Planes SpatialSun(Area reach) => sunProposal.Over(reach);

    /// <summary>Uniform numbers that come from elsewhere, <c>[1][y][x]</c> of a band.</summary>
    public PlaneBuffer GivenUniforms { get; }

    /// <summary>The buffer behind <see cref="Proposals"/>.</summary>
    public PlaneBuffer ProposalBuffer => proposals;

    public void Dispose() => memory.Dispose();
}
