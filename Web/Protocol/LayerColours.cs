using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;

namespace GpuEcosystem.Web.Protocol;

/// <summary>The colours of a layer's numbers: by palette, or once under no name where all palettes have the same.</summary>
internal sealed record LayerColours(string Layer, float Low, float High, IReadOnlyDictionary<string, string> Ramps)
{
    /// <summary>The colours of a layer; null where it shows entities.</summary>
    public static LayerColours? Of(LayerChoice layer)
    {
        if (layer.Ramp(Palette.All[0]) is not ColourRamp first)
        {
            return null;
        }

        Dictionary<string, string> ramps = Palette.All.ToDictionary(
            palette => palette.Name, palette => string.Concat(layer.Ramp(palette)!.Colours.Select(Colour.Digits)));
        string common = ramps[Palette.All[0].Name];
        return new LayerColours(
            layer.ToString(),
            first.Low,
            first.High,
            ramps.Values.All(ramp => ramp == common) ? new Dictionary<string, string> { [""] = common } : ramps);
    }
}
