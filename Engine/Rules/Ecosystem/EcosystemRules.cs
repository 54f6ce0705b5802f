using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>The rules of docs/specification.md: species attack, defend and grow, each learning from its own or the common good.</summary>
internal sealed class EcosystemRules() : RuleSet("Ecosystem")
{
    /// <inheritdoc/>
    public override ParameterCatalogue Catalogue => EcosystemCatalogue.Instance;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers { get; } =
    [
        Layer.Territory, Layer.Aliveness, Layer.Attack, Layer.Defence, Layer.Channel, new WinRateLayer(), new SunDivergenceLayer(),
        Layer.Activity,
    ];

    /// <inheritdoc/>
    internal override ImmutableArray<StatePart> StateOf(WorldParameters parameters) =>
        EcosystemBody.StateOf(((EcosystemParameters)parameters).SunMode, ((EcosystemParameters)parameters).Networks);

    /// <inheritdoc/>
    internal override WorldShape ShapeOf(WorldParameters parameters, ComputeDevice device, int? rowsPerBand = null) =>
        EcosystemShape.Of((EcosystemParameters)parameters, device, rowsPerBand);
}
