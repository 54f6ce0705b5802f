using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>What gates answer, in every cell.</summary>
public readonly struct GateAnswers : IDeviceBody<GateAnswers.Arguments>, ISimdBody<GateAnswers.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The layers; their answers are written.</summary>
        public CircuitLayers Layers;

        /// <summary>Rows of all their answers.</summary>
        public int Rows;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments)
    {
        long answers = (long)arguments.Rows * arguments.Layers.Pitch;
        return new Cost(3 * answers, 3 * answers * sizeof(float));
    }

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Rows * arguments.Layers.Pitch;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        LayerPlace layer = a.Layers.Places[a.Layers.First];
        int length = layer.Rows * a.Layers.Pitch;
        int gate = layer.FirstGate + index / length;
        int place = index % length;
        GateWires wires = a.Layers.Wires[gate];
        ArrayView<float> values = a.Layers.Values;
        values[a.Layers.Row(wires.Answers) + place] =
            a.Layers.Forms[gate].Answer(values[a.Layers.Row(wires.First) + place], values[a.Layers.Row(wires.Second) + place]);
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
        LayerPlace first = a.Layers.Places.Address()[a.Layers.First];
        LayerPlace last = a.Layers.Places.Address()[a.Layers.First + a.Layers.Count - 1];
        float* values = a.Layers.Values.Address() + tile * CircuitLayers.CellsOfTile;
        int cells = a.Layers.CellsOf(tile);
        for (int gate = first.FirstGate; gate < last.FirstGate + last.Gates; gate++)
        {
            GateWires wires = a.Layers.Wires.Address()[gate];
            GateForm form = a.Layers.Forms.Address()[gate];
            V constant = L.Create(form.Constant);
            V firstSlope = L.Create(form.First);
            V secondSlope = L.Create(form.Second);
            V both = L.Create(form.Both);
            for (int row = 0; row < wires.Rows; row++)
            {
                float* inputs = values + a.Layers.Row(wires.First + row);
                float* others = values + a.Layers.Row(wires.Second + row);
                float* answers = values + a.Layers.Row(wires.Answers + row);
                for (int x = 0; x < cells; x += L.Count)
                {
                    V input = L.Load(inputs + x);
                    V slope = L.MultiplyAdd(both, input, secondSlope);
                    L.Store(L.MultiplyAdd(slope, L.Load(others + x), L.MultiplyAdd(firstSlope, input, constant)), answers + x);
                }
            }
        }
    }
}
