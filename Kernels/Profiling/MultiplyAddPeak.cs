using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Profiling;

/// <summary>Nothing but multiply-adds on registers, enough of them at once to hide their latency: a device's peak.</summary>
public readonly struct MultiplyAddPeak : IGroupBody<MultiplyAddPeak.Arguments>, ISimdBody<MultiplyAddPeak.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>One result for each worker or thread, which keeps the arithmetic from being left out.</summary>
        public ArrayView<float> Results;

        /// <summary>How often each of them goes around.</summary>
        public int Rounds;

        /// <summary>Lanes of a worker's vector; 1 where scalar threads run.</summary>
        public int Lanes;
    }

    private const int Chains = 12;
    private const int Links = 8;

    // Each chain tends to a number near 1 and stays an ordinary float.
    private const float Factor = 0.999f;
    private const float Addend = 0.001f;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        new((long)Chains * Links * arguments.Rounds * arguments.Lanes * arguments.Results.Length, 0);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        new(checked((int)((arguments.Results.Length + limits.Threads - 1) / limits.Threads)), limits.Threads);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        int index = Grid.IdxX * Group.DimX + Group.IdxX;
        float s0 = index, s1 = 1, s2 = 2, s3 = 3, s4 = 4, s5 = 5, s6 = 6, s7 = 7, s8 = 8, s9 = 9, s10 = 10, s11 = 11;
        for (int round = 0; round < a.Rounds; round++)
        {
            // The barrier is for CPUs: it sets off straight code, which OpenCL compilers turn into vectors over threads.
            Group.Barrier();
            s0 = Chain(s0);
            s1 = Chain(s1);
            s2 = Chain(s2);
            s3 = Chain(s3);
            s4 = Chain(s4);
            s5 = Chain(s5);
            s6 = Chain(s6);
            s7 = Chain(s7);
            s8 = Chain(s8);
            s9 = Chain(s9);
            s10 = Chain(s10);
            s11 = Chain(s11);
        }

        if (index < a.Results.Length)
        {
            a.Results[index] = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Chain(float sum)
    {
        sum = sum * Factor + Addend;
        sum = sum * Factor + Addend;
        sum = sum * Factor + Addend;
        sum = sum * Factor + Addend;
        sum = sum * Factor + Addend;
        sum = sum * Factor + Addend;
        sum = sum * Factor + Addend;
        return sum * Factor + Addend;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (int)arguments.Results.Length;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 16;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V factor = L.Create(Factor), addend = L.Create(Addend);
        V s0 = L.Create(tile), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0, s8 = s0, s9 = s0, s10 = s0, s11 = s0;
        for (int link = 0; link < Links * a.Rounds; link++)
        {
            s0 = L.MultiplyAdd(s0, factor, addend);
            s1 = L.MultiplyAdd(s1, factor, addend);
            s2 = L.MultiplyAdd(s2, factor, addend);
            s3 = L.MultiplyAdd(s3, factor, addend);
            s4 = L.MultiplyAdd(s4, factor, addend);
            s5 = L.MultiplyAdd(s5, factor, addend);
            s6 = L.MultiplyAdd(s6, factor, addend);
            s7 = L.MultiplyAdd(s7, factor, addend);
            s8 = L.MultiplyAdd(s8, factor, addend);
            s9 = L.MultiplyAdd(s9, factor, addend);
            s10 = L.MultiplyAdd(s10, factor, addend);
            s11 = L.MultiplyAdd(s11, factor, addend);
        }

        V sum = L.Add(L.Add(L.Add(s0, s1), L.Add(s2, s3)), L.Add(L.Add(s4, s5), L.Add(s6, s7)));
        L.Store(L.Add(sum, L.Add(L.Add(s8, s9), L.Add(s10, s11))), scratch);
        a.Results[tile] = scratch[0];
    }
}
