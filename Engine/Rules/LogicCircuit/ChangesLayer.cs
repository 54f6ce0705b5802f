using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Kernels.Display;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>Cells of which the last step changed a bit, from the bits before and after it.</summary>
internal sealed class ChangesLayer() : Layer("activity", "Activity", "Cells that the last step changed, in any of their bits")
{
    public override ColourRamp Ramp(Palette palette, int index) => ColourRamp.DarkToBright(1);

    internal override void Draw(Painter painter, LayerSource source, Palette palette, int index, PixelGrid picture) =>
        ((LogicCircuitBody)source.Body).DrawChanges(painter, Ramp(palette, index), picture);
}
