using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Learning;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Tests.Kernels.Circuits;

/// <summary>
/// A circuit learns a rule of Life as the published one does: twenty of the 512 boards of 3 x 3 cells at a time, whose edges meet, and the
/// next board of each; AdamW at 0.05.
/// </summary>
internal sealed class LifeLesson : IDisposable
{
    private const int Boards = 20;
    private const int Side = 3;

    private static readonly DescentSetting descent = new(Rate: 0.05f, Clip: 100, SecondDecay: 0.99f, WeightDecay: 0.01f);

    private readonly ulong seed;
    private readonly Launcher launcher;
    private readonly CircuitLearner learner;
    private readonly CircuitWires wires;
    private readonly DeviceBuffer<float> rule;
    private long update;

    public LifeLesson(ComputeDevice device, LifeRule taught, CircuitShape shape, ulong seed)
    {
        this.seed = seed;
        Shape = shape;
        launcher = new Launcher(device);
        wires = WireDrawing.Draw(shape, WireKind.Unique, seed);
        learner = DeviceArena.Make(launcher, memory => new CircuitLearner(
            memory, new CircuitPlan(shape, wires), CircuitSteps.RowOf(Side, Side, Boards, periodic: true), unrolled: 1, targets: 1));
        rule = device.Allocate<float>(LifeRule.Neighbourhoods);
        rule.Write(launcher.Flush(), 0, [.. Enumerable.Range(0, LifeRule.Neighbourhoods).Select(board => taught.Lives(board) ? 1f : 0f)]);
        float[] logits = new float[shape.AllGates * Gates.Count];
        for (int gate = 0; gate < shape.AllGates; gate++)
        {
            logits[gate * Gates.Count + Gates.First] = 10;
        }

        learner.Steps.Logits.Write(launcher.Flush(), 0, logits);
    }

    /// <summary>The published circuit's: 16 kernels, and an update of 17 layers of 128 gates and a tree.</summary>
    public static CircuitShape Published { get; } = new(1, 16, 1, [.. Enumerable.Repeat(128, 17), 64, 32, 16, 8, 4, 2, 1]);

    public CircuitShape Shape { get; }

    /// <summary>What it is by now.</summary>
    public Circuit Circuit => Circuit.Likeliest(Shape, wires, Logits);

    public float[] Logits => learner.Steps.Logits.ReadAll(launcher.Flush());

    public void Learn(int updates)
    {
        for (long last = update + updates; update < last;)
        {
            update++;
            float[] starts = new float[learner.Steps.Row.Pitch];
            for (int board = 0; board < Boards; board++)
            {
                long number = Philox.Below(LifeRule.Neighbourhoods, seed, RandomStream.LessonStart, update, (ulong)board);
                for (int cell = 0; cell < Side * Side; cell++)
                {
                    starts[board * Side * Side + cell] = number >> cell & 1;
                }
            }

            HostCopy.Write<float>(learner.Start, launcher.Flush(), starts);
            launcher.Run<RuleTarget, RuleTarget.Arguments>(new RuleTarget.Arguments
            {
                Grid = learner.Start, Rule = rule.View, Target = learner.Target.View, Row = learner.Steps.Row,
            });
            learner.Differentiate(GateMode.Soft, temperature: 1, _ => new Firing { Given = learner.Target.View });
            learner.Descend(descent, update);
        }
    }

    public void Dispose()
    {
        learner.Dispose();
        rule.Dispose();
        launcher.Dispose();
    }
}
