using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Convolutional;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.PetriDish;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>All that decides how much memory a world of these rules takes, and how it is cut.</summary>
/// <param name="Kind">How strength is reckoned; middle layers of a duel's networks add to what they read.</param>
/// <param name="Layout">The networks; with them the numbers of species and channels.</param>
/// <param name="Coupling">Which networks make whose proposals.</param>
/// <param name="StateChannels">S.</param>
/// <param name="Worlds">The batch's cells.</param>
/// <param name="Pool">Worlds of the pool.</param>
/// <param name="Unrolled">Steps that are learned through; 0 where nothing is learned.</param>
/// <param name="Bands">How all rows of the batch are cut.</param>
internal sealed record PetriDishShape(
    ContestKind Kind, ConvolutionLayout Layout, Coupling Coupling, int StateChannels, WorldStack Worlds, int Pool, int Unrolled, Bands Bands)
    : WorldShape
{
    /// <summary>The sun and the species.</summary>
    public int Entities => Layout.Species + 1;

    /// <summary>Planes of a grid.</summary>
    public int GridPlanes => Entities + Layout.Channels;

    /// <summary>The pool's cells.</summary>
    public WorldStack PoolWorlds => Worlds with { Grid = Worlds.Grid with { Height = Pool * Worlds.Rows } };

    /// <summary>The shape of a world.</summary>
    /// <param name="parameters">Its rules.</param>
    /// <param name="device">Where it is to live.</param>
    /// <param name="rowsPerBand">Rows of a band, if not as many as the device likes.</param>
    public static PetriDishShape Of(PetriDishParameters parameters, ComputeDevice device, int? rowsPerBand = null)
    {
        ConvolutionLayout layout = parameters.Layout;
        Area all = new(0, 0, parameters.GridWidth, checked(parameters.GridHeight * parameters.BatchWorlds));
        return new PetriDishShape(
            parameters.Kind,
            layout,
            parameters.Coupling,
            parameters.StateChannels,
            new WorldStack(all, parameters.GridHeight),
            parameters.PoolWorlds,
            parameters.LearnInterval > 0 ? parameters.UnrollSteps : 0,
            rowsPerBand is int rows
                ? new Bands(all, Math.Min(rows, all.Height))
                : Bands.Cut(all, ConvolutionLearning.Planes(layout), device.FloatsOfBand));
    }

    /// <inheritdoc/>
    public override WorldBody Assemble(WorldBody? present, Func<DeviceArena> another) =>
        PetriDishBody.Assemble(this, (PetriDishBody?)present, another);
}
