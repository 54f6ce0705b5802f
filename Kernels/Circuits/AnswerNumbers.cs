using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>What a species' circuit proposes: u_c = (2/R)·Σ_r y_{cR + r} − 1 from its answers y.</summary>
public readonly struct AnswerNumbers : IDeviceBody<AnswerNumbers.Arguments>, ISimdBody<AnswerNumbers.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The circuit's answers, <c>[channel · R][cell]</c>.</summary>
        public ArrayView<float> Answers;

        /// <summary>What answers mean.</summary>
        public BitCode Code;

        /// <summary>u, <c>[channel][y][x]</c>.</summary>
        public Planes Proposals;

        /// <summary>The cells.</summary>
        public CellRun Run;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfFloats((long)(arguments.Code.Answers + arguments.Code.Channels) * arguments.Run.Cells);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Code.Channels * arguments.Run.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cell = index % a.Run.Cells;
        int channel = index / a.Run.Cells;
        a.Proposals.At(channel, a.Run.RowOf(cell), a.Run.ColumnOf(cell)) = Evaluate(a, channel, cell);
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
        int length;
        for (int cell = 0; cell < a.Run.Cells; cell += length)
        {
            length = a.Run.LineFrom(cell);
            float* target = a.Proposals.Row(tile, a.Run.RowOf(cell), a.Run.ColumnOf(cell));
            int x = 0;
            for (; x <= length - L.Count; x += L.Count)
            {
                float* answers = a.Answers.Address() + (long)tile * a.Code.OutputBits * a.Run.Pitch + cell + x;
                V sum = L.Create(0);
                for (int bit = 0; bit < a.Code.OutputBits; bit++)
                {
                    sum = L.Add(sum, L.Load(answers + (long)bit * a.Run.Pitch));
                }

                L.Store(L.Subtract(L.Multiply(sum, L.Create(2f / a.Code.OutputBits)), L.Create(1)), target + x);
            }

            for (; x < length; x++)
            {
                target[x] = Evaluate(a, tile, cell + x);
            }
        }
    }

    private static float Evaluate(in Arguments a, int channel, int cell)
    {
        float sum = 0;
        for (int bit = 0; bit < a.Code.OutputBits; bit++)
        {
            sum += a.Answers[((long)channel * a.Code.OutputBits + bit) * a.Run.Pitch + cell];
        }

        return sum * (2f / a.Code.OutputBits) - 1;
    }
}
