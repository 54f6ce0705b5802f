using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// The gradient of a KxK convolution's weights, dw[o][i](k) = Σ_p dy_o(p) · x_i(p + k), 0 outside the readable area, for
/// each slice of the cells. It is a product of matrices: a group has up to 64 outputs and 64 columns, which are pairs of
/// an input and a tap, and goes over a slice's cells in rounds of eight cells of a row, of which it shares all numbers.
/// </summary>
/// <remarks>A stretch of rounds is summed up by itself, so that long sums lose little.</remarks>
public struct GroupCorrelation
{
    /// <summary>Weights that a group usually has.</summary>
    public const int WeightsOfGroup = MostThreads * CorrelationSums.Outputs * CorrelationSums.Columns;

    private const int CellsAtOnce = 8;
    private const int RoundsPerStretch = 64;
    private const int MostThreads = 64;
    private const int WidestGroup = 16;
    private const int Pitch = CorrelationNumbers.Pitch;

    /// <summary>dy, <c>[G·outputs][y][x]</c>.</summary>
    public Planes OutputGradient;

    /// <summary>x, <c>[G·inputs][y][x]</c>.</summary>
    public Planes Input;

    /// <summary>dw of each slice, <c>[slices][G][outputs][inputs][K][K]</c>.</summary>
    public ArrayView<float> WeightGradient;

    /// <summary>Slices of the cells.</summary>
    public int Slices;

    /// <summary>Groups that share nothing.</summary>
    public int Groups;

    /// <summary>Inputs of a group.</summary>
    public int Inputs;

    /// <summary>Planes from the first input of a group to that of the next; 0 where all groups read the same.</summary>
    public int GroupStride;

    /// <summary>Outputs of a group.</summary>
    public int Outputs;

    /// <summary>K.</summary>
    public int KernelSize;

    /// <summary>Cells of x that exist.</summary>
    public WorldStack Readable;

    /// <summary>Cells to sum over.</summary>
    public Area Target;

    private readonly int Columns => Inputs * KernelSize * KernelSize;

    /// <summary>Rounds in which an area is passed over, which are what slices are made of.</summary>
    public static int Rounds(Area target) => RoundsPerRow(target) * target.Height;

    /// <summary>The groups that cover all weights in all slices.</summary>
    public readonly KernelConfig Cover(GroupLimits limits)
    {
        int wanted = Columns > WidestGroup / 2 * CorrelationSums.Columns ? WidestGroup : WidestGroup / 2;

        // A group has room for a whole row of the kernel at least.
        int width = Math.Max(limits.Narrow(wanted), Division.Up(KernelSize, CorrelationSums.Columns));

        // Equally many outputs in each group, so that few threads have none.
        int blocks = Division.Up(Outputs, CorrelationSums.Outputs);
        int down = Division.Up(blocks, Math.Min(MostThreads, limits.Threads) / width);
        int height = Division.Up(blocks, down);
        long groups = (long)Slices * Groups * Division.Up(blocks, height) * Division.Up(Columns, WidthOf(width, KernelSize));
        return new KernelConfig(new Index3D(checked((int)groups), 1, 1), new Index3D(width, height, 1));
    }

    /// <summary>Computes this group's weights of its slice.</summary>
    /// <param name="a">What to correlate.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(in GroupCorrelation a)
    {
        ArrayView<FourFloats> fours = SharedMemory.Allocate<FourFloats>(CellsAtOnce * Pitch / FourFloats.Count);
        ArrayView<float> outputs = fours.Cast<float>();
        ArrayView<float> columns = SharedMemory.Allocate<float>(CellsAtOnce * Pitch);

        // Groups that run at the same time have the same cells.
        int width = WidthOf(Group.DimX, a.KernelSize);
        int height = Group.DimY * CorrelationSums.Outputs;
        int across = Division.Up(a.Columns, width);
        int down = Division.Up(a.Outputs, height);
        int firstColumn = Grid.IdxX % across * width;
        int firstOutput = Grid.IdxX / across % down * height;
        int group = Grid.IdxX / (across * down) % a.Groups;
        int slice = Grid.IdxX / (across * down * a.Groups);
        Sharing outputSharing = new(a.Outputs - firstOutput, height);
        Sharing columnSharing = new((a.Columns - firstColumn) / a.KernelSize, width / a.KernelSize);
        outputSharing.Clear(outputs, outputSharing.Count, height);
        columnSharing.Clear(columns, columnSharing.Count * a.KernelSize, Group.DimX * CorrelationSums.Columns);

        int perRow = RoundsPerRow(a.Target);
        int rounds = perRow * a.Target.Height;
        int first = CellSlices.FirstRound(rounds, a.Slices, slice);
        int last = CellSlices.FirstRound(rounds, a.Slices, slice + 1);
        int x = a.Target.X + first % perRow * CellsAtOnce;
        int y = a.Target.Y + first / perRow;
        CorrelationNumbers numbers = new(fours, columns);
        CorrelationSums total = default;
        for (int begin = first; begin < last; begin += RoundsPerStretch)
        {
            CorrelationSums sums = default;
            int end = IntrinsicMath.Min(begin + RoundsPerStretch, last);
            for (int round = begin; round < end; round++)
            {
                Group.Barrier();
                SharePlanes(a.OutputGradient, outputSharing, group * a.Outputs + firstOutput, y, x, a.Target.Right, outputs);
                if (a.KernelSize == 1)
                {
                    SharePlanes(a.Input, columnSharing, group * a.GroupStride + firstColumn, y, x, a.Target.Right, columns);
                }
                else
                {
                    ShareTaps(a, columnSharing, group * a.GroupStride * a.KernelSize + firstColumn / a.KernelSize, y, x, columns);
                }

                Group.Barrier();
                sums.Add(numbers, 0);
                sums.Add(numbers, 1);
                sums.Add(numbers, 2);
                sums.Add(numbers, 3);
                sums.Add(numbers, 4);
                sums.Add(numbers, 5);
                sums.Add(numbers, 6);
                sums.Add(numbers, 7);
                x += CellsAtOnce;
                y = x < a.Target.Right ? y : y + 1;
                x = x < a.Target.Right ? x : a.Target.X;
            }

            total.Add(sums);
        }

        int output = firstOutput + Group.IdxY * CorrelationSums.Outputs;
        int column = firstColumn + Group.IdxX;
        long place = slice * CellSlices.Stride((long)a.Groups * a.Outputs * a.Columns)
            + ((long)group * a.Outputs + output) * a.Columns + column;
        total.Store(
            a.WeightGradient, place, a.Columns, a.Outputs - output,
            IntrinsicMath.Min(a.Columns, firstColumn + width) - column);
    }

