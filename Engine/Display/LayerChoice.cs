using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.Display;

/// <summary>What of a world can be shown.</summary>
public enum Layer
{
    /// <summary>Each cell in the colour of the entity that holds it.</summary>
    Territory,

    /// <summary>Aliveness of one species, 0 to 1.</summary>
    Aliveness,

    /// <summary>Length of a cell's attack vector, divided by √(S/2): 0 to 1.</summary>
    Attack,

    /// <summary>Length of a cell's defence vector, divided by √(S/2): 0 to 1.</summary>
    Defence,

    /// <summary>One state channel, −1 to 1.</summary>
    Channel,

    /// <summary>How clearly a cell has been won of late, 0 to 1.</summary>
    WinRate,

    /// <summary>How far a cell's sun lies from the mean sun, as a multiple of the mean distance; 0 everywhere for a global sun.</summary>
    SunDivergence,

    /// <summary>What changed in the last steps: Σ|Δa| of a cell, fading by a tenth with each step, 0 to 1.</summary>
    Activity,
}

/// <summary>One thing to show.</summary>
/// <param name="Layer">What.</param>
/// <param name="Index">Which species (1 = the first) of <see cref="Layer.Aliveness"/>, or which channel (from 0) of
/// <see cref="Layer.Channel"/>; others ignore it.</param>
public readonly record struct LayerChoice(Layer Layer, int Index = 0)
{
    /// <summary>The first and the last index that the layer has in a world of some rules; null where it needs none.</summary>
    public (int First, int Last)? IndicesIn(EcosystemParameters parameters) => Layer switch
    {
        Layer.Aliveness => (1, parameters.Species),
        Layer.Channel => (0, parameters.StateChannels + parameters.HiddenChannels - 1),
        _ => null,
    };
}
