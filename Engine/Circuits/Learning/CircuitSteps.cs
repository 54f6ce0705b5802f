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
    private readonly CircuitPlan plan;
    private readonly DeviceLayer[] layers;
    private readonly DeviceBuffer<float> values;
    private readonly DeviceBuffer<float> gradients;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="plan">Where numbers stand.</param>
    /// <param name="row">How cells stand in a row.</param>
    /// <exception cref="UserException">It is too large for a device.</exception>
    public CircuitSteps(DeviceArena memory, CircuitPlan plan, CellRow row)
    {
        if ((long)plan.MostRows * row.Pitch > int.MaxValue)
        {
            throw new UserException("a layer of the circuit has more than 2^31 numbers to compute; choose fewer BatchWorlds, or smaller ones");
        }

        launcher = memory.Launcher;
        this.plan = plan;
        Row = row;
        Logits = memory.Allocate<float>((long)plan.Shape.AllGates * GateForm.Kinds);
        Soft = memory.Allocate<GateForm>(plan.Shape.AllGates);
        Hard = memory.Allocate<GateForm>(plan.Shape.AllGates);
        Sums = memory.Allocate<float>((long)plan.Shape.AllGates * GateSums.Floats);
        values = memory.Allocate<float>((long)plan.Rows * row.Pitch);
        gradients = memory.Allocate<float>((long)plan.Rows * row.Pitch);
        layers = [.. plan.Layers.Select(layer => new DeviceLayer(memory, layer))];
    }

    /// <summary>How cells stand in a row; whether edges meet may change.</summary>
    public CellRow Row { get; set; }

    /// <summary>ℓ, <c>[gate][kind]</c>.</summary>
    public DeviceBuffer<float> Logits { get; }

    /// <summary>What gates are as mixtures, <c>[gate]</c>.</summary>
    public DeviceBuffer<GateForm> Soft { get; }

    /// <summary>What they are as their likeliest kinds, <c>[gate]</c>.</summary>
    public DeviceBuffer<GateForm> Hard { get; }

    /// <summary>What logits learn from, <c>[gate][4][16]</c>.</summary>
    public DeviceBuffer<float> Sums { get; }

    /// <summary>How the cells of some worlds of one size stand in a row.</summary>
    public static CellRow RowOf(int width, int height, int worlds, bool periodic) => new()
    {
        Width = width,
        Height = height,
        Worlds = worlds,
        Pitch = Rows.RoundUp(checked(width * height * worlds)),
        Periodic = periodic ? 1 : 0,
    };

    /// <summary>Begins with gates that are decided: their kinds have a logit that stands out, the others 0.</summary>
    /// <param name="circuit">With the wires of this one.</param>
    /// <param name="logit">What stands out.</param>
    public void Begin(Circuit circuit, float logit = 10)
    {
        float[] logits = new float[circuit.Gates.Length * GateForm.Kinds];
        for (int gate = 0; gate < circuit.Gates.Length; gate++)
        {
            logits[gate * GateForm.Kinds + circuit.Gates[gate]] = logit;
        }

        Logits.Write(launcher.Flush(), 0, logits);
    }

    /// <summary>Queues working out what the gates are.</summary>
    /// <param name="temperature">What logits are divided by.</param>
    public void Shape(float temperature) => launcher.Run<GateForms, GateForms.Arguments>(new GateForms.Arguments
    {
        Logits = Logits.View,
        Soft = Soft.View,
        Hard = Hard.View,
        Temperature = temperature,
    });

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
            Answers = RowsOf(values, plan.Answers, plan.Shape.Outputs),
            Next = next,
            Channels = plan.Shape.Outputs,
            Pitch = Row.Pitch,
        });
    }

    /// <summary>Queues computing all numbers of a step.</summary>
    public void Answer(DeviceBuffer<GateForm> forms, ArrayView<float> grid)
    {
        foreach (DeviceLayer layer in layers)
        {
            layer.WriteOnce(launcher);
        }

        launcher.Run<Patches, Patches.Arguments>(new Patches.Arguments
        {
            Grid = grid,
            Values = values.View,
            Own = plan.Own,
            Channels = plan.Shape.Inputs,
            Row = Row,
        });
        foreach (DeviceLayer layer in layers)
        {
            launcher.Run<GateAnswers, GateAnswers.Arguments>(new GateAnswers.Arguments { Layer = Of(layer, forms) });
        }
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
            Answers = RowsOf(gradients, plan.Answers, plan.Shape.Outputs),
            Channels = plan.Shape.Outputs,
            Pitch = Row.Pitch,
        });
        foreach (DeviceLayer layer in layers.Reverse())
        {
            CircuitLayer computed = Of(layer, Soft);
            launcher.Run<GateSums, GateSums.Arguments>(new GateSums.Arguments
            {
                Layer = computed,
                Gradients = gradients.View,
                Sums = Sums.View.SubView((long)layer.Plan.FirstGate * GateSums.Floats, (long)layer.Plan.Gates * GateSums.Floats),
                GoesOn = goesOn ? 1 : 0,
            });
            launcher.Run<GateInputsGradient, GateInputsGradient.Arguments>(new GateInputsGradient.Arguments
            {
                Layer = computed,
                Gradients = gradients.View,
                Starts = layer.Starts.View,
                Readers = layer.Readers.View,
                Inputs = layer.Plan.Inputs,
            });
        }

        launcher.Run<PatchesGradient, PatchesGradient.Arguments>(new PatchesGradient.Arguments
        {
            Gradients = gradients.View,
            Own = plan.Own,
            Grid = gradient,
            Channels = plan.Shape.Inputs,
            Row = Row,
        });
    }

    /// <summary>Features of the step whose numbers were computed last, <c>[feature][cell]</c>.</summary>
    public float[][] ReadFeatures()
    {
        float[] all = new float[plan.Shape.Features * Row.Pitch];
        values.Read(launcher.Flush(), (long)plan.Own * Row.Pitch, all);
        return [.. Enumerable.Range(0, plan.Shape.Features)
            .Select(feature => all.AsSpan(plan.RowOfFeature(feature) * Row.Pitch, Row.Cells).ToArray())];
    }

    private CircuitLayer Of(DeviceLayer layer, DeviceBuffer<GateForm> forms) => new()
    {
        Values = values.View,
        Wires = layer.Wires.View,
        Forms = forms.View.SubView(layer.Plan.FirstGate, layer.Plan.Gates),
        Answers = layer.Plan.Answers,
        RowsOfGate = layer.Plan.RowsOfGate,
        Pitch = Row.Pitch,
    };

    private ArrayView<float> RowsOf(DeviceBuffer<float> numbers, int first, int count) =>
        numbers.View.SubView((long)first * Row.Pitch, (long)count * Row.Pitch);

    // Wires go to the device with the first step, since memory that is only counted cannot be written to.
    private sealed class DeviceLayer(DeviceArena memory, PlannedLayer plan)
    {
        private bool isWritten;

        public PlannedLayer Plan => plan;

        public DeviceBuffer<GateWires> Wires { get; } = memory.Allocate<GateWires>(plan.Gates);

        public DeviceBuffer<int> Starts { get; } = memory.Allocate<int>(plan.Starts.Length);

        public DeviceBuffer<int> Readers { get; } = memory.Allocate<int>(plan.Readers.Length);

        public void WriteOnce(Launcher launcher)
        {
            if (!isWritten)
            {
                Wires.Write(launcher.Flush(), 0, plan.Wires.AsSpan());
                Starts.Write(launcher.Flush(), 0, plan.Starts.AsSpan());
                Readers.Write(launcher.Flush(), 0, plan.Readers.AsSpan());
                isWritten = true;
            }
        }
    }
}
