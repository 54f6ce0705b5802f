namespace GpuEcosystem.Engine.Display.Layers;

internal sealed class AlivenessLayer() : FieldLayer("aliveness", "Aliveness", "How much of each cell is this species")
{
    public override LayerIndex Index => LayerIndex.Species;

    public override string TitleOf(int index) => $"{Title} of species {index}";

    public override ColourRamp Ramp(Palette palette, int index) => ColourRamp.Towards(palette.Species(index));

    protected override LayerField Field(LayerSource source, int index) => new(source.Cells.Grid.Planes.From(index));
}
