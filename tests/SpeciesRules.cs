using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Tests;

/// <summary>The rules under which several species with networks compete.</summary>
internal static class SpeciesRules
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<RuleSet> All { get; } =
        [.. RuleSets.All.Where(rules => rules.Catalogue.All.Any(parameter => parameter.Name == nameof(WorldParameters.Species)))];
}
