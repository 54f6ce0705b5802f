using System.Collections.Immutable;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Discovery.Genomes;

/// <summary>What a search may change about a world: a parameter of all species or of one.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Species">Whose value it is, from 1 on; null for all.</param>
public abstract record Gene(ParameterDescription Parameter, int? Species)
{
    /// <summary>What it is called.</summary>
    public string Name => Species is int species ? $"{Parameter.Name}[{species}]" : Parameter.Name;

    /// <summary>The numbers of a genome that it takes, in their order.</summary>
    public abstract ImmutableArray<GeneCoordinate> Coordinates { get; }

    /// <summary>What numbers stand for, as tables show it.</summary>
    /// <param name="numbers">The gene's part of a genome, as many as it has coordinates.</param>
    public abstract string Describe(ReadOnlySpan<float> numbers);

    /// <summary>A world that begins with what numbers stand for.</summary>
    /// <param name="numbers">The gene's part of a genome, as many as it has coordinates.</param>
    /// <param name="world">The world without.</param>
    internal abstract RunConfiguration Express(ReadOnlySpan<float> numbers, RunConfiguration world);

    private protected ParameterAssignment Assign(string value) => new(Parameter, Species, value);
}
