using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>The gradient of a circuit's answers from that of what it proposes: ∂y_{cR + r} = (2/R)·∂u_c.</summary>
public readonly struct AnswerNumbersGradient : IDeviceBody<AnswerNumbersGradient.Arguments>, ISimdBody<AnswerNumbersGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>∂u, <c>[channel][y][x]</c>.</summary>
        public Planes Proposals;

        /// <summary>What answers mean.</summary>
        public BitCode Code;

        /// <summary>∂y, <c>[channel · R][cell]</c>; 0 in padding.</summary>
        public ArrayView<float> Answers;

        /// <summary>The cells.</summary>
        public CellRun Run;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfFloats((long)(arguments.Code.Answers + arguments.Code.Channels) * arguments.Run.Pitch);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Code.Channels * arguments.Run.Pitch;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cell = index % a.Run.Pitch;
        int channel = index / a.Run.Pitch;
        float gradient = cell < a.Run.Cells
            ? a.Proposals.At(channel, a.Run.RowOf(cell), a.Run.ColumnOf(cell)) * (2f / a.Code.OutputBits)
            : 0;
        for (int bit = 0; bit < a.Code.OutputBits; bit++)
        {
            a.Answers[((long)channel * a.Code.OutputBits + bit) * a.Run.Pitch + cell] = gradient;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Code.Channels;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* first = a.Answers.Address() + (long)tile * a.Code.OutputBits * a.Run.Pitch;
        int length;
        for (int cell = 0; cell < a.Run.Cells; cell += length)
        {
            length = a.Run.LineFrom(cell);
            float* source = a.Proposals.Row(tile, a.Run.RowOf(cell), a.Run.ColumnOf(cell));
            for (int x = 0; x < length; x++)
            {
                first[cell + x] = source[x] * (2f / a.Code.OutputBits);
            }
        }

        Rows.Clear(first + a.Run.Cells, a.Run.Pitch - a.Run.Cells);
        for (int bit = 1; bit < a.Code.OutputBits; bit++)
        {
            Rows.Copy(first, first + (long)bit * a.Run.Pitch, a.Run.Pitch);
        }
    }
}
