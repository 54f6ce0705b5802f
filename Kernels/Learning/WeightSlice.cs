namespace GpuEcosystem.Kernels.Learning;

/// <summary>Weights that lie beside each other and are moved by one optimiser: one network's part of a layer.</summary>
/// <param name="First">The first one's place among all weights.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Group">The networks that the optimiser is of.</param>
public readonly record struct WeightSlice(long First, int Count, int Group);
