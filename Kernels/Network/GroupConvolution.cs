using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// A KxK convolution from planes to eight planes, for the two cells of each thread of a group, zero outside the readable
/// area. The threads share the weights, and sums stay in registers.
/// </summary>
/// <remarks>Sums run over the kernel's taps, row by row, and for each tap over the inputs.</remarks>
public struct GroupConvolution
{
    /// <summary>Floats of shared memory that it needs.</summary>
    public const int SharedFloats = InputsAtOnce * OutputSums.Count;

    // Between two barriers runs straight code over as many inputs, which CPUs turn into vectors over threads.
    private const int InputsAtOnce = 8;

    /// <summary>The planes to read, <c>[inputs][y][x]</c> from the first one on.</summary>
    public Planes Input;

    /// <summary>Number of the first plane to read.</summary>
    public int FirstInput;

    /// <summary>How many planes to read.</summary>
    public int Inputs;

    /// <summary>K.</summary>
    public int KernelSize;

    /// <summary>Cells that exist.</summary>
    public Area Readable;

    /// <summary>The weight of output o, input i and tap k is at first + o · output stride + i · input stride + k.</summary>
    public ArrayView<float> Weights;

    /// <summary>Where the first output's weights begin.</summary>
    public long FirstWeight;

    /// <summary>Weights from one output to the next.</summary>
    public long OutputStride;

    /// <summary>Weights from one input to the next.</summary>
    public long InputStride;

    /// <summary>How many of the eight outputs there are, or more.</summary>
    public int Outputs;

    /// <summary>Computes the sums; all threads of a group call it together.</summary>
    /// <param name="a">What to convolve.</param>
    /// <param name="tile">The group's cells.</param>
    /// <param name="shared">Memory that the group shares.</param>
    /// <param name="upper">The sums of the thread's upper cell.</param>
    /// <param name="lower">The sums of its lower cell.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(
        in GroupConvolution a, in GroupTile tile, ArrayView<float> shared, out OutputSums upper, out OutputSums lower)
    {
        upper = default;
        lower = default;
        for (int tap = 0; tap < a.KernelSize * a.KernelSize; tap++)
        {
            int x = tile.X + tap % a.KernelSize - a.KernelSize / 2;
            int down = tap / a.KernelSize - a.KernelSize / 2;
            BorderedCell upperCell = new(a.Input, a.Readable, x, tile.Upper + down);
            BorderedCell lowerCell = new(a.Input, a.Readable, x, tile.Lower + down);
            for (int first = 0; first < a.Inputs; first += InputsAtOnce)
            {
                Group.Barrier();
                ShareWeights(a, tap, first, shared);
                Group.Barrier();
                Add(a, first, 0, upperCell, lowerCell, shared, ref upper, ref lower);
                Add(a, first, 1, upperCell, lowerCell, shared, ref upper, ref lower);
                Add(a, first, 2, upperCell, lowerCell, shared, ref upper, ref lower);
                Add(a, first, 3, upperCell, lowerCell, shared, ref upper, ref lower);
                Add(a, first, 4, upperCell, lowerCell, shared, ref upper, ref lower);
                Add(a, first, 5, upperCell, lowerCell, shared, ref upper, ref lower);
                Add(a, first, 6, upperCell, lowerCell, shared, ref upper, ref lower);
                Add(a, first, 7, upperCell, lowerCell, shared, ref upper, ref lower);
            }
        }
    }

    // Inputs and outputs that do not exist have weights of 0.
    private static void ShareWeights(in GroupConvolution a, int tap, int first, ArrayView<float> shared)
    {
        for (int i = Group.IdxY * Group.DimX + Group.IdxX; i < SharedFloats; i += Group.DimX * Group.DimY)
        {
            int output = i % OutputSums.Count;
            int input = first + i / OutputSums.Count;
            bool exists = output < a.Outputs && input < a.Inputs;
            shared[i] = exists ? a.Weights[a.FirstWeight + output * a.OutputStride + input * a.InputStride + tap] : 0f;
        }
    }

    private static void Add(
        in GroupConvolution a, int first, int offset, in BorderedCell upperCell, in BorderedCell lowerCell, ArrayView<float> shared,
        ref OutputSums upper, ref OutputSums lower)
    {
        int plane = a.FirstInput + IntrinsicMath.Min(first + offset, a.Inputs - 1);
        OutputSums weights = OutputSums.Load(shared, offset * OutputSums.Count);
        upper = upper.Plus(upperCell.Value(a.Input, plane), weights);
        lower = lower.Plus(lowerCell.Value(a.Input, plane), weights);
    }
}
