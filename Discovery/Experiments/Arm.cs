namespace GpuEcosystem.Discovery.Experiments;

/// <summary>One of the searches that an experiment compares.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsMain">Whether it is what the experiment is about.</param>
/// <param name="IsBaseline">Whether it learns nothing, and is there for comparison.</param>
/// <param name="Method">How it finds trials.</param>
/// <param name="Seed">The seed of its random numbers.</param>
public sealed record Arm(string Name, bool IsMain, bool IsBaseline, string Method, ulong Seed);
