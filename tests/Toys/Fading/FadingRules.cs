using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Toys.Fading;

/// <summary>Rules under which all life fades.</summary>
internal sealed class FadingRules() : RuleSet("Fading")
{
    public override ParameterCatalogue Catalogue => FadingParameters.Own;

    public override IReadOnlyList<Layer> Layers { get; } = [Layer.Territory, Layer.Aliveness];

    internal override ImmutableArray<StatePart> StateOf(WorldParameters parameters) => FadingBody.StateParts;

    internal override WorldShape ShapeOf(WorldParameters parameters, ComputeDevice device, int? rowsPerBand = null) =>
        new FadingShape(
            ((FadingParameters)parameters).Layout, parameters.StateChannels, new Area(0, 0, parameters.GridWidth, parameters.GridHeight));
}
