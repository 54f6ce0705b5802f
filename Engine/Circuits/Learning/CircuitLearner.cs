using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Engine.Circuits.Learning;

/// <summary>Worlds in which a circuit learns: from a start through some steps, and back from how far the last grid is from its target.</summary>
internal sealed class CircuitLearner : IDisposable
{
    private readonly DeviceArena memory;
    private readonly Launcher launcher;
    private readonly CircuitShape shape;
    private readonly int targets;
    private readonly DeviceBuffer<float> tape;
    private readonly DeviceBuffer<float> gradient;
    private readonly DeviceBuffer<float> parts;
    private readonly DeviceBuffer<float> hardParts;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="plan">The circuit.</param>
    /// <param name="row">The worlds.</param>
    /// <param name="unrolled">Steps that are learned through, k.</param>
    /// <param name="targets">Channels that have a target, T.</param>
    /// <param name="learned">What it learns.</param>
    public CircuitLearner(DeviceArena memory, CircuitPlan plan, CellRow row, int unrolled, int targets, LearnedLogits learned)
    {
        this.memory = memory;
        this.targets = targets;
        launcher = memory.Launcher;
        shape = plan.Shape;
        Unrolled = unrolled;
        Steps = new CircuitSteps(memory, plan, row, learned.Logits);
        tape = memory.Allocate<float>((unrolled + 1L) * PlanesOf(shape.Outputs));
        gradient = memory.Allocate<float>(PlanesOf(shape.Outputs));
        Target = memory.Allocate<float>(PlanesOf(targets));
        parts = memory.Allocate<float>((long)targets * LaneSums.Count);
        hardParts = memory.Allocate<float>((long)targets * LaneSums.Count);
        Gradients = memory.Allocate<float>(learned.Logits.Length);
        Learned = learned;
    }

    /// <summary>The circuit's steps.</summary>
    public CircuitSteps Steps { get; }

    /// <summary>Steps that are learned through, k.</summary>
    public int Unrolled { get; }

    /// <summary>What a run begins with, <c>[channel][cell]</c>.</summary>
    public ArrayView<float> Start => GridAt(0);

    /// <summary>What its last grid should be, <c>[target channel][cell]</c>.</summary>
    public DeviceBuffer<float> Target { get; }

    /// <summary>∂ℓ of the last update, <c>[gate][kind]</c>.</summary>
    public DeviceBuffer<float> Gradients { get; }

    /// <summary>What it learns.</summary>
    public LearnedLogits Learned { get; }

    /// <summary>The grid after a step of the last run.</summary>
    /// <param name="step">0, the start, to k.</param>
    public ArrayView<float> GridAt(int step) => tape.View.SubView(step * PlanesOf(shape.Outputs), PlanesOf(shape.Outputs));

    /// <summary>Queues the steps with gates as their likeliest kinds, and how far they lead from the target.</summary>
    /// <param name="temperature">What logits are divided by.</param>
    /// <param name="firing">Which cells take part in a step, from 0.</param>
    public void RunHard(float temperature, Func<int, Firing> firing)
    {
        Steps.Form(temperature);
        Run(Steps.Hard, firing);
        Compare(hardParts);
    }

    /// <summary>Queues the steps, how far they lead from the target, and the gradient of that.</summary>
    /// <param name="mode">How gates answer.</param>
    /// <param name="temperature">What logits are divided by.</param>
    /// <param name="firing">Which cells take part in a step, from 0.</param>
    public void Differentiate(GateMode mode, float temperature, Func<int, Firing> firing)
    {
        DeviceBuffer<GateForm> forms = mode == GateMode.Soft ? Steps.Soft : Steps.Hard;
        Steps.Form(temperature);
        Run(forms, firing);
        Compare(parts);
        for (int step = Unrolled - 1; step >= 0; step--)
        {
            if (step < Unrolled - 1)
            {
                Steps.Answer(forms, GridAt(step));
            }

            Steps.Backward(gradient.View, firing(step), goesOn: step < Unrolled - 1);
        }

        Steps.Differentiate(Gradients, temperature);
    }

    /// <summary>Queues moving the logits by their gradient.</summary>
    /// <param name="setting">How.</param>
    /// <param name="update">The number of this update, from 1.</param>
    public void Descend(DescentSetting setting, long update) => launcher.Run<LogitsDescent, LogitsDescent.Arguments>(new LogitsDescent.Arguments
    {
        Logits = Steps.Logits.View,
        Gradients = Gradients.View,
        First = Learned.First.View,
        Second = Learned.Second.View,
        Rate = setting.Rate,
        Clip = setting.Clip,
        SecondDecay = setting.SecondDecay,
        WeightDecay = setting.WeightDecay,
        FirstCorrection = CorrectionOf(LogitsDescent.FirstDecay, update),
        SecondCorrection = CorrectionOf(setting.SecondDecay, update),
    });

    /// <summary>Σ (x − target)² of the last run that was learned from.</summary>
    public double ReadLoss() => TotalOf(parts);

    /// <summary>Σ (x − target)² of the last run with gates as their likeliest kinds.</summary>
    public double ReadHardLoss() => TotalOf(hardParts);

    public void Dispose() => memory.Dispose();

    // A product of doubles is the same everywhere, which a power from a library need not be.
    private static float CorrectionOf(float decay, long update)
    {
        double power = 1;
        for (double square = decay; update > 0; update >>= 1, square *= square)
        {
            power *= (update & 1) != 0 ? square : 1;
        }

        return (float)(1 - power);
    }

    private void Run(DeviceBuffer<GateForm> forms, Func<int, Firing> firing)
    {
        for (int step = 0; step < Unrolled; step++)
        {
            Steps.Forward(forms, GridAt(step), GridAt(step + 1), firing(step));
        }
    }

    private void Compare(DeviceBuffer<float> sums) => launcher.Run<SquaredError, SquaredError.Arguments>(new SquaredError.Arguments
    {
        Grid = GridAt(Unrolled),
        Target = Target.View,
        Gradient = gradient.View,
        Parts = sums.View,
        Channels = shape.Outputs,
        Targets = targets,
        Row = Steps.Row,
    });

    private long PlanesOf(int planes) => (long)planes * Steps.Row.Pitch;

    private double TotalOf(DeviceBuffer<float> sums) => sums.ReadAll(launcher.Flush()).Sum(part => (double)part);
}
