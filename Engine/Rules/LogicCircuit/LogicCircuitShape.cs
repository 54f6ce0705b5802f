using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Learning;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>All that decides how much memory a world of these rules takes.</summary>
/// <param name="Circuit">The circuit.</param>
/// <param name="Wires">How its wires are drawn.</param>
/// <param name="Grid">The world's cells.</param>
/// <param name="Lesson">The worlds that are learned from; null where nothing is learned.</param>
internal sealed record LogicCircuitShape(CircuitShape Circuit, WireKind Wires, Area Grid, LessonShape? Lesson) : WorldShape
{
    /// <summary>The shape of a world.</summary>
    /// <param name="parameters">Its rules.</param>
    public static LogicCircuitShape Of(LogicCircuitParameters parameters) => new(
        parameters.Circuit,
        parameters.UpdateWires,
        new Area(0, 0, parameters.GridWidth, parameters.GridHeight),
        parameters.LearnInterval == 0 ? null : new LessonShape(
            parameters.Target, parameters.BatchWorlds, parameters.LessonSteps, parameters.LossChannels));

    /// <inheritdoc/>
    public override WorldBody Assemble(WorldBody? present, Func<DeviceArena> another) =>
        LogicCircuitBody.Assemble(this, (LogicCircuitBody?)present, another);
}

/// <summary>The worlds that a circuit learns from.</summary>
/// <param name="Target">What they are to become.</param>
/// <param name="Worlds">How many there are.</param>
/// <param name="Steps">Steps that are learned through.</param>
/// <param name="Targets">Channels that have a target.</param>
internal sealed record LessonShape(LessonTarget Target, int Worlds, int Steps, int Targets)
{
    /// <summary>How their cells stand in a row.</summary>
    /// <param name="periodic">Whether edges meet, as those of a rule's boards always do.</param>
    public CellRow RowOf(bool periodic) =>
        CircuitSteps.RowOf(Target.Width, Target.Height, Worlds, periodic || Target.Rule is not null);
}
