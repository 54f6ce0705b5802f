using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>The first three bits of each cell as red, green and blue.</summary>
internal sealed class BitsLayer() : FieldLayer("bits", "Bits", "The first three bits of each cell as red, green and blue")
{
    public override ColourRamp Ramp(Palette palette, int index) => ColourRamp.RedGreenBlue;

    protected override LayerField Field(LayerSource source, int index) => new(((LogicCircuitBody)source.Body).ShowColours());
}
