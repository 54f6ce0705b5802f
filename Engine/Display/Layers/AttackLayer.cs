namespace GpuEcosystem.Engine.Display.Layers;

internal sealed class AttackLayer() : FieldLayer("attack", "Attack", "How strongly each cell attacks")
{
    protected override LayerField Field(LayerSource source, int index) =>
        LayerField.Length(source.Cells.State, source.Cells.StateChannels / 2);
}
