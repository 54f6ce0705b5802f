namespace GpuEcosystem.Kernels.Learning;

/// <summary>RMSProp: s = 0.9 s + 0.1 g²; θ −= η g / (√s + ε).</summary>
internal static class RmsProp
{
    public static float Move(in OptimizerStep.Arguments a, OptimizerSetting setting, long i, float gradient)
    {
        float square = 0.9f * a.Second[i] + 0.1f * gradient * gradient;
        a.Second[i] = square;
        return a.Weights[i] - setting.Rate * gradient / (MathF.Sqrt(square) + OptimizerKinds.Epsilon);
    }
}
