using GpuEcosystem.Engine.Display;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>What layers are called, and what they show in one line.</summary>
internal static class LayerText
{
    /// <summary>The name of a layer.</summary>
    public static string Name(LayerChoice choice) => choice.Layer switch
    {
        Layer.Territory => "Territory",
        Layer.Aliveness => $"Aliveness of species {choice.Index}",
        Layer.Attack => "Attack",
        Layer.Defence => "Defence",
        Layer.Channel => $"Channel {choice.Index}",
        Layer.WinRate => "Win rate",
        Layer.SunDivergence => "Sun divergence",
        _ => "Activity",
    };

    /// <summary>What it shows.</summary>
    public static string Explanation(LayerChoice choice) => choice.Layer switch
    {
        Layer.Territory => "Who holds each cell; brighter where more alive",
        Layer.Aliveness => "How much of each cell is this species",
        Layer.Attack => "How strongly each cell attacks",
        Layer.Defence => "How strongly each cell defends itself",
        Layer.Channel => "One number of each cell's state",
        Layer.WinRate => "How clearly each cell has been won of late",
        Layer.SunDivergence => "How far the sun here differs from the mean sun",
        _ => "Where something changed in the last steps",
    };
}
