using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Tests.Reference.PetriDish;

namespace GpuEcosystem.Tests.Engine.PetriDish;

/// <summary>A batch of worlds that stands as a recorded case begins.</summary>
internal sealed class DishCaseWorld : IDisposable
{
    private readonly DishParameters p;

    public DishCaseWorld(string device, DishCase test, Func<PetriDishParameters, PetriDishParameters> change, int? rowsPerBand = null)
    {
        p = test.Parameters;
        PetriDishParameters start = p.IsDuel ? PetriDishParameters.DefaultDuel : PetriDishParameters.Default;
        Parameters = change(start with
        {
            Species = p.Species,
            GridWidth = p.GridWidth,
            GridHeight = p.GridHeight,
            StateChannels = p.StateChannels,
            HiddenChannels = p.HiddenChannels,
            NetworkWidth = p.Width,
            NetworkDepth = p.Depth,
            KernelSize = p.KernelSize,
            Coupling = p.Coupling == DishCoupling.Interleaved ? Coupling.Interleaved : Coupling.Independent,
            AliveVisible = p.AliveVisible,
            HiddenShare = (float)p.HiddenShare,
            AliveThreshold = p.AliveThreshold,
            CompetitionTemperature = (float)p.Temperature,
            BatchWorlds = test.Worlds.Length,
            PoolWorlds = test.Worlds.Length,
        });
        World = new World(Devices.Open(device), Parameters, rowsPerBand);
        foreach ((string name, long offset) in Layers)
        {
            World.LoadWeights(offset, test.Recorded("weight." + name));
        }

        Body.Sun.Vector.Write(World.Launcher.Flush(), 0, test.Recorded("sun"));
        Body.Pool.Grids.Write(World.Launcher.Flush(), Stack(test.Worlds));
        Body.Cells.Grid.Write(World.Launcher.Flush(), Stack(test.Worlds[..Parameters.BatchWorlds]));
    }

    public PetriDishParameters Parameters { get; }

    public World World { get; }

    public PetriDishBody Body => (PetriDishBody)World.Body;

    /// <summary>The layers as cases name them, and where their weights lie.</summary>
    public IEnumerable<(string Name, long Offset)> Layers => Enumerable.Range(0, Layout.Layers)
        .Select(layer => (layer == 0 ? "encoder" : layer == Layout.Layers - 1 ? "decoder" : $"middle{layer - 1}", Layout.LayerOffset(layer)));

    private ConvolutionLayout Layout => Parameters.Layout;

    /// <summary>The batch, <c>[world][planes][y][x]</c>.</summary>
    public float[] ReadGrid() => Unstack(Body.Cells.Grid);

    /// <summary>The pool, <c>[world][planes][y][x]</c>.</summary>
    public float[] ReadPool() => Unstack(Body.Pool.Grids);

    /// <summary>What was proposed last, <c>[world][species][channels][y][x]</c>.</summary>
    public float[] ReadProposals()
    {
        float[] rows = Unstack(Body.Dynamics.Proposals);
        float[] sorted = new float[rows.Length];
        int cells = p.Cells;
        int planes = p.Species * p.Channels;
        for (int plane = 0; plane < rows.Length / cells; plane++)
        {
            (int species, int channel) = p.OwnerOf(plane % planes);
            int target = plane / planes * planes + species * p.Channels + channel;
            Array.Copy(rows, plane * cells, sorted, target * cells, cells);
        }

        return sorted;
    }

    /// <summary>Populations after the last count, <c>[world][entities]</c>.</summary>
    public float[] ReadPopulations()
    {
        float[] values = Read(Body.Learning!.Outcome.Populations);
        int worlds = Parameters.BatchWorlds;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[i % p.Entities * worlds + i / p.Entities])];
    }

    /// <summary>A layer's part of numbers laid out as the weights are.</summary>
    public float[] Part(float[] numbers, string name)
    {
        (int layer, long offset) = Layers.Select((part, index) => (part.Name, Index: index, part.Offset))
            .Where(part => part.Name == name).Select(part => (part.Index, part.Offset)).Single();
        return numbers[(int)offset..(int)(offset + Layout.LayerLength(layer))];
    }

    public float[] Read(DeviceBuffer<float> buffer) => buffer.ReadAll(World.Launcher.Flush());

    public void Dispose() => World.Dispose();

    // [world][plane][y][x] to [plane][world][y][x].
    private float[] Stack(double[][] worlds)
    {
        int planes = worlds[0].Length / p.Cells;
        float[] stacked = new float[worlds.Length * worlds[0].Length];
        for (int i = 0; i < stacked.Length; i++)
        {
            (int plane, int world, int cell) = (i / (p.Cells * worlds.Length), i / p.Cells % worlds.Length, i % p.Cells);
            stacked[i] = (float)worlds[world][plane * p.Cells + cell];
        }

        return stacked;
    }

    private float[] Unstack(PlaneBuffer buffer)
    {
        float[] stacked = buffer.Read(World.Launcher.Flush(), 0, buffer.Count);
        int worlds = buffer.Area.Height / p.GridHeight;
        float[] values = new float[stacked.Length];
        for (int i = 0; i < stacked.Length; i++)
        {
            (int plane, int world, int cell) = (i / (p.Cells * worlds), i / p.Cells % worlds, i % p.Cells);
            values[(world * buffer.Count + plane) * p.Cells + cell] = stacked[i];
        }

        return values;
    }
}
