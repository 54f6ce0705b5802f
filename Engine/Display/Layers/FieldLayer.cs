using GpuEcosystem.Kernels.Display;

namespace GpuEcosystem.Engine.Display.Layers;

/// <summary>A layer that shows a number of each cell.</summary>
internal abstract class FieldLayer(string name, string title, string explanation) : Layer(name, title, explanation)
{
    /// <inheritdoc/>
    public override ColourRamp Ramp(Palette palette, int index) => ColourRamp.DarkToBright(1);

    internal sealed override void Draw(Painter painter, LayerSource source, Palette palette, int index, PixelGrid picture) =>
        painter.DrawField(source.Cells.Walls.Planes, Field(source, index), Ramp(palette, index), picture);

    /// <summary>Where the numbers are.</summary>
    protected abstract LayerField Field(LayerSource source, int index);
}
