using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// The gradient of a depthwise convolution's weights as groups of threads compute it, for each slice of the cells. A
/// group has eight channels. In a round the threads of a channel share a block of 16 x 8 cells with its surroundings;
/// each sums up a column of it for nine taps. What a slice's rounds give the columns is added last.
/// </summary>
public struct DepthwiseCorrelation
{
    /// <summary>Weights that a group usually has.</summary>
    public const int WeightsOfGroup = MostChannels * Taps * Taps;

    private const int Width = 16;
    private const int Height = 8;
    private const int Taps = 3;
    private const int MostChannels = 8;

    // Kernels are passed over in squares of 3 x 3 taps; the largest has a side of 7, and 9 with what fills up squares.
    private const int LargestBlock = (Height + 8) * (Width + 8);

    // One more than there are columns, so that sums of one column lie in different banks of shared memory.
    private const int SumsPitch = Width + 1;
    private const int Gradients = LargestBlock;
    private const int Sums = Gradients + Height * Width;
    private const int ChannelFloats = Sums + Taps * Taps * SumsPitch;

    // The taps' sums, row by row.
    private ThreeFloats above, middle, below;

    /// <summary>Rounds in which an area is passed over, which are what slices are made of.</summary>
    public static int Rounds(Area target) => RoundsPerRow(target) * ((target.Height + Height - 1) / Height);

    /// <summary>A group's threads: columns, and channels behind each other.</summary>
    /// <param name="limits">What suits the device.</param>
    public static Index3D Shape(GroupLimits limits)
    {
        int width = limits.Narrow(Width);
        return new Index3D(width, 1, Math.Min(MostChannels, limits.Threads / width));
    }

    /// <summary>Groups for all weights in all slices.</summary>
    /// <param name="a">What to correlate.</param>
    /// <param name="channels">Channels of a group.</param>
    public static int Groups(in DepthwiseGradient.Arguments a, int channels) => Division.Up(a.Channels, channels) * a.Slices;

