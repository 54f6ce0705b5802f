namespace GpuEcosystem.Kernels.Learning;

/// <summary>Weights that lie beside each other and are moved by one optimiser: a group's part of a layer.</summary>
/// <param name="First">The first one's place among all weights.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Group">Number of the group of networks.</param>
public readonly record struct WeightSlice(long First, int Count, int Group);
