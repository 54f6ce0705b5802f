using System.Runtime.Intrinsics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// All that a circuit of decided gates answers, for 32 cells at once: neighbourhoods, cell 3(dy + 1) + (dx + 1), a cell's own bits, then gate
/// after gate. Modulo 2 a gate's four numbers are its coefficients over bits, so κ0 ⊕ κa∧a ⊕ b∧(κb ⊕ κab∧a) answers whatever its kind.
/// </summary>
public readonly struct GateWords : IDeviceBody<GateWords.Arguments>, ISimdBody<GateWords.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>From <see cref="StateWords"/>; behind them there are as many words of anything as a tile has.</summary>
        public ArrayView<int> Bits;

        /// <summary>All bits of the circuit, <c>[tile][row][64]</c>.</summary>
        public ArrayView<int> Values;

        /// <summary>Wires of all gates.</summary>
        public ArrayView<GateWires> Wires;

        /// <summary>What all gates are.</summary>
        public ArrayView<GateForm> Forms;

        /// <summary>Which rows are needed, <c>[row]</c>; others are left as they are.</summary>
        public ArrayView<int> Uses;

        /// <summary>Planes of bits.</summary>
        public int Planes;

        /// <summary>Rows of the circuit.</summary>
        public int Rows;

        /// <summary>The row of the first of a cell's own bits.</summary>
        public int Own;

        /// <summary>The cells.</summary>
        public WordLines Lines;
    }

    private const int WordsOfTile = WordLines.WordsOfTile;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => new(0, 3L * sizeof(int) * arguments.Rows * arguments.Lines.Words);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Lines.Words;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        ArrayView<int> values = a.Values.SubView(WordLines.PlaceOf(index, a.Rows));
        for (int place = 0; place <= Patches.Cells; place++)
        {
            for (int plane = 0; plane < a.Planes; plane++)
            {
                int own = RowOf(a, place, plane);
                if (a.Uses[own] == 0)
                {
                    continue;
                }

                int from = FirstWord(a, place, plane) + index;
                int right = StepRight(place);
                uint word = (uint)a.Bits[from];
                if (right < 0)
                {
                    word = word << 1 | (uint)a.Bits[from - 1] >> 31;
                }
                else if (right > 0)
                {
                    word = word >> 1 | (uint)a.Bits[from + 1] << 31;
                }

                values[own * WordsOfTile] = (int)word;
            }
        }

        for (int gate = 0; gate < a.Wires.IntLength; gate++)
        {
            GateWires wires = a.Wires[gate];
            GateForm form = a.Forms[gate];
            for (int row = 0; row < wires.Rows; row++)
            {
                if (a.Uses[wires.Answers + row] == 0)
                {
                    continue;
                }

                int first = values[(wires.First + row) * WordsOfTile];
                int second = values[(wires.Second + row) * WordsOfTile];
                values[(wires.Answers + row) * WordsOfTile] =
                    Mask(form.Constant) ^ (Mask(form.First) & first) ^ (second & (Mask(form.Second) ^ (Mask(form.Both) & first)));
            }
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Lines.Tiles;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int* values = a.Values.Address() + (long)tile * a.Rows * WordsOfTile;
        int* bits = a.Bits.Address() + tile * WordsOfTile;
        int* uses = a.Uses.Address();
        for (int place = 0; place <= Patches.Cells; place++)
        {
            for (int plane = 0; plane < a.Planes; plane++)
            {
                int own = RowOf(a, place, plane);
                if (uses[own] != 0)
                {
                    Shift(bits + FirstWord(a, place, plane), values + own * WordsOfTile, StepRight(place));
                }
            }
        }

        GateWires* wires = a.Wires.Address();
        GateForm* forms = a.Forms.Address();
        for (int gate = 0; gate < a.Wires.IntLength; gate++)
        {
            for (int row = 0; row < wires[gate].Rows; row++)
            {
                if (uses[wires[gate].Answers + row] != 0)
                {
                    Answer(values + row * WordsOfTile, wires[gate], forms[gate]);
                }
            }
        }
    }

    private static unsafe void Answer(int* values, GateWires wires, GateForm form)
    {
        Vector256<int> constant = Vector256.Create(Mask(form.Constant));
        Vector256<int> ofFirst = Vector256.Create(Mask(form.First));
        Vector256<int> ofSecond = Vector256.Create(Mask(form.Second));
        Vector256<int> ofBoth = Vector256.Create(Mask(form.Both));
        for (int x = 0; x < WordsOfTile; x += Vector256<int>.Count)
        {
            Vector256<int> first = Vector256.Load(values + wires.First * WordsOfTile + x);
            Vector256<int> second = Vector256.Load(values + wires.Second * WordsOfTile + x);
            (constant ^ (ofFirst & first) ^ (second & (ofSecond ^ (ofBoth & first)))).Store(values + wires.Answers * WordsOfTile + x);
        }
    }

    // What stands in each cell's neighbour on one side, or in itself.
    private static unsafe void Shift(int* from, int* to, int right)
    {
        for (int x = 0; x < WordsOfTile; x += Vector256<int>.Count)
        {
            Vector256<uint> word = Vector256.Load((uint*)from + x);
            if (right < 0)
            {
                word = Vector256.ShiftLeft(word, 1) | Vector256.ShiftRightLogical(Vector256.Load((uint*)from + x - 1), 31);
            }
            else if (right > 0)
            {
                word = Vector256.ShiftRightLogical(word, 1) | Vector256.ShiftLeft(Vector256.Load((uint*)from + x + 1), 31);
            }

            word.Store((uint*)to + x);
        }
    }

    // 1 + (plane's line above the first) + dy lines: the first line of cells is the second of a plane.
    private static int FirstWord(in Arguments a, int place, int plane) =>
        1 + plane * a.Lines.WordsOfPlane + (1 + StepDown(place)) * a.Lines.WordsOfLine;

    private static int RowOf(in Arguments a, int place, int plane) =>
        place == Patches.Cells ? a.Own + plane : place * a.Planes + plane;

    private static int Mask(float coefficient) => -((int)coefficient & 1);

    // From a cell to a place of its neighbourhood; behind the last of them it is itself.
    private static int StepDown(int place) => place == Patches.Cells ? 0 : place / 3 - 1;

    private static int StepRight(int place) => place == Patches.Cells ? 0 : place % 3 - 1;
}
