using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>What the panel says about a parameter's effect before it happens.</summary>
internal static class EffectTexts
{
    /// <summary>What a change will do; empty where it simply happens.</summary>
    public static string Of(ParameterEffect effect) => effect switch
    {
        ParameterEffect.Rebuild => "Makes new networks for all species; the grid is kept where it fits.",
        ParameterEffect.Resize => "Cuts or extends the grid; networks are kept.",
        ParameterEffect.Reset => "Takes effect at the next reset.",
        _ => "",
    };

    /// <summary>Whether a change takes something away that nobody can bring back.</summary>
    public static bool MustBeConfirmed(ParameterEffect effect) => effect is ParameterEffect.Rebuild or ParameterEffect.Resize;
}
