using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Residual;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Tests.Learning;

/// <summary>Weights of three species with random gradients, and the engine's optimisers.</summary>
internal sealed class OptimizerBench : IDisposable
{
    public const int Species = 3;

    private readonly Launcher launcher;
    private readonly DeviceArena memory;
    private readonly GroupedNetworks networks;
    private readonly NetworkLayout layout;
    private readonly Optimizers optimizers;
    private readonly DeviceBuffer<float> gradients;
    private readonly Random random = new(8);

    public OptimizerBench(string device)
    {
        launcher = new Launcher(Devices.Open(device));
        memory = new DeviceArena(launcher);
        layout = new NetworkLayout(Species, Inputs: 3, Channels: 3, Width: 8, Depth: 1, KernelSize: 1, Groups: Species);
        networks = new GroupedNetworks(memory, NetworkPlan.Alike(new ResidualArchitecture(layout)));
        optimizers = new Optimizers(memory, networks.Store);
        optimizers.Begin();
        gradients = memory.Allocate<float>(layout.Length);
        Start = Draw(_ => random.NextSingle() - 0.5f);
        networks.Weights.Write(launcher.Flush(), 0, Start);
    }

    /// <summary>Rules with as many species as there are here.</summary>
    public static EcosystemParameters Rules { get; } = EcosystemParameters.Default with { Species = Species };

    /// <summary>The weights at the start.</summary>
    public float[] Start { get; }

    /// <summary>Gradients from far to next to nothing, and none at all.</summary>
    public float[] DrawGradients() => Draw(i => i % 7 == 0 ? 0 : (random.NextSingle() - 0.4f) * MathF.Pow(10, -(i % 5)));

    public void Step(EcosystemParameters parameters, float[] values)
    {
        gradients.Write(launcher.Flush(), 0, values);
        optimizers.Step(GpuEcosystem.Engine.State.Species.SettingsOf(parameters, Species), gradients);
    }

    public float[] ReadWeights() => networks.Weights.ReadAll(launcher.Flush());

    public float[] ReadNorms() => optimizers.ReadNorms();

    /// <summary>Where a species' weights lie.</summary>
    public int[] PartOf(int species)
    {
        return [.. Enumerable.Range(0, layout.Layers).SelectMany(layer =>
        {
            int count = (int)layout.LayerLength(layer) / Species;
            return Enumerable.Range((int)layout.LayerOffset(layer) + (species - 1) * count, count);
        })];
    }

    public void Dispose()
    {
        memory.Dispose();
        launcher.Dispose();
    }

    // What lies between the layers is no weight and stays 0.
    private float[] Draw(Func<int, float> draw)
    {
        float[] values = new float[layout.Length];
        foreach (int i in Enumerable.Range(1, Species).SelectMany(PartOf))
        {
            values[i] = draw(i);
        }

        return values;
    }
}
