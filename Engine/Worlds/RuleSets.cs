using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Rules.LogicCircuit;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Kernels.PetriDish;

namespace GpuEcosystem.Engine.Worlds;

/// <summary>All rules that a world can have.</summary>
public static class RuleSets
{
    /// <summary>All of them; the first are those of a world that says nothing else.</summary>
    public static IReadOnlyList<RuleSet> All { get; } = 
    [
        new EcosystemRules(), new PetriDishRules(ContestKind.PetriDish), new PetriDishRules(ContestKind.Duel), new LogicCircuitRules(),
    ];

    /// <summary>The rules of a world that says nothing else.</summary>
    public static RuleSet Standard => All[0];

    /// <summary>The rules of a name, letter case aside.</summary>
    /// <exception cref="UserException">There are none.</exception>
    public static RuleSet Find(string name) =>
        All.FirstOrDefault(rules => string.Equals(rules.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserException($"there are no rules '{name}'; there are {string.Join(", ", All.Select(rules => rules.Name))}");

    /// <summary>Parameters under the rules of a name: what these have in common with their own keeps its value.</summary>
    /// <exception cref="UserException">There are no such rules.</exception>
    internal static WorldParameters Adopt(string name, WorldParameters parameters)
    {
        RuleSet rules = Find(name);
        return rules.Catalogue == parameters.Catalogue ? parameters : rules.Adopt(parameters);
    }

    /// <summary>The rules that parameters belong to.</summary>
    public static RuleSet Of(WorldParameters parameters) => All.Single(rules => rules.Catalogue == parameters.Catalogue);
}
