using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Learning;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Random;
using ILGPU;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>The small worlds from which a circuit learns.</summary>
internal sealed class Lesson : IDisposable
{
    private readonly CircuitShape circuit;
    private readonly LessonShape shape;
    private readonly CircuitLearner learner;
    private readonly Launcher launcher;
    private readonly float[] bits;
    private CircuitWires? planned;
    private bool hasTarget;
    private bool hasLoss;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="circuit">What learns.</param>
    /// <param name="shape">The worlds.</param>
    /// <param name="species">Has the circuit's logits.</param>
    public Lesson(DeviceArena memory, CircuitShape circuit, LessonShape shape, Species species)
    {
        this.circuit = circuit;
        this.shape = shape;
        launcher = memory.Launcher;
        CellRow row = shape.RowOf(periodic: false);
        learner = new CircuitLearner(
            memory,
            new CircuitPlan(circuit, CircuitWires.None(circuit)),
            row,
            shape.Steps,
            shape.Targets,
            new LearnedLogits(species.Networks.Weights, species.Optimizers.First, species.Optimizers.Second));
        bits = new float[circuit.Outputs * row.Pitch];
    }

    /// <summary>Queues an update.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="wires">The circuit's.</param>
    /// <param name="seed">What chance follows from.</param>
    /// <param name="update">The number of this update, from 1.</param>
    /// <returns>Whether decided gates were looked at on the way.</returns>
    public bool Learn(LogicCircuitParameters parameters, CircuitWires wires, ulong seed, long update)
    {
        Plan(wires);
        learner.Steps.Row = shape.RowOf(parameters.Periodic);
        if (shape.Target.Rule is LifeRule rule)
        {
            WriteBoards(rule, seed, update);
        }
        else
        {
            WriteWorlds(parameters.Start, seed, update);
        }

        bool looksAtDecided = (update - 1) % parameters.HardLossEvery == 0;
        if (looksAtDecided)
        {
            learner.RunHard(parameters.GateTemperature, Firing);
        }

        learner.Differentiate(parameters.GateMode, parameters.GateTemperature, Firing);
        learner.Descend(
            new DescentSetting(parameters.LearningRate[1], parameters.GradientClipValue, parameters.Beta2, parameters.WeightDecay), update);
        hasLoss = true;
        return looksAtDecided;

        Firing Firing(int step) => new()
        {
            Asynchronous = parameters.Asynchronous ? 1 : 0,
            Rate = parameters.FireRate,
            Seed = seed,
            Stream = RandomStream.LessonFiring,
            Step = update * shape.Steps + step,
            Given = learner.Target.View,
        };
    }

    /// <summary>How far mixtures, or what learning takes for them, led from the target in the last update; null before the first.</summary>
    public float? ReadLoss() => hasLoss ? (float)learner.ReadLoss() : null;

    /// <summary>Bits in which decided gates missed the target when they were looked at.</summary>
    public long ReadMistakes() => (long)learner.ReadHardLoss();

    /// <summary>What was learned last belongs to a circuit that is no more.</summary>
    public void Forget() => hasLoss = false;

    public void Dispose() => learner.Dispose();

    private void Plan(CircuitWires wires)
    {
        if (!ReferenceEquals(planned, wires))
        {
            learner.Steps.Plan = new CircuitPlan(circuit, wires);
            planned = wires;
        }
    }

    // Some of the 512 boards there are, and what the rule makes of each.
    private void WriteBoards(LifeRule rule, ulong seed, long update)
    {
        int[] boards =
        [
            .. Enumerable.Range(0, shape.Worlds)
                .Select(board => (int)Philox.Below(LifeRule.Neighbourhoods, seed, RandomStream.LessonStart, update, (ulong)board)),
        ];
        Write(learner.Start, 1, (_, board, cell) => boards[board] >> cell & 1);
        Write(learner.Target.View, 1, (_, board, cell) => rule.Lives(SeenFrom(cell, boards[board])) ? 1 : 0);
    }

    private void WriteWorlds(CircuitStart start, ulong seed, long update)
    {
        (int width, int height) = (shape.Target.Width, shape.Target.Height);
        Write(learner.Start, circuit.Outputs, (channel, world, cell) => start switch
        {
            CircuitStart.Random => Philox.Bits(
                seed, RandomStream.LessonStart, update, (ulong)((channel * shape.Worlds + world) * width * height + cell)) & 1,
            CircuitStart.Middle when cell == height / 2 * width + width / 2 => 1,
            _ => 0,
        });
        if (!hasTarget)
        {
            Write(learner.Target.View, shape.Targets, (channel, _, cell) => shape.Target.At(channel, cell / width, cell % width));
            hasTarget = true;
        }
    }

    private void Write(ArrayView<float> planes, int count, Func<int, int, int, float> bit)
    {
        CellRow row = learner.Steps.Row;
        int cells = row.Width * row.Height;
        for (int channel = 0; channel < count; channel++)
        {
            for (int cell = 0; cell < row.Cells; cell++)
            {
                bits[channel * row.Pitch + cell] = bit(channel, cell / cells, cell % cells);
            }
        }

        HostCopy.Write(planes, launcher.Flush(), (ReadOnlySpan<float>)bits.AsSpan(0, count * row.Pitch));
    }

    // The neighbourhood of a cell of a board of 3 x 3 whose edges meet.
    private static int SeenFrom(int cell, int board) => Enumerable.Range(0, CircuitShape.PatchCells).Sum(place =>
    {
        int y = (cell / 3 + place / 3 + 2) % 3;
        int x = (cell % 3 + place % 3 + 2) % 3;
        return (board >> (y * 3 + x) & 1) << place;
    });
}
