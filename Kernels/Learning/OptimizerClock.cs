using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Learning;

/// <summary>How far a group's optimiser has come, and how its present gradient is scaled.</summary>
public struct OptimizerProgress
{
    /// <summary>0.9^t, where t counts the group's updates since its optimiser began.</summary>
    public float FirstPower;

    /// <summary>The same of the share of its mean of squares that Adam keeps.</summary>
    public float SecondPower;

    /// <summary>What gradient clipping leaves of the gradient, in (0, 1].</summary>
    public float GradientScale;
}

/// <summary>
/// Works out the length of each group's gradient, which is not finite where a gradient is not, and counts the updates of each
/// group that learns, on the device, so that no host has to follow.
/// </summary>
public readonly struct OptimizerClock : IDeviceBody<OptimizerClock.Arguments>, ISimdBody<OptimizerClock.Arguments>
{
    internal const float FirstDecay = 0.9f;

    // What PyTorch adds to a length before it divides by it.
    private const float Spare = 1e-6f;

    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>How each group moves, <c>[groups]</c>.</summary>
        public ArrayView<OptimizerSetting> Settings;

        /// <summary>From <see cref="GradientSquares"/>, <c>[slices]</c>, group by group.</summary>
        public ArrayView<float> Squares;

        /// <summary>Each group's first slice, and behind the last group the number of all, <c>[groups + 1]</c>.</summary>
        public ArrayView<int> FirstSlices;

        /// <summary>The lengths of the groups' gradients, <c>[groups]</c>.</summary>
        public ArrayView<float> Norms;

        /// <summary>The groups' progress, <c>[groups]</c>.</summary>
        public ArrayView<OptimizerProgress> Progress;

        /// <summary>Number of groups.</summary>
        public int Groups;

        /// <summary>1 where the gradients of all groups that learn are clipped as one, 0 where each is by itself.</summary>
        public int ClipsTogether;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(9L * arguments.Groups + arguments.Squares.Length);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Groups;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Tick(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => 1;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int group = 0; group < a.Groups; group++)
        {
            Tick(a, group);
        }
    }

    private static void Tick(in Arguments a, int group)
    {
        OptimizerSetting setting = a.Settings[group];
        OptimizerProgress progress = a.Progress[group];
        if (setting.Learns != 0)
        {
            progress.FirstPower *= FirstDecay;
            progress.SecondPower *= setting.SecondDecay;
        }

        float norm = MathF.Sqrt(Squares(a, group));
        a.Norms[group] = norm;
        float longest = a.ClipsTogether != 0 ? LengthOfAll(a) + Spare : norm;
        progress.GradientScale = setting.Clip > 0 && longest > setting.Clip ? setting.Clip / longest : 1f;
        a.Progress[group] = progress;
    }

    // The length of all gradients as one vector.
    private static float LengthOfAll(in Arguments a)
    {
        float sum = 0;
        for (int group = 0; group < a.Groups; group++)
        {
            sum += a.Settings[group].Learns != 0 ? Squares(a, group) : 0f;
        }

        return MathF.Sqrt(sum);
    }

    private static float Squares(in Arguments a, int group)
    {
        float sum = 0;
        for (int slice = a.FirstSlices[group]; slice < a.FirstSlices[group + 1]; slice++)
        {
            sum += a.Squares[slice];
        }

        return sum;
    }
}
