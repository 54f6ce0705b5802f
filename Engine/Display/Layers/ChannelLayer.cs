namespace GpuEcosystem.Engine.Display.Layers;

internal sealed class ChannelLayer() : FieldLayer("channel", "Channel", "One number of each cell's state")
{
    public override LayerIndex Index => LayerIndex.Channel;

    public override string TitleOf(int index) => $"{Title} {index}";

    public override ColourRamp Ramp(Palette palette, int index) => ColourRamp.BlueToOrange;

    protected override LayerField Field(LayerSource source, int index) => new(source.Cells.State.From(index));
}