    // Cells beyond the row count as 0.
    private static void SharePlanes(
        in Planes planes, in Sharing sharing, int firstPlane, int y, int x, int right, ArrayView<float> shared)
    {
        for (int cell = sharing.FirstCell; cell < CellsAtOnce; cell += sharing.CellStep)
        {
            long place = firstPlane * planes.Stride + (long)(y - planes.Y) * planes.Pitch
                + (IntrinsicMath.Min(x + cell, right - 1) - planes.X);
            OfPlanes transport = new(
                planes.Data.SubView(place), (int)planes.Stride, shared.SubView(cell * Pitch), x + cell < right ? 1 : 0);
            FourAtOnce.Bring(transport, sharing.First, sharing.Step, sharing.Count);
        }
    }

    private readonly struct OfPlanes(ArrayView<float> source, int stride, ArrayView<float> shared, int exists) : ITransport
    {
        private readonly ArrayView<float> source = source;
        private readonly int stride = stride;
        private readonly ArrayView<float> shared = shared;
        private readonly int exists = exists;

        public float Load(int index) => source[(long)index * stride];

        public void Store(int index, float value) => shared[index] = exists != 0 ? value : 0f;
    }

    // Numbers are the kernel's rows, each with the columns of its taps.
    private static void ShareTaps(in GroupCorrelation a, in Sharing sharing, int firstRow, int y, int x, ArrayView<float> shared)
    {
        Area world = a.Readable.Around(y);
        for (int cell = sharing.FirstCell; cell < CellsAtOnce; cell += sharing.CellStep)
        {
            int left = x + cell - a.KernelSize / 2;
            for (int i = sharing.First; i < sharing.Count; i += sharing.Step)
            {
                int input = (firstRow + i) / a.KernelSize;
                int row = y + firstRow + i - input * a.KernelSize - a.KernelSize / 2;
                long place = input * a.Input.Stride + (long)(row - a.Input.Y) * a.Input.Pitch + (left - a.Input.X);
                OfRow transport = new(
                    a, place, left, row >= world.Y && row < world.Bottom, shared.SubView(cell * Pitch + i * a.KernelSize));
                FourAtOnce.Bring(transport, 0, 1, a.KernelSize);
            }
        }
    }

    private readonly struct OfRow(
        in GroupCorrelation a, long place, int left, bool rowExists, ArrayView<float> shared) : ITransport
    {
        private readonly ArrayView<float> source = a.Input.Data;
        private readonly long place = place;
        private readonly int first = a.Readable.Grid.X - left;
        private readonly int end = rowExists ? a.Readable.Grid.Right - left : a.Readable.Grid.X - left;
        private readonly ArrayView<float> shared = shared;

        // Where no cell is, the first one of all is read in its place.
        public float Load(int index) => source[Exists(index) ? place + index : 0];

        public void Store(int index, float value) => shared[index] = Exists(index) ? value : 0f;

        private bool Exists(int index) => index >= first && index < end;
    }

    // Whole rows of the kernel.
    private static int WidthOf(int threads, int kernelSize) => threads * CorrelationSums.Columns / kernelSize * kernelSize;

    private static int RoundsPerRow(Area target) => Division.Up(target.Width, CellsAtOnce);

    // How a group's threads share numbers of eight cells, [cell][number]: neighbouring threads read neighbouring cells.
    private readonly struct Sharing
    {
        public readonly int Count;
        public readonly int FirstCell;
        public readonly int CellStep;
        public readonly int First;
        public readonly int Step;

        public Sharing(int count, int room)
        {
            Count = IntrinsicMath.Min(count, room);
            CellStep = IntrinsicMath.Min(CellsAtOnce, Group.DimX);
            int thread = Group.IdxY * Group.DimX + Group.IdxX;
            FirstCell = thread % CellStep;
            First = thread / CellStep;
            Step = Group.DimX * Group.DimY / CellStep;
        }

        // Numbers that do not exist stay 0 for good.
        public void Clear(ArrayView<float> shared, int first, int end)
        {
            for (int cell = FirstCell; cell < CellsAtOnce; cell += CellStep)
            {
                for (int i = first + First; i < end; i += Step)
                {
                    shared[cell * Pitch + i] = 0;
                }
            }
        }
    }
}
