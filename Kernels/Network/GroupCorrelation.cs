using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// The gradient of a KxK convolution's weights, dw[o][i](k) = Σ_p dy_o(p) · x_i(p + k), 0 outside the readable area. A thread sums
/// up eight outputs of one input and tap; the group shares what it reads.
/// </summary>
/// <remarks>Rows are summed up by themselves, so that long sums lose little.</remarks>
public struct GroupCorrelation
{
    /// <summary>Floats of shared memory that it needs.</summary>
    public const int SharedFloats = CellsAtOnce * (WidestGroup + TallestGroup * OutputSums.Count);

    private const int CellsAtOnce = 8;
    private const int WidestGroup = 32;
    private const int TallestGroup = 16;

    /// <summary>dy, <c>[G·outputs][y][x]</c>.</summary>
    public Planes OutputGradient;

    /// <summary>x, <c>[G·inputs][y][x]</c>.</summary>
    public Planes Input;

    /// <summary>dw, <c>[G][outputs][inputs][K][K]</c>.</summary>
    public ArrayView<float> WeightGradient;

    /// <summary>Groups that share nothing.</summary>
    public int Groups;

    /// <summary>Inputs of a group.</summary>
    public int Inputs;

    /// <summary>Outputs of a group.</summary>
    public int Outputs;

    /// <summary>K.</summary>
    public int KernelSize;

    /// <summary>Cells of x that exist.</summary>
    public Area Readable;

    /// <summary>Cells to sum over.</summary>
    public Area Target;

    private readonly int Columns => Inputs * KernelSize * KernelSize;

    /// <summary>The groups that cover all weights.</summary>
    public readonly KernelConfig Cover(int groupSize)
    {
        int width = Math.Min(WidestGroup, groupSize);
        int height = Math.Min(TallestGroup, groupSize / width);
        long across = (Columns + width - 1) / width;
        long down = (Outputs + height * OutputSums.Count - 1) / (height * OutputSums.Count);
        return new KernelConfig(new Index3D(checked((int)(Groups * across * down)), 1, 1), new Index3D(width, height, 1));
    }

    /// <summary>Computes this group's weights.</summary>
    /// <param name="a">What to correlate.</param>
    /// <param name="shared">Memory that the group shares.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(in GroupCorrelation a, ArrayView<float> shared)
    {
        int columns = a.Columns;
        int across = (columns + Group.DimX - 1) / Group.DimX;
        int rows = Group.DimY * OutputSums.Count;
        int down = (a.Outputs + rows - 1) / rows;
        int group = Grid.IdxX / across / down;
        int firstColumn = Grid.IdxX % across * Group.DimX;
        int firstOutput = Grid.IdxX / across % down * rows;
        OutputSums sums = default;
        for (int y = a.Target.Y; y < a.Target.Bottom; y++)
        {
            OutputSums row = default;
            for (int x = a.Target.X; x < a.Target.Right; x += CellsAtOnce)
            {
                Group.Barrier();
                ShareOutputs(a, group, firstOutput, rows, y, x, shared);
                ShareInputs(a, group, firstColumn, columns, y, x, shared.SubView(CellsAtOnce * rows));
                Group.Barrier();
                Add(0, rows, shared, ref row);
                Add(1, rows, shared, ref row);
                Add(2, rows, shared, ref row);
                Add(3, rows, shared, ref row);
                Add(4, rows, shared, ref row);
                Add(5, rows, shared, ref row);
                Add(6, rows, shared, ref row);
                Add(7, rows, shared, ref row);
            }

            sums = sums.Plus(1, row);
        }

        int column = firstColumn + Group.IdxX;
        int output = firstOutput + Group.IdxY * OutputSums.Count;
        if (column < columns)
        {
            long first = ((long)group * a.Outputs + output) * columns + column;
            sums.Store(a.WeightGradient, first, columns, a.Outputs - output);
        }
    }

    // Cells beyond the row and outputs beyond the last one count as 0: [cell][output].
    private static void ShareOutputs(in GroupCorrelation a, int group, int first, int rows, int y, int x, ArrayView<float> shared)
    {
        for (int i = Thread; i < CellsAtOnce * rows; i += Group.DimX * Group.DimY)
        {
            int cell = i % CellsAtOnce;
            int output = first + i / CellsAtOnce;
            bool exists = output < a.Outputs && x + cell < a.Target.Right;
            shared[cell * rows + i / CellsAtOnce] = exists ? a.OutputGradient.At(group * a.Outputs + output, y, x + cell) : 0f;
        }
    }

    // What the weight of an input and a tap is multiplied with: [cell][column].
    private static void ShareInputs(in GroupCorrelation a, int group, int first, int columns, int y, int x, ArrayView<float> shared)
    {
        int taps = a.KernelSize * a.KernelSize;
        for (int i = Thread; i < CellsAtOnce * Group.DimX; i += Group.DimX * Group.DimY)
        {
            int column = IntrinsicMath.Min(first + i / CellsAtOnce, columns - 1);
            int tap = column % taps;
            int fromX = x + i % CellsAtOnce + tap % a.KernelSize - a.KernelSize / 2;
            int fromY = y + tap / a.KernelSize - a.KernelSize / 2;
            BorderedCell cell = new(a.Input, a.Readable, fromX, fromY);
            shared[i % CellsAtOnce * Group.DimX + i / CellsAtOnce] = cell.Value(a.Input, group * a.Inputs + column / taps);
        }
    }

    private static void Add(int cell, int rows, ArrayView<float> shared, ref OutputSums row)
    {
        float input = shared[CellsAtOnce * rows + cell * Group.DimX + Group.IdxX];
        row = row.Plus(input, OutputSums.Load(shared, cell * rows + Group.IdxY * OutputSums.Count));
    }

    private static int Thread => Group.IdxY * Group.DimX + Group.IdxX;
}
