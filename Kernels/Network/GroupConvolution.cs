using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;
using ILGPU.Runtime;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// A KxK convolution from planes to planes, zero outside the readable area. A thread computes eight outputs for its four cells
/// in registers; threads behind each other take the next eight outputs of the same cells, so that a group reads its inputs
/// from memory once for all of them. The group shares the weights.
/// </summary>
/// <remarks>Sums run over the kernel's taps, row by row, and for each tap over the inputs.</remarks>
public struct GroupConvolution
{
    /// <summary>Floats of shared memory that it needs.</summary>
    public const int SharedFloats = DeepestGroup * InputsShared * OutputSums.Count;

    private const int DeepestGroup = 4;

    // Weights wait in shared memory for so many inputs.
    private const int InputsShared = 64;

    // So much straight code runs between two barriers on CPUs, which turn it into vectors over threads.
    private const int InputsAtOnce = 4;

    /// <summary>The planes to read, <c>[G·inputs][y][x]</c>.</summary>
    public Planes Input;

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

    /// <summary>1 where the kernels are turned by half a turn, as on the way back.</summary>
    public int Turned;

    /// <summary>Cells that exist.</summary>
    public WorldStack Readable;

    /// <summary>Cells to compute.</summary>
    public Area Target;

    /// <summary>The weight of output o, input i and tap k of group g is at g · group stride + o · output stride + i · input stride + k.</summary>
    public ArrayView<float> Weights;

    /// <summary>Weights from one output to the next.</summary>
    public int OutputStride;

    /// <summary>Weights from one input to the next.</summary>
    public int InputStride;

    // Where a barrier in each round only holds up the threads: the one after the weights are shared is enough there.
    private static bool OnCuda => Accelerator.CurrentType == AcceleratorType.Cuda;

    private readonly int Blocks => OutputSums.Blocks(Outputs);

    // Groups for each tile and each group that shares nothing.
    private readonly int Chunks => ChunksOf(Group.DimZ);

    /// <summary>The groups that compute all outputs.</summary>
    public readonly KernelConfig Cover(GroupLimits limits)
    {
        KernelConfig cover = default;
        for (int depth = Math.Min(Math.Min(limits.Depth, limits.Threads), DeepestGroup); depth >= 1; depth /= 2)
        {
            int chunks = ChunksOf(depth);
            cover = GroupTile.Cover(Target, Groups * chunks, limits, Division.Up(Blocks, chunks));
            if (cover.GridDim.X >= limits.Groups)
            {
                break;
            }
        }

        return cover;
    }

    private readonly int ChunksOf(int depth) => Division.Up(Blocks, depth);

    /// <summary>The cells of the group that runs this.</summary>
    public readonly GroupTile Tile() => new(Target, Groups * Chunks);

    /// <summary>What planes laid out as the outputs hold for the thread's cells and outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TileSums Load(in GroupTile tile, in Planes planes) =>
        TileSums.Load(tile, planes, FirstOutput(tile), OutputCount(tile));

    /// <summary>Writes the thread's numbers to planes laid out as the outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(in GroupTile tile, in TileSums sums, in Planes planes)
    {
        bool whole = tile.Whole != 0 && (tile.Part % Chunks + 1) * Group.DimZ * OutputSums.Count <= Outputs;
        sums.Store(tile, planes, FirstOutput(tile), OutputCount(tile), whole);
    }

    // A thread that has no output stands by the last one, of which it writes none.
    private readonly int FirstOutput(in GroupTile tile) =>
        tile.Part / Chunks * Outputs + IntrinsicMath.Min(OutputInGroup(tile), Outputs - 1);

    private readonly int OutputCount(in GroupTile tile) => Outputs - OutputInGroup(tile);

    private readonly int OutputInGroup(in GroupTile tile) =>
        (tile.Part % Chunks * Group.DimZ + Group.IdxZ) * OutputSums.Count;

    /// <summary>Computes the sums of the thread's cells; all threads of a group call it together.</summary>
    /// <param name="a">What to convolve.</param>
    /// <param name="tile">The group's cells.</param>
    /// <param name="shared">Memory that the group shares.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileSums Sum(in GroupConvolution a, in GroupTile tile, ArrayView<float> shared)
    {
        TileSums sums = Zero(a);
        for (int tap = 0; tap < a.KernelSize * a.KernelSize; tap++)
        {
            int right = tap % a.KernelSize - a.KernelSize / 2;
            int down = tap / a.KernelSize - a.KernelSize / 2;

            // The choice keeps the places out of the loop over inputs: without one ILGPU works them out where they are used.
            TileCells cells = a.KernelSize == 1
                ? new TileCells(a.Input, tile)
                : new TileCells(a.Input, a.Readable, tile, right, down);
            AddTap(a, tile, tap, cells, shared, ref sums);
        }

        // So that what follows is not part of the straight code.
        Group.Barrier();
        return sums;
    }

