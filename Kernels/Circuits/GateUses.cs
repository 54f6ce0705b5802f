using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// Which of a circuit's rows its answers depend on, where gates are decided: those that a gate reads which is needed itself, and whose answer
/// depends on what it reads there. The last layer comes first; its own answers are needed.
/// </summary>
public readonly struct GateUses : IDeviceBody<GateUses.Arguments>, ISimdBody<GateUses.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The layers, with forms of decided gates; values are not read.</summary>
        public CircuitLayers Layers;

        /// <summary>1 or 0, <c>[row]</c>: those of answers are read, and those of inputs written.</summary>
        public ArrayView<int> Uses;

        /// <summary>Rows of all inputs of the layers.</summary>
        public int Rows;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(5L * arguments.Rows);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Rows;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        LayerPlace layer = a.Layers.Places[a.Layers.First];
        a.Uses[layer.Inputs + index] = IsUsed(a, layer.FirstStart + index / layer.Rows, index % layer.Rows);
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => 1;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int layer = a.Layers.First + a.Layers.Count - 1; layer >= a.Layers.First; layer--)
        {
            LayerPlace place = a.Layers.Places[layer];
            for (int i = 0; i < place.InputCount * place.Rows; i++)
            {
                a.Uses[place.Inputs + i] = IsUsed(a, place.FirstStart + i / place.Rows, i % place.Rows);
            }
        }
    }

    private static int IsUsed(in Arguments a, int start, int row)
    {
        int used = 0;
        for (int i = a.Layers.Starts[start]; i < a.Layers.Starts[start + 1]; i++)
        {
            int reader = a.Layers.Readers[i];
            GateForm form = a.Layers.Forms[reader >> 1];
            bool depends = form.Both != 0 || ((reader & 1) != 0 ? form.Second : form.First) != 0;
            used |= depends ? a.Uses[a.Layers.Wires[reader >> 1].Answers + row] : 0;
        }

        return used;
    }
}
