using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Simulation;

/// <summary>The memory in which a step is computed, band by band.</summary>
internal sealed class StepBuffers : IDisposable
{
    private readonly PlaneBuffer proposals;
    private readonly PlaneBuffer sunProposal;

    // Rows that a contest may read around a band, whatever its parameters.
    private const int LargestWindow = 21;

    public StepBuffers(Launcher launcher, EcosystemParameters parameters, in NetworkLayout layout, Bands bands)
    {
        Sizes sizes = new(parameters, layout, bands);
        Bands = bands;
        Activations = new Activations(launcher.Device, layout, sizes.Activations);
        proposals = new PlaneBuffer(launcher.Device, layout.Species * layout.Channels, sizes.Reach);
        sunProposal = new PlaneBuffer(launcher.Device, layout.Channels, sizes.SunProposal);
        GivenUniforms = new PlaneBuffer(launcher.Device, 1, sizes.Band);
        Contest = new Contest(launcher, layout.Species, parameters.StateChannels, sizes.Band, sizes.Reach);
    }

    /// <summary>How the grid is cut.</summary>
    public Bands Bands { get; }

    public Activations Activations { get; }

    public Contest Contest { get; }

    /// <summary>Floats that the buffers will take.</summary>
    public static long Floats(EcosystemParameters parameters, in NetworkLayout layout, Area grid, ComputeDevice device)
    {
        Sizes sizes = new(parameters, layout, Cut(layout, grid, device));
        return PlaneBuffer.Floats(Activations.Planes(layout, sizes.Activations, device), sizes.Activations)
            + PlaneBuffer.Floats(layout.Species * layout.Channels, sizes.Reach)
            + PlaneBuffer.Floats(layout.Channels, sizes.SunProposal)
            + PlaneBuffer.Floats(1 + Contest.PlaneCount(layout.Species, parameters.StateChannels), sizes.Reach);
    }

    /// <summary>How a grid is cut unless somebody wants it otherwise.</summary>
    public static Bands Cut(in NetworkLayout layout, Area grid, ComputeDevice device) =>
        Bands.Cut(grid, Activations.Planes(layout, grid, device) + (layout.Species + 1L) * layout.Channels);

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

    public void Dispose()
    {
        Activations.Dispose();
        Contest.Dispose();
        proposals.Dispose();
        sunProposal.Dispose();
        GivenUniforms.Dispose();
    }

    private readonly struct Sizes
    {
        public Sizes(EcosystemParameters parameters, in NetworkLayout layout, Bands bands)
        {
            Area grid = bands.Grid;
            Band = grid with { Height = bands.Height };
            int window = parameters.Concentration ? parameters.ConcentrationWindow - 1 : 0;
            Reach = Band with { Height = Math.Min(grid.Height, Band.Height + window) };
            Activations = Band with { Height = Math.Min(grid.Height, Reach.Height + 2 * layout.Reach) };
            SunProposal = parameters.SunMode == SunMode.Spatial ? Reach : grid with { Height = 1 };
        }

        public Area Band { get; }

        public Area Reach { get; }

        public Area Activations { get; }

        public Area SunProposal { get; }
    }
}