    /// <summary>The same with a kernel of one tap, which reads no neighbours.</summary>
    /// <param name="a">What to convolve.</param>
    /// <param name="tile">The group's cells.</param>
    /// <param name="shared">Memory that the group shares.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileSums SumPointwise(in GroupConvolution a, in GroupTile tile, ArrayView<float> shared)
    {
        TileSums sums = Zero(a);
        AddTap(a, tile, 0, new TileCells(a.Input, tile), shared, ref sums);
        Group.Barrier();
        return sums;
    }

    // Four zeros that compilers cannot tell are the same. From equal ones LLVM makes one vector of all cells' sums and
    // gathers its factors; from these a vector for each cell, all of which it multiplies by one number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TileSums Zero(in GroupConvolution a)
    {
        float pitch = a.Input.Pitch;
        return new(default, new((float)(a.Input.Pitch >> 31)), new(0f * pitch), new(IntrinsicMath.Min(pitch, 0f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTap(
        in GroupConvolution a, in GroupTile tile, int tap, in TileCells cells, ArrayView<float> shared, ref TileSums sums)
    {
        // Counted up rather than worked out where they are used: ILGPU would put the division there.
        int input = tile.Part / a.Chunks * a.GroupStride;
        for (int panel = 0; panel < a.Inputs; panel += InputsShared)
        {
            Group.Barrier();
            ShareWeights(a, tile, tap, panel, shared);
            Group.Barrier();
            int place = Group.IdxZ * InputsShared * OutputSums.Count;
            for (int left = IntrinsicMath.Min(InputsShared, a.Inputs - panel); left > 0; left -= InputsAtOnce)
            {
                if (!OnCuda)
                {
                    Group.Barrier();
                }

                ArrayView<float> weights = shared.SubView(place);
                Add(a, input, 0, left, cells, weights, ref sums);
                Add(a, input, 1, left, cells, weights, ref sums);
                Add(a, input, 2, left, cells, weights, ref sums);
                Add(a, input, 3, left, cells, weights, ref sums);
                input += InputsAtOnce;
                place += InputsAtOnce * OutputSums.Count;
            }
        }
    }

    // [threads behind each other][input][output] of the panel, zero where there is no such input or output. Threads share
    // what they and those beside them need.
    private static void ShareWeights(in GroupConvolution a, in GroupTile tile, int tap, int panel, ArrayView<float> shared)
    {
        int firstOutput = a.OutputInGroup(tile);
        int taps = a.KernelSize * a.KernelSize;
        int firstWeight = tile.Part / a.Chunks * a.Outputs * a.Inputs * taps + (a.Turned != 0 ? taps - 1 - tap : tap);
        int inputs = IntrinsicMath.Min(InputsShared, Division.Up(a.Inputs - panel, InputsAtOnce) * InputsAtOnce);
        ArrayView<float> weights = shared.SubView(Group.IdxZ * InputsShared * OutputSums.Count);
        OfPanel transport = new(a, a.Weights.SubView(firstWeight), firstOutput, panel, weights);
        FourAtOnce.Bring(transport, Group.IdxY * Group.DimX + Group.IdxX, Group.DimX * Group.DimY, inputs * OutputSums.Count);
    }

    private readonly struct OfPanel(
        in GroupConvolution a, ArrayView<float> source, int firstOutput, int firstInput, ArrayView<float> shared) : ITransport
    {
        private readonly ArrayView<float> source = source;
        private readonly ArrayView<float> shared = shared;
        private readonly int firstOutput = firstOutput;
        private readonly int firstInput = firstInput;
        private readonly int outputs = a.Outputs;
        private readonly int inputs = a.Inputs;
        private readonly int outputStride = a.OutputStride;
        private readonly int inputStride = a.InputStride;

        // Where there is none, the last one's is read in its place.
        public float Load(int index) => source[
            IntrinsicMath.Min(Output(index), outputs - 1) * outputStride + IntrinsicMath.Min(Input(index), inputs - 1) * inputStride];

        public void Store(int index, float value) =>
            shared[index] = Output(index) < outputs && Input(index) < inputs ? value : 0f;

        private int Output(int index) => firstOutput + index % OutputSums.Count;

        private int Input(int index) => firstInput + index / OutputSums.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        in GroupConvolution a, int first, int input, int count, in TileCells cells, ArrayView<float> weights, ref TileSums sums)
    {
        ArrayView<float> plane = a.Input.Plane(first + IntrinsicMath.Min(input, count - 1));
        sums = sums.Plus(cells, plane, OutputSums.Load(weights, input * OutputSums.Count));
    }
}
