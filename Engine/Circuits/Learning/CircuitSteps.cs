using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Engine.Circuits.Learning;

/// <summary>Steps of a circuit whose gates are still mixtures, and the way back through them.</summary>
internal sealed class CircuitSteps
{
    private readonly Launcher launcher;
    private readonly PlacedCircuit placed;
    private readonly DeviceBuffer<float> values;
    private readonly DeviceBuffer<float> gradients;

    // What logits learn from, [gate][4][16].
    private readonly DeviceBuffer<float> sums;
    private bool isPlanned;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="plan">Where numbers stand.</param>
    /// <param name="row">How cells stand in a row.</param>
    /// <param name="logits">ℓ, <c>[gate][kind]</c>.</param>
    /// <exception cref="UserException">It is too large for a device.</exception>
    public CircuitSteps(DeviceArena memory, CircuitPlan plan, CellRow row, DeviceBuffer<float> logits)
    {
        if ((long)plan.MostRows * row.Pitch > int.MaxValue)
        {
            throw new UserException("a layer of the circuit has more than 2^31 numbers to compute; choose fewer BatchWorlds, or smaller ones");
        }

        launcher = memory.Launcher;
        Plan = plan;
        Row = row;
        Logits = logits;
        Soft = memory.Allocate<GateForm>(plan.Shape.AllGates);
        Hard = memory.Allocate<GateForm>(plan.Shape.AllGates);
        sums = memory.Allocate<float>((long)plan.Shape.AllGates * GateSums.Floats);
        values = memory.Allocate<float>((long)plan.Rows * row.Pitch);
        gradients = memory.Allocate<float>((long)plan.Rows * row.Pitch);
        placed = new PlacedCircuit(memory, plan.Shape);
    }

    /// <summary>Where numbers stand; gates may be wired otherwise.</summary>
    public CircuitPlan Plan
    {
        get;
        set
        {
            field = value;
            isPlanned = false;
        }
    }

    /// <summary>How cells stand in a row; whether edges meet may change.</summary>
    public CellRow Row { get; set; }

    /// <summary>ℓ, <c>[gate][kind]</c>.</summary>
    public DeviceBuffer<float> Logits { get; }

    /// <summary>What gates are as mixtures, <c>[gate]</c>.</summary>
    public DeviceBuffer<GateForm> Soft { get; }

    /// <summary>What they are as their likeliest kinds, <c>[gate]</c>.</summary>
    public DeviceBuffer<GateForm> Hard { get; }

    /// <summary>How the cells of some worlds of one size stand in a row.</summary>
    public static CellRow RowOf(int width, int height, int worlds, bool periodic) => new()
    {
        Width = width,
        Height = height,
        Worlds = worlds,
        Pitch = PitchOf(checked(width * height * worlds)),
        Periodic = periodic ? 1 : 0,
    };

    /// <summary>Floats of a row of so many cells: whole vectors, and an odd number of them, since rows that lie a power of two apart take each
    /// other's places in a cache.</summary>
    public static int PitchOf(int cells) => Rows.RoundUp(cells) | Rows.RoundUp(1);

    /// <summary>Begins with gates that are decided: their kinds have the logit 1, the others 0.</summary>
    /// <param name="circuit">With the wires of this one.</param>
    public void Begin(Circuit circuit)
    {
        float[] logits = new float[circuit.Gates.Length * GateForm.Kinds];
        for (int gate = 0; gate < circuit.Gates.Length; gate++)
        {
            logits[gate * GateForm.Kinds + circuit.Gates[gate]] = 1;
        }

        Logits.Write(launcher.Flush(), 0, logits);
    }

    /// <summary>Queues working out what the gates are.</summary>
    /// <param name="temperature">What logits are divided by.</param>
    public void Form(float temperature) => placed.Form(Logits, Soft, Hard, temperature);

    /// <summary>Queues a step.</summary>
    /// <param name="forms">What the gates are.</param>
    /// <param name="grid">Before it, <c>[channel][cell]</c>.</param>
    /// <param name="next">After it, <c>[channel][cell]</c>; another than before.</param>
    /// <param name="firing">Which cells take part.</param>
    public void Forward(DeviceBuffer<GateForm> forms, ArrayView<float> grid, ArrayView<float> next, Firing firing)
    {
        Answer(forms, grid);
        launcher.Run<CellFiring, CellFiring.Arguments>(new CellFiring.Arguments
        {
            Firing = firing,
            Grid = grid,
            Answers = RowsOf(values, Plan.Answers, Plan.Shape.Outputs),
            Next = next,
            Channels = Plan.Shape.Outputs,
            Pitch = Row.Pitch,
        });
    }

    /// <summary>Queues computing all numbers of a step.</summary>
    public void Answer(DeviceBuffer<GateForm> forms, ArrayView<float> grid)
    {
        if (!isPlanned)
        {
            placed.Write(Plan);
            isPlanned = true;
        }

        launcher.Run<Patches, Patches.Arguments>(new Patches.Arguments
        {
            Grid = grid,
            Values = values.View,
            Own = Plan.Own,
            Channels = Plan.Shape.Inputs,
            Row = Row,
        });
        placed.Answer(forms, values.View, Row.Pitch);
    }

    /// <summary>Queues the way back through the step whose numbers were computed last.</summary>
    /// <param name="gradient">That of the grid after it, then of the grid before it, <c>[channel][cell]</c>.</param>
    /// <param name="firing">Which cells took part.</param>
    /// <param name="goesOn">Whether its sums are added to those of the steps after it, or are the first.</param>
    public void Backward(ArrayView<float> gradient, Firing firing, bool goesOn)
    {
        launcher.Run<CellFiringGradient, CellFiringGradient.Arguments>(new CellFiringGradient.Arguments
        {
            Firing = firing,
            Grid = gradient,
            Answers = RowsOf(gradients, Plan.Answers, Plan.Shape.Outputs),
            Channels = Plan.Shape.Outputs,
            Pitch = Row.Pitch,
        });
        placed.GoBack(Soft, values.View, gradients.View, Row.Pitch, end: 0);
        placed.Sum(values.View, gradients.View, sums, Row.Pitch, goesOn);
        launcher.Run<PatchesGradient, PatchesGradient.Arguments>(new PatchesGradient.Arguments
        {
            Gradients = gradients.View,
            Own = Plan.Own,
            Grid = gradient,
            Channels = Plan.Shape.Inputs,
            Row = Row,
        });
    }

    /// <summary>Queues the gradient of the logits from what <see cref="Backward"/> summed up.</summary>
    /// <param name="gradients">Becomes ∂ℓ, <c>[gate][kind]</c>.</param>
    /// <param name="temperature">What logits are divided by.</param>
    public void Differentiate(DeviceBuffer<float> gradients, float temperature) =>
        placed.Differentiate(Logits, sums, gradients.View, temperature);

    /// <summary>Features of the step whose numbers were computed last, <c>[feature][cell]</c>.</summary>
    public float[][] ReadFeatures()
    {
        float[] all = new float[Plan.Shape.Features * Row.Pitch];
        values.Read(launcher.Flush(), (long)Plan.Own * Row.Pitch, all);
        return [.. Enumerable.Range(0, Plan.Shape.Features)
            .Select(feature => all.AsSpan(Plan.RowOfFeature(feature) * Row.Pitch, Row.Cells).ToArray())];
    }

    private ArrayView<float> RowsOf(DeviceBuffer<float> numbers, int first, int count) =>
        numbers.View.SubView((long)first * Row.Pitch, (long)count * Row.Pitch);
}
