namespace GpuEcosystem.Imaging.Plots;

/// <summary>How far a search came.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsBaseline">Whether it is only there to be compared with.</param>
/// <param name="Values">Some numbers after each of its trials, <c>[number][trial]</c>.</param>
public sealed record SearchLine(string Name, bool IsBaseline, IReadOnlyList<double[]> Values);
