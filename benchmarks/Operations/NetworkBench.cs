using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Residual;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Benchmarks;

/// <summary>The default species' networks over a square grid of random numbers.</summary>
internal sealed class NetworkBench : IDisposable
{
    public NetworkBench(ComputeDevice device, int size)
    {
        Launcher = new Launcher(device);
        Memory = new DeviceArena(Launcher);
        Area = new Area(0, 0, size, size);
        NetworkLayout layout = EcosystemParameters.Default.Layout;
        if (!DefaultNetwork.Describes(layout))
        {
            throw new InvalidOperationException("the default network is another one: count its multiply-adds again");
        }

        GroupedNetworks networks = new(Memory, EcosystemParameters.Default.Networks);
        Network = (ResidualNetwork)networks.OfGroups[0];
        Weights = networks.Draw(seed: 1);
        Network.Weights.Write(Launcher.Flush(), 0, Weights);
        Network.PackWeights();
        Activations = new ResidualActivations(Memory, Network, Area);
        Input = Memory.Planes(layout.Inputs, Area);
        InputValues = Random(layout.Inputs * Area.Cells, -1, 1);
        Input.Write(Launcher.Flush(), InputValues);
        Proposals = Memory.Planes(layout.Species * layout.Channels, Area);
    }

    public Launcher Launcher { get; }

    /// <summary>Holds everything here.</summary>
    public DeviceArena Memory { get; }

    public Area Area { get; }

    public ResidualNetwork Network { get; }

    public NetworkLayout Layout => Network.Layout;

    public ResidualActivations Activations { get; }

    /// <summary>What the networks see, <c>[channels][y][x]</c>.</summary>
    public PlaneBuffer Input { get; }

    /// <summary>What they propose, <c>[species · channels][y][x]</c>.</summary>
    public PlaneBuffer Proposals { get; }

    /// <summary>The input's numbers.</summary>
    public float[] InputValues { get; }

    /// <summary>The networks' weights in the order of their layout.</summary>
    public float[] Weights { get; }

    /// <summary>Uniform numbers, the same each time.</summary>
    public static float[] Random(long count, float from, float to)
    {
        Random random = new(1);
        float[] values = new float[count];
        for (long i = 0; i < count; i++)
        {
            values[i] = from + (to - from) * random.NextSingle();
        }

        return values;
    }

    /// <summary>The forward pass as a step runs it.</summary>
    public void Propose()
    {
        Activations.Propose(new IndexRun(0, Layout.Species), Input.Planes, default, Area, Area, Proposals.Planes);
        Launcher.Finish();
    }

    public float[] Read(PlaneBuffer planes) => planes.Read(Launcher.Flush(), 0, planes.Count);

    public void Dispose()
    {
        Memory.Dispose();
        Launcher.Dispose();
    }
}
