using GpuEcosystem.Kernels.Display;

namespace GpuEcosystem.Engine.Display.Layers;

/// <summary>The colours that a layer's pictures have for each <see cref="CellCode"/>.</summary>
public sealed class CellColours
{
    private readonly uint[] entities;
    private readonly ColourRamp? ramp;

    /// <summary>Colours of a layer.</summary>
    /// <param name="layer">What is shown.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="species">How many species there are.</param>
    public CellColours(LayerChoice layer, Palette palette, int species)
    {
        entities = palette.Colours(species);
        ramp = layer.Ramp(palette);
    }

    /// <summary>The colour of a code: RGBA8, red in the lowest byte.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The layer has no such code.</exception>
    public uint Of(uint code)
    {
        (int what, int level) = (CellCode.What(code), CellCode.Level(code));
        ArgumentOutOfRangeException.ThrowIfNotEqual(code, CellCode.Of(what, level));
        return what switch
        {
            CellCode.Wall or CellCode.Gap => Palette.Wall,
            CellCode.NoNumber when ramp is not null => FieldColouring.NoNumber,
            0 when ramp is not null => ramp.Colours[level],
            _ when ramp is null && what < entities.Length - 1 => CellCode.Shade(entities[what], level),
            _ => throw new ArgumentOutOfRangeException(nameof(code), $"the layer has no cells of kind {what}"),
        };
    }
}
