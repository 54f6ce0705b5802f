using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

internal sealed class WinRateLayer() : FieldLayer("win-rate", "Win rate", "How clearly each cell has been won of late")
{
    protected override LayerField Field(LayerSource source, int index) => new(((EcosystemBody)source.Body).WinRate.Buffer.Planes);
}
