namespace GpuEcosystem.Kernels.Learning;

/// <summary>RMSProp: s = ρ s + (1 − ρ) g²; θ −= η g / (√s + ε).</summary>
internal static class RmsProp
{
    public static float Move(in OptimizerStep.Arguments a, OptimizerSetting setting, long i, float gradient)
    {
        float square = setting.Kept * a.Second[i] + setting.Added * gradient * gradient;
        a.Second[i] = square;
        return a.Weights[i] - setting.Rate * gradient / (MathF.Sqrt(square) + setting.Epsilon);
    }
}
