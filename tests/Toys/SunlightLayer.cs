using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;

namespace GpuEcosystem.Toys;

internal sealed class SunlightLayer() : FieldLayer("sunlight", "Sunlight", "How much of each cell is the sun's")
{
    protected override LayerField Field(LayerSource source, int index) => new(source.Cells.Grid.Planes);
}
