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
    private readonly LifeRule taught;
    private long update;

    public LifeLesson(ComputeDevice device, LifeRule taught, CircuitShape shape, ulong seed)
    {
        this.taught = taught;
        this.seed = seed;
        Shape = shape;
        launcher = new Launcher(device);
        wires = WireDrawing.Draw(shape, WireKind.Unique, seed);
        learner = DeviceArena.Make(launcher, memory => new CircuitLearner(
            memory, new CircuitPlan(shape, wires), CircuitSteps.RowOf(Side, Side, Boards, periodic: true), unrolled: 1, targets: 1,
            LearnedLogits.Make(memory, shape)));
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
            int[] boards =
            [
                .. Enumerable.Range(0, Boards)
                    .Select(board => (int)Philox.Below(LifeRule.Neighbourhoods, seed, RandomStream.LessonStart, update, (ulong)board)),
            ];
            HostCopy.Write<float>(learner.Start, launcher.Flush(), InRow((board, cell) => boards[board] >> cell & 1));
            learner.Target.Write(launcher.Flush(), 0, InRow((board, cell) => taught.Lives(SeenFrom(cell, boards[board])) ? 1 : 0));
            learner.Differentiate(GateMode.Soft, temperature: 1, _ => new Firing { Given = learner.Target.View });
            learner.Descend(descent, update);
        }
    }

    public void Dispose()
    {
        learner.Dispose();
        launcher.Dispose();
    }

    // The neighbourhood of a cell of a board whose edges meet.
    private static int SeenFrom(int cell, int board) => Enumerable.Range(0, Side * Side).Sum(place =>
    {
        int y = (cell / Side + place / Side + Side - 1) % Side;
        int x = (cell % Side + place % Side + Side - 1) % Side;
        return (board >> (y * Side + x) & 1) << place;
    });

    private float[] InRow(Func<int, int, int> bit)
    {
        float[] row = new float[learner.Steps.Row.Pitch];
        for (int cell = 0; cell < Boards * Side * Side; cell++)
        {
            row[cell] = bit(cell / (Side * Side), cell % (Side * Side));
        }

        return row;
    }
}
