namespace GpuEcosystem.Engine.Parameters;

/// <summary>Numbers on which the authors of optimisers do not agree.</summary>
/// <param name="Kept">Share of its mean of squares that RMSProp keeps.</param>
/// <param name="Added">Share of a square that it adds.</param>
/// <param name="Epsilon">What RMSProp and Adam add to roots of squares.</param>
/// <param name="SecondDecay">Share of its mean of squares that Adam keeps.</param>
internal readonly record struct OptimizerConstants(float Kept, float Added, float Epsilon, float SecondDecay)
{
    /// <summary>TensorFlow's.</summary>
    public static OptimizerConstants Usual => new(0.9f, 0.1f, 1e-7f, 0.999f);

    /// <summary>PyTorch's.</summary>
    public static OptimizerConstants PyTorch => new(0.99f, 0.01f, 1e-8f, 0.999f);
}
