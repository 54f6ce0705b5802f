namespace GpuEcosystem.Kernels.Learning;

/// <summary>SGD with momentum: v = 0.9 v + g; θ −= η v.</summary>
internal static class Momentum
{
    private const float Kept = 0.9f;

    public static float Move(in OptimizerStep.Arguments a, OptimizerSetting setting, long i, float gradient)
    {
        float velocity = Kept * a.First[i] + gradient;
        a.First[i] = velocity;
        return a.Weights[i] - setting.Rate * velocity;
    }
}
