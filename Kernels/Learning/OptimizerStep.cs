using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Learning;

/// <summary>How one group of weights moves at this step.</summary>
public record struct OptimizerSetting
{
    /// <summary>How gradients move weights.</summary>
    public OptimizerKind Kind;

    /// <summary>1 when the group learns, 0 when it is frozen.</summary>
    public int Learns;

    /// <summary>η.</summary>
    public float Rate;

    /// <summary>Largest length of the group's gradient; 0 for no limit.</summary>
    public float Clip;

    /// <summary>Share of its mean of squares that RMSProp keeps.</summary>
    public float Kept;

    /// <summary>Share of a square that RMSProp adds to it.</summary>
    public float Added;

    /// <summary>Share of its mean of squares that Adam keeps.</summary>
    public float SecondDecay;

    /// <summary>What RMSProp and Adam add to roots of squares, which may be 0.</summary>
    public float Epsilon;
}

/// <summary>Moves all weights, each group by its own optimiser (section 5).</summary>
public readonly struct OptimizerStep : IGroupBody<OptimizerStep.Arguments>, ISimdBody<OptimizerStep.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>All slices.</summary>
        public ArrayView<WeightSlice> Slices;

        /// <summary>Weights of the longest slice.</summary>
        public int Longest;

        /// <summary>All weights.</summary>
        public ArrayView<float> Weights;

        /// <summary>Their gradients.</summary>
        public ArrayView<float> Gradients;

        /// <summary>Velocities, or Adam's means.</summary>
        public ArrayView<float> First;

        /// <summary>Means of the gradients' squares.</summary>
        public ArrayView<float> Second;

        /// <summary>How each group moves, <c>[groups]</c>.</summary>
        public ArrayView<OptimizerSetting> Settings;

        /// <summary>From <see cref="OptimizerClock"/>, <c>[groups]</c>.</summary>
        public ArrayView<OptimizerProgress> Progress;
    }

    private const int ThreadsOfGroup = 256;
    private const int WeightsOfThread = 4;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(3 * arguments.Weights.Length);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits)
    {
        int threads = limits.Narrow(ThreadsOfGroup);
        int groups = Division.Up(arguments.Longest, threads * WeightsOfThread);
        return new KernelConfig(new Index3D(arguments.Slices.IntLength, groups, 1), new Index3D(threads, 1, 1));
    }

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        WeightSlice slice = a.Slices[Grid.IdxX];
        OptimizerSetting setting = a.Settings[slice.Group];
        OptimizerProgress progress = a.Progress[slice.Group];
        for (int i = Grid.IdxY * Group.DimX + Group.IdxX; i < slice.Count; i += Grid.DimY * Group.DimX)
        {
            Move(a, setting, progress, slice.First + i);
        }
    }

    // A tile is a slice.

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Slices.IntLength;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        WeightSlice slice = a.Slices.Address()[tile];
        OptimizerSetting setting = a.Settings[slice.Group];
        OptimizerProgress progress = a.Progress[slice.Group];
        int done = 0;
        if (setting is { Kind: OptimizerKind.SGD, Learns: not 0 })
        {
            done = slice.Count / L.Count * L.Count;
            GradientDescent.Move<L, V>(
                setting, progress, a.Gradients.Address() + slice.First, a.Weights.Address() + slice.First, done);
        }

        for (int i = done; i < slice.Count; i++)
        {
            Move(a, setting, progress, slice.First + i);
        }
    }

    private static void Move(in Arguments a, OptimizerSetting setting, OptimizerProgress progress, long i)
    {
        if (setting.Learns == 0)
        {
            return;
        }

        float gradient = a.Gradients[i] * progress.GradientScale;
        a.Weights[i] = OptimizerKinds.Move(a, setting, progress, i, gradient);
    }
}
