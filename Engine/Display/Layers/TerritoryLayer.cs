using GpuEcosystem.Kernels.Display;

namespace GpuEcosystem.Engine.Display.Layers;

internal sealed class TerritoryLayer() : Layer("territory", "Territory", "Who holds each cell; brighter where more alive")
{
    public override ColourRamp? Ramp(Palette palette, int index) => null;

    internal override void Draw(Painter painter, LayerSource source, Palette palette, int index, PixelGrid picture) =>
        source.Body.DrawTerritory(painter, palette, picture);
}
