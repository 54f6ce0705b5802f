using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>All that decides how much memory a world of these rules takes, and how it is cut.</summary>
/// <param name="Networks">The networks; with them the numbers of species and channels.</param>
/// <param name="StateChannels">S.</param>
/// <param name="SunMode">What the sun is made of.</param>
/// <param name="Window">Rows that concentration reads around a cell, with its own.</param>
/// <param name="Patch">Size of the largest patch to learn on; null where nothing is learned.</param>
/// <param name="Bands">The grid, and how it is cut.</param>
internal sealed record EcosystemShape(
    NetworkPlan Networks, int StateChannels, SunMode SunMode, int Window, Area? Patch, Bands Bands) : WorldShape
{
    /// <summary>The grid.</summary>
    public Area Grid => Bands.Grid;

    /// <summary>Number of species.</summary>
    public int Species => Networks.Species;

    /// <summary>State and hidden channels.</summary>
    public int Channels => Networks.Channels;

    /// <summary>The shape of a world.</summary>
    /// <param name="parameters">Its rules.</param>
    /// <param name="device">Where it is to live.</param>
    /// <param name="rowsPerBand">Rows of a band, if not as many as the device likes.</param>
    public static EcosystemShape Of(EcosystemParameters parameters, ComputeDevice device, int? rowsPerBand = null)
    {
        NetworkPlan networks = parameters.Networks;
        Area grid = new(0, 0, parameters.GridWidth, parameters.GridHeight);
        return new EcosystemShape(
            networks,
            parameters.StateChannels,
            parameters.SunMode,
            parameters.Concentration ? parameters.ConcentrationWindow : 1,
            parameters.LearnInterval > 0 ? TrainingPatch.SizeOf(grid, parameters.TrainRegion) : null,
            rowsPerBand is int rows ? new Bands(grid, Math.Min(rows, grid.Height)) : StepBuffers.Cut(networks, grid, device));
    }

    /// <inheritdoc/>
    public override WorldBody Assemble(WorldBody? present, Func<DeviceArena> another) =>
        EcosystemBody.Assemble(this, (EcosystemBody?)present, another);
}
