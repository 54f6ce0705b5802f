using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>What may change about species whose networks are circuits of gates without making them anew.</summary>
/// <param name="Mode">How gates answer.</param>
/// <param name="Temperature">What logits are divided by.</param>
/// <param name="PassLogit">The logit with which a new gate passes its first input on.</param>
internal readonly record struct GateSettings(PerSpecies<GateMode> Mode, PerSpecies<float> Temperature, PerSpecies<float> PassLogit)
{
    /// <summary>What nobody has chosen otherwise.</summary>
    public static GateSettings Usual { get; } = new(GateMode.StraightThrough, 1f, 10f);
}
