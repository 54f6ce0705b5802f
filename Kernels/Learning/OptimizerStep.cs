using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Learning;

/// <summary>How gradients move weights.</summary>
public enum OptimizerKind
{
    /// <summary>Plain gradient descent.</summary>
    SGD,

    /// <summary>Gradient descent that keeps nine tenths of its velocity.</summary>
    Momentum,

    /// <summary>Gradients scaled by their recent size.</summary>
    RMSProp,

    /// <summary>Momentum and scaling together.</summary>
    Adam,

    /// <summary>Adam whose weights also decay.</summary>
    AdamW,
}

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
}

/// <summary>
/// Moves all weights, each group by its own optimiser (section 5). SGD: θ −= η g. Momentum: v = 0.9 v + g; θ −= η v.
/// RMSProp: s = 0.9 s + 0.1 g²; θ −= η g / (√s + ε). Adam: m = 0.9 m + 0.1 g, s = 0.999 s + 0.001 g², both corrected for
/// their start; θ −= η m / (√s + ε). AdamW: before that θ −= 0.01 η θ. ε = 1e-7.
/// </summary>
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
    private const float Epsilon = 1e-7f;
    private const float Decay = 0.01f;

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
            Descend<L, V>(setting, progress, a.Gradients.Address() + slice.First, a.Weights.Address() + slice.First, done);
        }

        for (int i = done; i < slice.Count; i++)
        {
            Move(a, setting, progress, slice.First + i);
        }
    }

    // SGD, which is what worlds have unless they are told otherwise, for whole vectors of weights.
    private static unsafe void Descend<L, V>(
        OptimizerSetting setting, OptimizerProgress progress, float* gradients, float* weights, int count)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V scale = L.Create(progress.GradientScale);
        V rate = L.Create(setting.Rate);
        for (int i = 0; i < count; i += L.Count)
        {
            V gradient = L.Multiply(L.Load(gradients + i), scale);
            L.Store(L.Subtract(L.Load(weights + i), L.Multiply(rate, gradient)), weights + i);
        }
    }

    private static void Move(in Arguments a, OptimizerSetting setting, OptimizerProgress progress, long i)
    {
        if (setting.Learns == 0)
        {
            return;
        }

        float gradient = a.Gradients[i] * progress.GradientScale;
        float weight = a.Weights[i];
        if (setting.Kind == OptimizerKind.SGD)
        {
            weight -= setting.Rate * gradient;
        }
        else if (setting.Kind == OptimizerKind.Momentum)
        {
            float velocity = 0.9f * a.First[i] + gradient;
            a.First[i] = velocity;
            weight -= setting.Rate * velocity;
        }
        else if (setting.Kind == OptimizerKind.RMSProp)
        {
            float square = 0.9f * a.Second[i] + 0.1f * gradient * gradient;
            a.Second[i] = square;
            weight -= setting.Rate * gradient / (MathF.Sqrt(square) + Epsilon);
        }
        else
        {
            float mean = OptimizerClock.FirstDecay * a.First[i] + (1 - OptimizerClock.FirstDecay) * gradient;
            float square = OptimizerClock.SecondDecay * a.Second[i] + (1 - OptimizerClock.SecondDecay) * gradient * gradient;
            a.First[i] = mean;
            a.Second[i] = square;
            float decay = setting.Kind == OptimizerKind.AdamW ? Decay : 0f;
            weight -= setting.Rate * decay * weight;
            float size = MathF.Sqrt(square / (1 - progress.SecondPower)) + Epsilon;
            weight -= setting.Rate * mean / (1 - progress.FirstPower) / size;
        }

        a.Weights[i] = weight;
    }
}
