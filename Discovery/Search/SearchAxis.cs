namespace GpuEcosystem.Discovery.Search;

/// <summary>A descriptor that a search cuts into cells.</summary>
/// <param name="Descriptor">Its name.</param>
/// <param name="Bins">Into how many, 1 or more.</param>
public sealed record SearchAxis(string Descriptor, int Bins);
