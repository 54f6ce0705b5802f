using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>Cells are bits, and a circuit of logic gates that learns from a rule or a picture makes their next ones, after DiffLogic CA.</summary>
internal sealed class LogicCircuitRules() : RuleSet(RulesName)
{
    /// <summary>The name in configurations and files.</summary>
    public const string RulesName = "LogicCircuit";

    /// <inheritdoc/>
    public override ParameterCatalogue Catalogue => LogicCircuitCatalogue.Instance;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers { get; } = [Layer.Territory, new BitsLayer(), Layer.Channel, new ChangesLayer()];

    /// <inheritdoc/>
    public override bool PaintsChannels => true;

    /// <inheritdoc/>
    internal override ImmutableArray<StatePart> StateOf(WorldParameters parameters) => LogicCircuitBody.StateParts;

    /// <inheritdoc/>
    internal override WorldShape ShapeOf(WorldParameters parameters, ComputeDevice device, int? rowsPerBand = null) =>
        LogicCircuitShape.Of((LogicCircuitParameters)parameters);
}
