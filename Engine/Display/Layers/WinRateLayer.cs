namespace GpuEcosystem.Engine.Display.Layers;

internal sealed class WinRateLayer() : FieldLayer("win-rate", "Win rate", "How clearly each cell has been won of late")
{
    protected override LayerField Field(LayerSource source, int index) => new(source.World.WinRate.Planes);
}
