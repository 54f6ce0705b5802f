using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// A KxK convolution of each of eight planes alone, for the two cells of each thread of a group, zero outside the readable
/// area. The threads share the weights, and sums stay in registers.
/// </summary>
public struct GroupDepthwise
{
    /// <summary>Floats of shared memory that it needs.</summary>
    public const int SharedFloats = LargestKernel * LargestKernel * OutputSums.Count;

    private const int LargestKernel = 7;

    /// <summary>The planes, <c>[channels][y][x]</c>.</summary>
    public Planes Input;

    /// <summary>The first of the eight.</summary>
    public int First;

    /// <summary>How many planes there are.</summary>
    public int Channels;

    /// <summary>K.</summary>
    public int KernelSize;

    /// <summary>Cells that exist.</summary>
    public Area Readable;

    /// <summary><c>[channels][K][K]</c>.</summary>
    public ArrayView<float> Weights;

    /// <summary>1 to turn the kernels half around, as the way back through a convolution does.</summary>
    public int Turned;

    /// <summary>Computes the sums; all threads of a group call it together.</summary>
    /// <param name="a">What to convolve.</param>
    /// <param name="tile">The group's cells.</param>
    /// <param name="shared">Memory that the group shares.</param>
    /// <param name="upper">The sums of the thread's upper cell.</param>
    /// <param name="lower">The sums of its lower cell.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(
        in GroupDepthwise a, in GroupTile tile, ArrayView<float> shared, out OutputSums upper, out OutputSums lower)
    {
        upper = default;
        lower = default;
        ShareWeights(a, shared);
        for (int tap = 0; tap < a.KernelSize * a.KernelSize; tap++)
        {
            // After the first one the barriers are for CPUs: they set off straight code, which becomes vectors.
            Group.Barrier();
            int x = tile.X + tap % a.KernelSize - a.KernelSize / 2;
            int down = tap / a.KernelSize - a.KernelSize / 2;
            OutputSums weights = OutputSums.Load(shared, tap * OutputSums.Count);
            upper = upper.Plus(Values(a, x, tile.Upper + down), weights);
            lower = lower.Plus(Values(a, x, tile.Lower + down), weights);
        }
    }

    private static OutputSums Values(in GroupDepthwise a, int x, int y) =>
        OutputSums.Load(a.Input, a.First, a.Channels, new BorderedCell(a.Input, a.Readable, x, y));

    private static void ShareWeights(in GroupDepthwise a, ArrayView<float> shared)
    {
        int taps = a.KernelSize * a.KernelSize;
        for (int i = Group.IdxY * Group.DimX + Group.IdxX; i < taps * OutputSums.Count; i += Group.DimX * Group.DimY)
        {
            int channel = IntrinsicMath.Min(a.First + i % OutputSums.Count, a.Channels - 1);
            int tap = i / OutputSums.Count;
            shared[i] = a.Weights[(long)channel * taps + (a.Turned != 0 ? taps - 1 - tap : tap)];
        }
    }
}
