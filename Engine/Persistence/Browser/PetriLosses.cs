using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>What the browser has no words for.</summary>
internal static class PetriLosses
{
    // Beyond it, JavaScript's numbers are no longer whole ones.
    private const ulong LargestWholeNumber = 1UL << 53;

    /// <summary>What is lost of a world's parameters, a line each.</summary>
    public static IEnumerable<string> Of(EcosystemParameters parameters)
    {
        (bool Applies, string Line)[] losses =
        [
            (parameters.Coupling != Coupling.Shared, $"Coupling {parameters.Coupling}: the browser has one network for all species"),
            (
                parameters.NetworkKind.Default != NetworkKind.Residual,
                $"NetworkKind {parameters.NetworkKind.Default}: the browser's networks are Residual"),
            (parameters.AliveVisible, "AliveVisible true: the browser's networks do not see aliveness"),
            (parameters.Opposition != OppositionKind.All, $"Opposition {parameters.Opposition}: in the browser the absent count too"),
            (parameters.Dropout != 0, $"Dropout {parameters.Dropout}: it never acts in the browser"),
            (!parameters.Learns.Default, "Learns false: the browser can only switch off learning as a whole"),
            (parameters.GradientClip.Default != 0, $"GradientClip {parameters.GradientClip.Default}: the browser has no such setting"),
            (parameters.Objective != ObjectiveKind.SoftMin, $"Objective {parameters.Objective}: the browser knows SoftMin alone"),
            (parameters.Optimizer.Default == OptimizerKind.AdamW, "Optimizer AdamW: the browser takes Adam in its place"),
            (parameters.Seed > LargestWholeNumber, $"Seed {parameters.Seed}: the browser reads it as the nearest number of 53 bits"),
        ];
        IEnumerable<string> overridden = parameters.Catalogue.All
            .Where(parameter => parameter.Overridden(parameters).Any())
            .Select(parameter => $"{parameter.Name} of single species: the browser has one value for all");
        return losses.Where(loss => loss.Applies).Select(loss => loss.Line).Concat(overridden);
    }
}
