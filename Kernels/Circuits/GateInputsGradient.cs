using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// The gradient of what gates read, ∂a = d·(κa + κab·b) and ∂b = d·(κb + κab·a), summed over all gates that read it: gathered by the inputs,
/// each of which knows its readers, so that the order of the sum is fixed. The last layer comes first.
/// </summary>
public readonly struct GateInputsGradient : IDeviceBody<GateInputsGradient.Arguments>, ISimdBody<GateInputsGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The layers; their forms are those that are learned by.</summary>
        public CircuitLayers Layers;

        /// <summary>Gradients of all values, laid out as they are; those of answers are read, and those of inputs written.</summary>
        public ArrayView<float> Gradients;

        /// <summary>Rows of all their inputs.</summary>
        public int Rows;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments)
    {
        long inputs = (long)arguments.Rows * arguments.Layers.Pitch;
        return new Cost(4 * inputs, 5 * inputs * sizeof(float));
    }

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Rows * arguments.Layers.Pitch;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        LayerPlace layer = a.Layers.Places[a.Layers.First];
        int length = layer.Rows * a.Layers.Pitch;
        int start = layer.FirstStart + index / length;
        int place = index % length;
        float sum = 0;
        for (int i = a.Layers.Starts[start]; i < a.Layers.Starts[start + 1]; i++)
        {
            int reader = a.Layers.Readers[i];
            bool isSecond = (reader & 1) != 0;
            GateWires wires = a.Layers.Wires[reader >> 1];
            GateForm form = a.Layers.Forms[reader >> 1];
            float other = a.Layers.Values[a.Layers.Row(isSecond ? wires.First : wires.Second) + place];
            float slope = (isSecond ? form.Second : form.First) + form.Both * other;
            sum += a.Gradients[a.Layers.Row(wires.Answers) + place] * slope;
        }

        a.Gradients[a.Layers.Row(layer.Inputs) + index] = sum;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Layers.Tiles;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int layer = a.Layers.First + a.Layers.Count - 1; layer >= a.Layers.First; layer--)
        {
            LayerPlace place = a.Layers.Places.Address()[layer];
            for (int input = 0; input < place.InputCount; input++)
            {
                for (int row = 0; row < place.Rows; row++)
                {
                    Gather<L, V>(a, tile, place.FirstStart + input, place.Inputs + input * place.Rows + row, row);
                }
            }
        }
    }

    private static unsafe void Gather<L, V>(in Arguments a, int tile, int start, int inputRow, int row)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int first = tile * CircuitLayers.CellsOfTile;
        int cells = a.Layers.CellsOf(tile);
        float* values = a.Layers.Values.Address() + first;
        float* gradients = a.Gradients.Address() + first;
        float* target = gradients + a.Layers.Row(inputRow);
        int* starts = a.Layers.Starts.Address() + start;
        int next = starts[0];
        int end = starts[1];
        if (next == end)
        {
            Rows.Clear(target, cells);
        }

        // Most have two, which then need not meet in memory.
        for (; next + 1 < end; next += 2)
        {
            Reader<L, V> one = new(a, values, gradients, next, row);
            Reader<L, V> other = new(a, values, gradients, next + 1, row);
            bool isFirst = next == starts[0];
            for (int x = 0; x < cells; x += L.Count)
            {
                L.Store(other.Add(x, one.Add(x, isFirst ? L.Create(0) : L.Load(target + x))), target + x);
            }
        }

        if (next < end)
        {
            Reader<L, V> last = new(a, values, gradients, next, row);
            bool isFirst = next == starts[0];
            for (int x = 0; x < cells; x += L.Count)
            {
                L.Store(last.Add(x, isFirst ? L.Create(0) : L.Load(target + x)), target + x);
            }
        }
    }

    // A gate that reads what the gradient is of, in one of its rows.
    private readonly unsafe struct Reader<L, V>
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        private readonly float* others;
        private readonly float* upstream;
        private readonly V own;
        private readonly V both;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Reader(in Arguments a, float* values, float* gradients, int reader, int row)
        {
            int code = a.Layers.Readers.Address()[reader];
            bool isSecond = (code & 1) != 0;
            GateWires wires = a.Layers.Wires.Address()[code >> 1];
            GateForm form = a.Layers.Forms.Address()[code >> 1];
            others = values + a.Layers.Row((isSecond ? wires.First : wires.Second) + row);
            upstream = gradients + a.Layers.Row(wires.Answers + row);
            own = L.Create(isSecond ? form.Second : form.First);
            both = L.Create(form.Both);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Add(int x, V sum) => L.MultiplyAdd(L.Load(upstream + x), L.MultiplyAdd(both, L.Load(others + x), own), sum);
    }
}
