using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// The gradient of what a layer's gates read, ∂a = d·(κa + κab·b) and ∂b = d·(κb + κab·a), summed over all gates that read it: gathered by
/// the inputs, each of which knows its readers, so that the order of the sum is fixed.
/// </summary>
public readonly struct GateInputsGradient : IDeviceBody<GateInputsGradient.Arguments>, ISimdBody<GateInputsGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The layer; its forms are those that are learned by.</summary>
        public CircuitLayer Layer;

        /// <summary>Gradients of all values, laid out as they are; those of the layer's answers are read, and those of its inputs written.</summary>
        public ArrayView<float> Gradients;

        /// <summary>Where an input's readers begin among all, and behind the last input where they end.</summary>
        public ArrayView<int> Starts;

        /// <summary>Readers: 2·gate + 0 where it reads the input as a, + 1 as b.</summary>
        public ArrayView<int> Readers;

        /// <summary>The first row of the first input.</summary>
        public int Inputs;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments)
    {
        long reads = (long)arguments.Readers.IntLength * arguments.Layer.Length;
        return new Cost(2 * reads, 2 * reads * sizeof(float));
    }

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)CountOf(arguments) * arguments.Layer.Length;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int input = index / a.Layer.Length;
        int place = index % a.Layer.Length;
        float sum = 0;
        for (int i = a.Starts[input]; i < a.Starts[input + 1]; i++)
        {
            int gate = a.Readers[i] >> 1;
            bool isSecond = (a.Readers[i] & 1) != 0;
            GateWires wires = a.Layer.Wires[gate];
            GateForm form = a.Layer.Forms[gate];
            float other = a.Layer.Values[a.Layer.Row(isSecond ? wires.First : wires.Second) + place];
            float slope = (isSecond ? form.Second : form.First) + form.Both * other;
            sum += a.Gradients[a.Layer.AnswersOf(gate) + place] * slope;
        }

        a.Gradients[a.Layer.Row(a.Inputs) + index] = sum;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CountOf(arguments);

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int length = a.Layer.Length;
        float* values = a.Layer.Values.Address();
        float* gradients = a.Gradients.Address();
        float* target = gradients + a.Layer.Row(a.Inputs) + (long)tile * length;
        Rows.Clear(target, length);
        int* starts = a.Starts.Address();
        int* readers = a.Readers.Address();
        for (int i = starts[tile]; i < starts[tile + 1]; i++)
        {
            int gate = readers[i] >> 1;
            bool isSecond = (readers[i] & 1) != 0;
            GateWires wires = a.Layer.Wires.Address()[gate];
            GateForm form = a.Layer.Forms.Address()[gate];
            float* others = values + a.Layer.Row(isSecond ? wires.First : wires.Second);
            float* upstream = gradients + a.Layer.AnswersOf(gate);
            V own = L.Create(isSecond ? form.Second : form.First);
            V both = L.Create(form.Both);
            for (int x = 0; x < length; x += L.Count)
            {
                V slope = L.MultiplyAdd(both, L.Load(others + x), own);
                L.Store(L.MultiplyAdd(L.Load(upstream + x), slope, L.Load(target + x)), target + x);
            }
        }
    }

    private static int CountOf(in Arguments arguments) => arguments.Starts.IntLength - 1;
}
