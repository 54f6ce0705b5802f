using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>
/// How a species of gates learns unless somebody wants it otherwise. New gates pass one bit on so surely that a gradient of theirs is a
/// thousandth of what it will be: plain descent at the rate of other species changes none of them.
/// </summary>
internal static class LogicDefaults
{
    /// <summary>What its optimiser reckons with: gradients are small, and their size changes as gates come near a change.</summary>
    public static OptimizerConstants Constants { get; } = OptimizerConstants.Usual with { Epsilon = 1e-8f, SecondDecay = 0.99f };

    private const OptimizerKind Optimizer = OptimizerKind.Adam;
    private const float Rate = 0.02f;

    /// <summary>
    /// The rules with species of other kinds. One that becomes a species of gates learns as they do, unless its optimiser or rate were set
    /// for it; one that ceases to be one learns again as those do for which nothing was set.
    /// </summary>
    public static EcosystemParameters Become(EcosystemParameters before, PerSpecies<NetworkKind> kinds) =>
        Follow(before, before with { NetworkKind = kinds });

    /// <summary>The rules with more species or fewer.</summary>
    public static EcosystemParameters Become(EcosystemParameters before, int species) => Follow(before, before with { Species = species });

    /// <summary>Species of gates that would learn nothing.</summary>
    public static IEnumerable<string> DoubtsOf(EcosystemParameters parameters) =>
        from species in Enumerable.Range(1, parameters.Species)
        where parameters.LearnInterval > 0 && parameters.Learns[species]
            && parameters.NetworkKind[species] == NetworkKind.Logic && parameters.Optimizer[species] == OptimizerKind.SGD
        select $"species {species} is Logic, and SGD changes hardly any of its gates; Optimizer[{species}]=Adam with LearningRate[{species}]={FormattableString.Invariant($"{Rate}")} does";

    private static EcosystemParameters Follow(EcosystemParameters before, EcosystemParameters after) => after with
    {
        Optimizer = Follow(before, after, before.Optimizer, Optimizer),
        LearningRate = Follow(before, after, before.LearningRate, Rate),
    };

    // What holds beside the species' own values stays as it is: the sun learns by it.
    private static PerSpecies<T> Follow<T>(EcosystemParameters before, EcosystemParameters after, PerSpecies<T> values, T ofGates)
        where T : notnull
    {
        PerSpecies<T> followed = values;
        foreach (int species in Enumerable.Range(1, Math.Max(before.Species, after.Species)))
        {
            (bool was, bool becomes) = (IsLogic(before, species), IsLogic(after, species));
            if (becomes && !was && !values.Overridden.Contains(species))
            {
                followed = followed.With(species, ofGates);
            }
            else if (was && !becomes && values[species].Equals(ofGates))
            {
                followed = followed.With(species, values.Default);
            }
        }

        return followed;
    }

    private static bool IsLogic(EcosystemParameters parameters, int species) =>
        species <= parameters.Species && parameters.NetworkKind[species] == NetworkKind.Logic;
}
