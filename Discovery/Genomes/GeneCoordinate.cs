using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Genomes;

/// <summary>One number of a genome.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Kind">What near means for it.</param>
/// <param name="LevelPlaces">The places of the values that a grid takes of it; none where nobody has said.</param>
/// <param name="Prior">What its places stand for; null where they are no parameter's values.</param>
public sealed record GeneCoordinate(string Name, GeneKind Kind, ImmutableArray<float> LevelPlaces, Prior? Prior = null);
