using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.PetriDish;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>
/// Hard masks, two softmaxes in a row and gradients through several steps: the rules of Petri Dish NCA, and the duel that PBT-NCA evolves.
/// </summary>
internal sealed class PetriDishRules(ContestKind kind) : RuleSet(NameOf(kind))
{
    /// <summary>What the rules of a kind of contest are called.</summary>
    public static string NameOf(ContestKind kind) => kind == ContestKind.Duel ? "PetriDishDuel" : "PetriDish";

    /// <inheritdoc/>
    public override ParameterCatalogue Catalogue => kind == ContestKind.Duel ? PetriDishCatalogue.Duel : PetriDishCatalogue.Dish;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers { get; } =
        [Layer.Territory, Layer.Aliveness, Layer.Attack, Layer.Defence, Layer.Channel, Layer.Activity];

    /// <inheritdoc/>
    internal override ImmutableArray<StatePart> StateOf(WorldParameters parameters) => PetriDishBody.StateParts;

    /// <inheritdoc/>
    internal override WorldShape ShapeOf(WorldParameters parameters, ComputeDevice device, int? rowsPerBand = null) =>
        PetriDishShape.Of((PetriDishParameters)parameters, device, rowsPerBand);
}
