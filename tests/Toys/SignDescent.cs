using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Toys;

/// <summary>θ −= η sign(g).</summary>
internal static class SignDescent
{
    public static float Move(in OptimizerStep.Arguments a, OptimizerSetting setting, long i, float gradient) =>
        a.Weights[i] - (gradient > 0 ? setting.Rate : gradient < 0 ? -setting.Rate : 0f);
}
