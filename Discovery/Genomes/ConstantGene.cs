using System.Collections.Immutable;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Discovery.Genomes;

/// <summary>A parameter that has one value from the start on.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Species">Whose value it is; null for all.</param>
/// <param name="Prior">The values.</param>
public sealed record ConstantGene(ParameterDescription Parameter, int? Species, Prior Prior) : Gene(Parameter, Species)
{
    /// <inheritdoc/>
    public override ImmutableArray<GeneCoordinate> Coordinates => [new(Name, Prior.Kind, Prior.LevelPlaces, Prior)];

    /// <inheritdoc/>
    public override string Describe(ReadOnlySpan<float> numbers) => Prior.At(numbers[0]);

    /// <summary>What numbers stand for, as a change of a world that lives.</summary>
    internal ParameterAssignment AssignmentOf(ReadOnlySpan<float> numbers) => Assign(Prior.At(numbers[0]));

    /// <inheritdoc/>
    internal override RunConfiguration Express(ReadOnlySpan<float> numbers, RunConfiguration world) =>
        world with { Parameters = AssignmentOf(numbers).Apply(world.Parameters) };
}
