using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>A batch of worlds that stands as a case of the Petri Dish rules begins.</summary>
internal sealed class DishCaseWorld : IDisposable
{
    private readonly DishCaseParameters p;
    private readonly ConvolutionLayout layout;

    /// <param name="device">Where it lives.</param>
    /// <param name="reference">The case.</param>
    /// <param name="parameters">Its rules.</param>
    /// <exception cref="InvalidDataException">The case lacks something to begin with.</exception>
    public DishCaseWorld(ComputeDevice device, CaseFiles<DishCaseParameters> reference, PetriDishParameters parameters)
    {
        p = reference.Parameters;
        layout = parameters.Layout;
        float[] grids = reference.Tensor("grid").Values;
        float[] sun = reference.Tensor("sun").Values;
        float[][] weights = [.. Layers.Select(layer => reference.Tensor("weight." + layer.Name).Values)];
        World = new World(device, parameters);
        foreach (((_, long offset), float[] values) in Layers.Zip(weights))
        {
            World.LoadWeights(offset, values);
        }

        Body.Sun.Vector.Write(World.Launcher.Flush(), 0, sun);
        Body.Pool.Grids.Write(World.Launcher.Flush(), Stack(grids, parameters.PoolWorlds));
        int batch = grids.Length / parameters.PoolWorlds * parameters.BatchWorlds;
        Body.Cells.Grid.Write(World.Launcher.Flush(), Stack(grids[..batch], parameters.BatchWorlds));
    }

    public World World { get; }

    public PetriDishBody Body => (PetriDishBody)World.Body;

    /// <summary>The layers as cases name them, and where their weights lie.</summary>
    public IEnumerable<(string Name, long Offset)> Layers => Enumerable.Range(0, layout.Layers)
        .Select(layer => (layer == 0 ? "encoder" : layer == layout.Layers - 1 ? "decoder" : $"middle{layer - 1}", layout.LayerOffset(layer)));

    /// <summary>The batch, <c>[world][planes][y][x]</c>.</summary>
    public float[] ReadGrid() => Unstack(Body.Cells.Grid);

    /// <summary>The pool, <c>[world][planes][y][x]</c>.</summary>
    public float[] ReadPool() => Unstack(Body.Pool.Grids);

    /// <summary>What was proposed last, <c>[world][species][channels][y][x]</c>.</summary>
    public float[] ReadProposals()
    {
        float[] rows = Unstack(Body.Dynamics.Proposals);
        float[] sorted = new float[rows.Length];
        int planes = p.Species * p.Channels;
        for (int plane = 0; plane < rows.Length / p.Cells; plane++)
        {
            (int species, int channel) = p.OwnerOf(plane % planes);
            int target = plane / planes * planes + species * p.Channels + channel;
            Array.Copy(rows, plane * p.Cells, sorted, target * p.Cells, p.Cells);
        }

        return sorted;
    }

    /// <summary>Populations after the last count, <c>[world][entities]</c>.</summary>
    public float[] ReadPopulations()
    {
        float[] values = Read(Body.Learning!.Outcome.Populations);
        return [.. Enumerable.Range(0, values.Length).Select(i => values[i % p.Entities * p.Worlds + i / p.Entities])];
    }

    /// <summary>Numbers that something has one by one.</summary>
    public float[] Read(DeviceBuffer<float> buffer) => buffer.ReadAll(World.Launcher.Flush());

    /// <summary>Takes the steps of an epoch.</summary>
    public void RunEpoch()
    {
        do
        {
            World.Step();
        }
        while (Body.Clock.Step > 0);
    }

    public void Dispose() => World.Dispose();

    // [world][plane][y][x] to [plane][world][y][x].
    private float[] Stack(float[] values, int worlds)
    {
        float[] stacked = new float[values.Length];
        int planes = values.Length / p.Cells / worlds;
        for (int plane = 0; plane < planes * worlds; plane++)
        {
            Array.Copy(values, (plane % worlds * planes + plane / worlds) * p.Cells, stacked, plane * p.Cells, p.Cells);
        }

        return stacked;
    }

    private float[] Unstack(PlaneBuffer buffer)
    {
        float[] stacked = buffer.Read(World.Launcher.Flush(), 0, buffer.Count);
        float[] values = new float[stacked.Length];
        int worlds = buffer.Area.Height / p.GridHeight;
        for (int plane = 0; plane < buffer.Count * worlds; plane++)
        {
            Array.Copy(stacked, plane * p.Cells, values, (plane % worlds * buffer.Count + plane / worlds) * p.Cells, p.Cells);
        }

        return values;
    }
}
