using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Circuits.Learning;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Networks.Logic;

/// <summary>A species' circuit: its logits, what its gates are by them, and its wires.</summary>
internal sealed class GateCircuit
{
    // Gates of all planes that take milliseconds.
    private const long MostReduced = 20_000;

    private readonly Launcher launcher;
    private readonly CircuitShape shape;
    private readonly DeviceBuffer<GateForm> hard;
    private CircuitWires wires;
    private Circuit? decided;
    private DrawnCircuit? drawing;
    private bool formsAreStale = true;
    private bool drawingIsStale = true;

    /// <param name="memory">Holds what follows from the logits and the wires.</param>
    /// <param name="shape">What it consists of.</param>
    /// <param name="logits">ℓ, <c>[gate][kind]</c>.</param>
    public GateCircuit(DeviceArena memory, CircuitShape shape, DeviceBuffer<float> logits)
    {
        launcher = memory.Launcher;
        this.shape = shape;
        wires = CircuitWires.None(shape);
        Logits = logits;
        Soft = memory.Allocate<GateForm>(shape.AllGates);
        hard = memory.Allocate<GateForm>(shape.AllGates);
        Placed = new PlacedCircuit(memory, shape);
    }

    /// <summary>ℓ, <c>[gate][kind]</c>.</summary>
    public DeviceBuffer<float> Logits { get; }

    /// <summary>What gates learn as: the mixtures.</summary>
    public DeviceBuffer<GateForm> Soft { get; }

    /// <summary>What gates answer as.</summary>
    public DeviceBuffer<GateForm> Forms => Mode == GateMode.Soft ? Soft : hard;

    /// <summary>Its layers on the device.</summary>
    public PlacedCircuit Placed { get; }

    /// <summary>How gates answer.</summary>
    public GateMode Mode { get; private set; } = GateMode.StraightThrough;

    /// <summary>What logits are divided by.</summary>
    public float Temperature { get; private set; } = 1;

    /// <summary>What gates are is no longer theirs.</summary>
    public void LogitsChanged() => formsAreStale = drawingIsStale = true;

    /// <summary>Takes over what may change between steps.</summary>
    public void Follow(GateMode mode, float temperature)
    {
        formsAreStale |= temperature != Temperature;
        (Mode, Temperature) = (mode, temperature);
    }

    /// <summary>Takes wires over.</summary>
    public void Take(CircuitWires wires)
    {
        this.wires = wires;
        (decided, drawingIsStale) = (null, true);
        Placed.Write(new CircuitPlan(shape, wires));
        formsAreStale = true;
    }

    /// <summary>Its decided gates, to look at: the same object until one becomes another. Null where it would take too long to reduce them.</summary>
    public DrawnCircuit? Draw()
    {
        if (drawingIsStale && (long)shape.Inputs * shape.KernelGates + shape.UpdateGates <= MostReduced)
        {
            drawingIsStale = false;
            Circuit now = Circuit.Likeliest(shape, wires, Logits.ReadAll(launcher.Flush()));
            if (decided?.Gates.SequenceEqual(now.Gates) != true)
            {
                (decided, drawing) = (now, new DrawnCircuit(CircuitReduction.Reduce(now)));
            }
        }

        return drawing;
    }

    /// <summary>Brings what the gates are, and what is used of them, up to date; every pass begins with it.</summary>
    public void Form()
    {
        if (formsAreStale)
        {
            Placed.Form(Logits, Soft, hard, Temperature);
            Placed.FindUses(hard);
            formsAreStale = false;
        }
    }
}
