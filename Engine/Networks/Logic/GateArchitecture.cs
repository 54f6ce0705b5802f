using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Networks.Logic;

/// <summary>Circuits of two-input gates, one for each species: their weights are logits, and their wires are drawn once.</summary>
/// <param name="Number">Species of the world.</param>
/// <param name="Code">How numbers become bits, and bits numbers.</param>
/// <param name="Shape">What each circuit consists of.</param>
/// <param name="Wiring">How wires of the update are drawn.</param>
internal sealed record GateArchitecture(int Number, BitCode Code, CircuitShape Shape, WireKind Wiring) : Architecture
{
    public override int Species => Number;

    public override int Channels => Code.Channels;

    public override int Reach => 1;

    public override bool EndsInTanh => false;

    /// <summary>Gates that answer for a cell: those of kernels once for every plane of bits.</summary>
    public override long MultiplyAdds => Number * ((long)Shape.KernelGates * Shape.Inputs + Shape.UpdateGates);

    public override int Wires => 2 * Layers.Sum(layer => layer.Wired);

    /// <summary>Logits of a circuit.</summary>
    public long Logits => (long)Shape.AllGates * GateForm.Kinds;

    // Gates that are wired, and gates that are learned: kernels share their wires.
    private IEnumerable<(int Wired, int Learned)> Layers =>
    [
        .. Shape.KernelLayers.Select(gates => (gates, Shape.Kernels * gates)), .. Shape.UpdateLayers.Select(gates => (gates, gates)),
    ];

    /// <summary>
    /// What circuits consist of: layers of one width and the answers; where a layer would have fewer gates than half its inputs, layers
    /// of half of them come between, as often as needed.
    /// </summary>
    /// <param name="code">How numbers become bits, and bits numbers.</param>
    /// <param name="kernels">Small circuits that look at every plane alone.</param>
    /// <param name="kernelOutputs">Answers of each, 1 or 2.</param>
    /// <param name="width">Gates of a layer.</param>
    /// <param name="depth">How many such layers there are.</param>
    public static CircuitShape ShapeOf(BitCode code, int kernels, int kernelOutputs, int width, int depth)
    {
        CircuitShape shape = new(code.Planes, kernels, kernelOutputs, []);
        ImmutableArray<int>.Builder layers = ImmutableArray.CreateBuilder<int>();
        int inputs = shape.Features;
        foreach (int gates in Enumerable.Repeat(width, depth).Append(code.Answers))
        {
            for (; 2 * gates < inputs; layers.Add(inputs))
            {
                inputs = (inputs + 1) / 2;
            }

            layers.Add(gates);
            inputs = gates;
        }

        return shape with { UpdateLayers = layers.DrainToImmutable() };
    }

    public override long LengthOf(int species) => species * Logits;

    public override ImmutableArray<WeightSlice> SlicesOf(int species)
    {
        ImmutableArray<WeightSlice>.Builder slices = ImmutableArray.CreateBuilder<WeightSlice>();
        long first = 0;
        for (int network = 0; network < species; network++)
        {
            foreach ((_, int learned) in Layers)
            {
                slices.Add(new WeightSlice(first, learned * GateForm.Kinds, network));
                first += learned * GateForm.Kinds;
            }
        }

        return slices.DrainToImmutable();
    }

    /// <summary>None: a pass takes some cells after others, however large the band is.</summary>
    public override long PlanesOf(int species, Area area, ComputeDevice device) => 0;

    /// <summary>All gates pass their first input on.</summary>
    public override void Draw(int layer, long first, Span<float> weights, ulong seed, float passLogit) => Pass(weights, passLogit);

    /// <summary>Writes logits of gates that pass their first input on.</summary>
    /// <param name="logits">The result, <c>[gate][kind]</c>.</param>
    /// <param name="passLogit">How firmly.</param>
    public static void Pass(Span<float> logits, float passLogit)
    {
        logits.Clear();
        for (int gate = 0; gate < logits.Length; gate += GateForm.Kinds)
        {
            logits[gate + Gates.First] = passLogit;
        }
    }

    public override float[] DrawWires(int species, ulong seed) => GateWiring.Write(WireDrawing.Draw(Shape, Wiring, seed, species));

    public override Network Make(DeviceArena memory, DeviceBuffer<float> weights, ImmutableArray<int> members) =>
        new GateNetwork(memory, weights, this, members);
}
