namespace GpuEcosystem.Engine.Display.Layers;

internal sealed class ActivityLayer() : FieldLayer("activity", "Activity", "Where something changed in the last steps")
{
    public override bool NeedsActivity => true;

    protected override LayerField Field(LayerSource source, int index) =>
        new(source.Maps.TrackActivity(source.Cells.Stack.Grid).Planes);
}
