namespace GpuEcosystem.Engine.Circuits.Learning;

/// <summary>How logits move.</summary>
/// <param name="Rate">η.</param>
/// <param name="Clip">Largest number of a gradient; 0 for no limit.</param>
/// <param name="SecondDecay">β of the squares' mean.</param>
/// <param name="WeightDecay">How much of a logit an update takes away, times the rate.</param>
internal readonly record struct DescentSetting(float Rate, float Clip, float SecondDecay, float WeightDecay);
