using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>What the gates of a layer answer, in every cell.</summary>
public readonly struct GateAnswers : IDeviceBody<GateAnswers.Arguments>, ISimdBody<GateAnswers.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The layer; its answers are written.</summary>
        public CircuitLayer Layer;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments)
    {
        long answers = (long)arguments.Layer.Gates * arguments.Layer.Length;
        return new Cost(3 * answers, 3 * answers * sizeof(float));
    }

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Layer.Gates * arguments.Layer.Length;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int gate = index / a.Layer.Length;
        int place = index % a.Layer.Length;
        GateWires wires = a.Layer.Wires[gate];
        ArrayView<float> values = a.Layer.Values;
        values[a.Layer.AnswersOf(gate) + place] =
            a.Layer.Forms[gate].Answer(values[a.Layer.Row(wires.First) + place], values[a.Layer.Row(wires.Second) + place]);
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Layer.Gates;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        GateWires wires = a.Layer.Wires.Address()[tile];
        GateForm form = a.Layer.Forms.Address()[tile];
        V constant = L.Create(form.Constant);
        V first = L.Create(form.First);
        V second = L.Create(form.Second);
        V both = L.Create(form.Both);
        float* values = a.Layer.Values.Address();
        float* inputs = values + a.Layer.Row(wires.First);
        float* others = values + a.Layer.Row(wires.Second);
        float* answers = values + a.Layer.AnswersOf(tile);
        int length = a.Layer.Length;
        for (int i = 0; i < length; i += L.Count)
        {
            V x = L.Load(inputs + i);
            V slope = L.MultiplyAdd(both, x, second);
            L.Store(L.MultiplyAdd(slope, L.Load(others + i), L.MultiplyAdd(first, x, constant)), answers + i);
        }
    }
}
