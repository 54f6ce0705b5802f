using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Learning;

/// <summary>SGD: θ −= η g.</summary>
internal static class GradientDescent
{
    public static float Move(in OptimizerStep.Arguments a, OptimizerSetting setting, long i, float gradient) =>
        a.Weights[i] - setting.Rate * gradient;

    /// <summary>The same for whole vectors of weights: it is what worlds have unless they are told otherwise.</summary>
    public static unsafe void Move<L, V>(
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
}
