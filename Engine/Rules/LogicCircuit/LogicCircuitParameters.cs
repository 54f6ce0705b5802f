using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>The parameters of worlds whose cells are bits, and whose rule is a circuit of gates that learns.</summary>
public sealed record LogicCircuitParameters : WorldParameters
{
    private LogicCircuitParameters()
    {
        Species = 1;
        StateChannels = 0;
        HiddenChannels = 8;
        LearnInterval = 10;
        LearningRate = new(0.05f);
    }

    /// <summary>The values that the specification gives.</summary>
    public static LogicCircuitParameters Default { get; } = new();

    /// <inheritdoc/>
    public override ParameterCatalogue Catalogue => LogicCircuitCatalogue.Instance;

    /// <summary>Small circuits that look at each channel's neighbourhood, K.</summary>
    public int Kernels { get; init; } = 16;

    /// <summary>Answers of each of them, S.</summary>
    public int KernelOutputs { get; init; } = 2;

    /// <summary>Layers that turn their answers into a cell's new bits.</summary>
    public GateLayers UpdateLayers { get; init; } = GateLayers.Parse("256x10, 128, 64, 32, 16, 8");

    /// <summary>How wires between these layers are drawn.</summary>
    public WireKind UpdateWires { get; init; } = WireKind.Unique;

    /// <summary>The logit with which a gate begins as one that passes its first input on.</summary>
    public float PassLogit { get; init; } = 10f;

    /// <summary>What is to be learned.</summary>
    public LessonTarget Target { get; init; } = LessonTarget.Parse("squares:16");

    /// <summary>What worlds begin with.</summary>
    public CircuitStart Start { get; init; } = CircuitStart.Random;

    /// <summary>Whether cells at opposite borders are neighbours.</summary>
    public bool Periodic { get; init; }

    /// <summary>Whether chance decides which cells take their new bits.</summary>
    public bool Asynchronous { get; init; }

    /// <summary>The share of cells that then do, ϱ.</summary>
    public float FireRate { get; init; } = 0.6f;

    /// <summary>How gates answer while they learn.</summary>
    public GateMode GateMode { get; init; } = GateMode.Soft;

    /// <summary>What logits are divided by.</summary>
    public float GateTemperature { get; init; } = 1f;

    /// <summary>Steps that are learned through, k.</summary>
    public int UnrollSteps { get; init; } = 20;

    /// <summary>Worlds that are learned from at once, B.</summary>
    public int BatchWorlds { get; init; } = 2;

    /// <summary>How much of a logit an update takes away, times the rate.</summary>
    public float WeightDecay { get; init; } = 0.01f;

    /// <summary>How long AdamW remembers the gradients' squares.</summary>
    public float Beta2 { get; init; } = 0.99f;

    /// <summary>Largest number of a gradient; 0 for no limit.</summary>
    public float GradientClipValue { get; init; } = 100f;

    /// <summary>Channels, from the first, that have a target, T.</summary>
    public int LossChannels { get; init; } = 1;

    /// <summary>Side of the square that is destroyed again and again; 0 for none.</summary>
    public int DamageSize { get; init; }

    /// <summary>Steps from one destruction to the next.</summary>
    public int DamageEvery { get; init; } = 1;

    /// <summary>Updates from one look at the loss of decided gates to the next.</summary>
    public int HardLossEvery { get; init; } = 100;

    /// <inheritdoc/>
    internal override int NetworkGroups => 1;

    /// <inheritdoc/>
    internal override long WeightCount => (long)Circuit.AllGates * Engine.Circuits.Gates.Count;

    /// <inheritdoc/>
    internal override int WireCount => CircuitArchitecture.WiresOf(Circuit);

    /// <inheritdoc/>
    internal override GateSettings Gates => GateSettings.Usual with { PassLogit = PassLogit };

    /// <summary>What the circuit consists of.</summary>
    internal CircuitShape Circuit => new(Channels, Kernels, KernelOutputs, [.. UpdateLayers.Sizes, Channels]);

    /// <summary>Steps that a lesson takes: a rule is learned in one.</summary>
    internal int LessonSteps => Target.Rule is null ? UnrollSteps : 1;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Circuit.Check();
        if (Target.Rule is not null && Channels != 1)
        {
            throw new UserException($"a rule such as {Target} is for one channel, and Channels is {Channels}");
        }

        if (LossChannels > Channels)
        {
            throw new UserException($"LossChannels is {LossChannels}, and there are no more than Channels = {Channels}");
        }

        int known = Target.Rule is null ? LessonTarget.MostChannels : 1;
        if (LossChannels > known)
        {
            throw new UserException($"LossChannels is {LossChannels}, and the target says what {known} should be");
        }

        if (DamageSize > Math.Min(GridWidth, GridHeight))
        {
            throw new UserException($"DamageSize is {DamageSize}, and the grid has {GridWidth} x {GridHeight} cells");
        }
    }

    /// <inheritdoc cref="WorldParameters.Set"/>
    public new LogicCircuitParameters Set(string assignment) => (LogicCircuitParameters)base.Set(assignment);
}
