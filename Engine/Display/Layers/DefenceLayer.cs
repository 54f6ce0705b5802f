namespace GpuEcosystem.Engine.Display.Layers;

internal sealed class DefenceLayer() : FieldLayer("defence", "Defence", "How strongly each cell defends itself")
{
    protected override LayerField Field(LayerSource source, int index)
    {
        int half = source.Cells.StateChannels / 2;
        return LayerField.Length(source.Cells.State.From(half), half);
    }
}