    /// <summary>Computes this group's weights of its slice.</summary>
    /// <param name="a">What to correlate.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(in DepthwiseGradient.Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(MostChannels * ChannelFloats);
        ArrayView<float> own = shared.SubView(Group.IdxZ * ChannelFloats);
        int blocks = (a.Channels + Group.DimZ - 1) / Group.DimZ;
        int channel = Grid.IdxX % blocks * Group.DimZ + Group.IdxZ;
        int readChannel = IntrinsicMath.Min(channel, a.Channels - 1);
        int slice = Grid.IdxX / blocks;
        int rounds = Rounds(a.Target);
        int perRow = RoundsPerRow(a.Target);
        int begin = CellSlices.FirstRound(rounds, a.Slices, slice);
        int end = CellSlices.FirstRound(rounds, a.Slices, slice + 1);
        int pitch = Width + (a.KernelSize + Taps - 1) / Taps * Taps - 1;
        for (int row = 0; row < a.KernelSize; row += Taps)
        {
            for (int column = 0; column < a.KernelSize; column += Taps)
            {
                // A group narrower than a block has several columns a thread, one after the other.
                for (int first = 0; first < Width; first += Group.DimX)
                {
                    int strand = first + Group.IdxX;
                    DepthwiseCorrelation sums = default;
                    for (int round = begin; round < end; round++)
                    {
                        int y = a.Target.Y + round / perRow * Height;
                        int x = a.Target.X + round % perRow * Width;
                        Group.Barrier();
                        Share(a.OutputGradient, readChannel, a.Target, y, x, Height, Width, own.SubView(Gradients));
                        Share(
                            a.Input, readChannel, a.Target, y - a.KernelSize / 2, x - a.KernelSize / 2,
                            pitch - Width + Height, pitch, own);
                        Group.Barrier();
                        sums.Add(shared, Group.IdxZ * ChannelFloats + first + Group.IdxX, row * pitch + column, pitch);
                    }

                    Group.Barrier();
                    sums.Put(own.SubView(Sums + strand));
                }

                Group.Barrier();
                for (int tap = Group.IdxX; tap < Taps * Taps; tap += Group.DimX)
                {
                    int tapRow = row + tap / Taps;
                    int tapColumn = column + tap % Taps;
                    if (channel < a.Channels && tapRow < a.KernelSize && tapColumn < a.KernelSize)
                    {
                        int taps = a.KernelSize * a.KernelSize;
                        long place = slice * CellSlices.Stride(a.Channels * taps)
                            + channel * taps + tapRow * a.KernelSize + tapColumn;
                        a.WeightGradient[place] = Total(own.SubView(Sums + tap * SumsPitch));
                    }
                }
            }
        }
    }

    // Shares a rectangle of a plane, [y][x]; cells that do not exist count as 0, and a cell that does is read in their place.
    private static void Share(
        in Planes planes, int plane, in Area readable, int y, int x, int height, int width, ArrayView<float> shared)
    {
        ArrayView<float> cells = planes.Data.SubView(
            plane * planes.Stride + (long)(readable.Y - planes.Y) * planes.Pitch + (readable.X - planes.X));
        OfBlock transport = new(cells, planes.Pitch, readable, x, y, width, shared);
        FourAtOnce.Bring(transport, Group.IdxX, Group.DimX, height * width);
    }

    private readonly struct OfBlock(
        ArrayView<float> source, int pitch, in Area readable, int x, int y, int width, ArrayView<float> shared) : ITransport
    {
        private readonly ArrayView<float> source = source;
        private readonly int pitch = pitch;
        private readonly int readableWidth = readable.Width;
        private readonly int readableHeight = readable.Height;
        private readonly int left = x - readable.X;
        private readonly int top = y - readable.Y;
        private readonly int width = width;

        // A division that is exact below 2^16 / width, as GPUs take many instructions for one.
        private readonly int inverse = ((1 << 16) + width - 1) / width;
        private readonly ArrayView<float> shared = shared;

        public float Load(int index) => source[Exists(index) ? Down(index) * pitch + Right(index) : 0];

        public void Store(int index, float value) => shared[index] = Exists(index) ? value : 0f;

        private int Down(int index) => top + Row(index);

        private int Right(int index) => left + index - Row(index) * width;

        private int Row(int index) => index * inverse >> 16;

        private bool Exists(int index) => Right(index) >= 0 && Right(index) < readableWidth && Down(index) >= 0 && Down(index) < readableHeight;
    }

    // Adds a column of eight cells.
    private void Add(ArrayView<float> shared, int strand, int square, int pitch)
    {
        float g0 = shared[strand + Gradients];
        float g1 = shared[strand + Gradients + Width];
        float g2 = shared[strand + Gradients + 2 * Width];
        float g3 = shared[strand + Gradients + 3 * Width];
        float g4 = shared[strand + Gradients + 4 * Width];
        float g5 = shared[strand + Gradients + 5 * Width];
        float g6 = shared[strand + Gradients + 6 * Width];
        float g7 = shared[strand + Gradients + 7 * Width];
        ThreeFloats first = new(shared, strand + square);
        ThreeFloats second = new(shared, strand + square + pitch);
        above = above.Plus(g0, first);
        above = above.Plus(g1, second);
        middle = middle.Plus(g0, second);
        AddRow(g2, g1, g0, new ThreeFloats(shared, strand + square + 2 * pitch));
        AddRow(g3, g2, g1, new ThreeFloats(shared, strand + square + 3 * pitch));
        AddRow(g4, g3, g2, new ThreeFloats(shared, strand + square + 4 * pitch));
        AddRow(g5, g4, g3, new ThreeFloats(shared, strand + square + 5 * pitch));
        AddRow(g6, g5, g4, new ThreeFloats(shared, strand + square + 6 * pitch));
        AddRow(g7, g6, g5, new ThreeFloats(shared, strand + square + 7 * pitch));
        ThreeFloats last = new(shared, strand + square + 8 * pitch);
        middle = middle.Plus(g7, last);
        below = below.Plus(g6, last);
        below = below.Plus(g7, new ThreeFloats(shared, strand + square + 9 * pitch));
    }

    // Adds a row of the inputs, which is above, beside and below cells with these gradients.
    private void AddRow(float gradientBelow, float gradientBeside, float gradientAbove, ThreeFloats inputs)
    {
        above = above.Plus(gradientBelow, inputs);
        middle = middle.Plus(gradientBeside, inputs);
        below = below.Plus(gradientAbove, inputs);
    }

    private readonly void Put(ArrayView<float> sums)
    {
        above.Put(sums, 0);
        middle.Put(sums, Taps * SumsPitch);
        below.Put(sums, 2 * Taps * SumsPitch);
    }

    private static float Total(ArrayView<float> columns)
    {
        float total = 0;
        for (int column = 0; column < Width; column += 4)
        {
            total += (columns[column] + columns[column + 1]) + (columns[column + 2] + columns[column + 3]);
        }

        return total;
    }

    private static int RoundsPerRow(Area target) => (target.Width + Width - 1) / Width;

    // Three floats beside each other.
    private readonly struct ThreeFloats(float f0, float f1, float f2)
    {
        private readonly float f0 = f0;
        private readonly float f1 = f1;
        private readonly float f2 = f2;

        public ThreeFloats(ArrayView<float> values, int first)
            : this(values[first], values[first + 1], values[first + 2])
        {
        }

        public ThreeFloats Plus(float value, ThreeFloats three) =>
            new(f0 + value * three.f0, f1 + value * three.f1, f2 + value * three.f2);

        public void Put(ArrayView<float> sums, int first)
        {
            sums[first] = f0;
            sums[first + SumsPitch] = f1;
            sums[first + 2 * SumsPitch] = f2;
        }
    }
}
