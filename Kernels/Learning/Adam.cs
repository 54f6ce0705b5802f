namespace GpuEcosystem.Kernels.Learning;

/// <summary>
/// Adam: m = 0.9 m + 0.1 g, s = β s + (1 − β) g², β = 0.999 unless a setting says otherwise, both corrected for their start; θ −= η m / (√s + ε). AdamW: before that
/// θ −= 0.01 η θ.
/// </summary>
internal static class Adam
{
    /// <summary>How much of a weight AdamW takes away, times the rate.</summary>
    public const float Decay = 0.01f;

    public static float Move(
        in OptimizerStep.Arguments a, OptimizerSetting setting, OptimizerProgress progress, long i, float gradient, float decay)
    {
        float mean = OptimizerClock.FirstDecay * a.First[i] + (1 - OptimizerClock.FirstDecay) * gradient;
        float square = setting.SecondDecay * a.Second[i] + (1 - setting.SecondDecay) * gradient * gradient;
        a.First[i] = mean;
        a.Second[i] = square;
        float weight = a.Weights[i];
        weight -= setting.Rate * decay * weight;
        float size = MathF.Sqrt(square / (1 - progress.SecondPower)) + setting.Epsilon;
        return weight - setting.Rate * mean / (1 - progress.FirstPower) / size;
    }
}
