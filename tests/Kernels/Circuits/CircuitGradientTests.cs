using System.Collections.Concurrent;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Learning;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.Circuits;

/// <summary>Gradients of logits are slopes of the loss, of upstream gradients that differ from cell to cell, in both modes of gates.</summary>
public class CircuitGradientTests
{
    private const int Width = 4;
    private const int Height = 3;
    private const int Cells = Width * Height;
    private const int Steps = 3;
    private const double Temperature = 0.8;

    private static readonly CircuitShape shape = new(2, 2, 2, [8, 6, 4, 2]);
    private static readonly CircuitWires wires = WireDrawing.Draw(shape, WireKind.Unique, seed: 5);

    private static readonly ConcurrentDictionary<(GateMode Mode, bool Asynchronous, bool Periodic), Lesson> lessons = [];

    /// <summary>Both modes, all cells at once or not, with and without edges, on every device.</summary>
    public static TheoryData<string, GateMode, bool, bool> Cases =>
    [
        .. from device in Devices.EveryBody
           from mode in Enum.GetValues<GateMode>()
           from asynchronous in (bool[])[false, true]
           select (device, mode, asynchronous, !asynchronous),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_slopes(string device, GateMode mode, bool asynchronous, bool periodic)
    {
        Lesson lesson = lessons.GetOrAdd((mode, asynchronous, periodic), key => new Lesson(key.Mode, key.Asynchronous, key.Periodic));
        float[] gradients = lesson.Differentiate(Devices.Open(device), out double loss);
        double[] slopes = lesson.Slopes.Value;
        Close.Assert<double, float>(slopes, gradients, 0, 1e-5, "gradient");
        Assert.Equal(lesson.Loss, loss, 1e-4 * lesson.Loss);

        // One number in a thousand is seen.
        int largest = Enumerable.Range(0, slopes.Length).MaxBy(logit => Math.Abs(slopes[logit]));
        gradients[largest] *= 1.001f;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Close.Assert<double, float>(slopes, gradients, 0, 1e-5));
    }

    /// <summary>The derivatives that they are compared with are those of the loss itself.</summary>
    [Fact]
    public void Slopes_are_central_differences()
    {
        const double little = 1e-5;
        Lesson lesson = new(GateMode.Soft, asynchronous: true, periodic: false);
        foreach (int logit in Enumerable.Range(0, 40).Select(i => i * 13))
        {
            double difference = (lesson.LossWith(logit, little) - lesson.LossWith(logit, -little)) / (2 * little);
            Assert.Equal(difference, lesson.Slope(logit), 1e-6);
        }
    }

    // Two worlds with starts, targets and masks of their own.
    private sealed class Lesson
    {
        private readonly Random random = new(3);
        private readonly double[] logits;
        private readonly double[][][] starts;
        private readonly double[][][] targets;
        private readonly double[][][] uniforms;
        private readonly bool asynchronous;
        private readonly bool periodic;
        private readonly GateMode mode;

        public Lesson(GateMode mode, bool asynchronous, bool periodic)
        {
            (this.mode, this.asynchronous, this.periodic) = (mode, asynchronous, periodic);
            logits = [.. Enumerable.Range(0, shape.AllGates * Gates.Count).Select(_ => (double)(float)(4 * random.NextDouble()))];
            starts = Draw(2, 2, () => random.Next(2));
            targets = Draw(2, 1, () => (float)random.NextDouble());
            uniforms = Draw(2, Steps, () => (float)random.NextDouble());
            Slopes = new Lazy<double[]>(() => [.. Enumerable.Range(0, logits.Length).Select(Slope)]);
        }

        // The same for all devices, and slow.
        public Lazy<double[]> Slopes { get; }

        public double Loss => LossWith(0, 0);

        public double LossWith(int logit, double change)
        {
            double[] moved = [.. logits];
            moved[logit] += change;
            return Sum(moved, 0).Value;
        }

        public double Slope(int logit) => Sum(logits, logit).Slope;

        public float[] Differentiate(ComputeDevice device, out double loss)
        {
            using Launcher launcher = new(device);
            int pitch = CircuitSteps.PitchOf(2 * Cells);
            using CircuitLearner learner = DeviceArena.Make(launcher, memory => new CircuitLearner(
                memory, new CircuitPlan(shape, wires), CircuitSteps.RowOf(Width, Height, 2, periodic), Steps, targets: 1,
                LearnedLogits.Make(memory, shape)));
            using DeviceBuffer<float> given = device.Allocate<float>(Steps * pitch);
            given.Write(launcher.Flush(), 0, InRows(uniforms, pitch));
            learner.Steps.Logits.Write(launcher.Flush(), 0, [.. logits.Select(logit => (float)logit)]);
            learner.Target.Write(launcher.Flush(), 0, InRows(targets, pitch));
            HostCopy.Write<float>(learner.Start, launcher.Flush(), InRows(starts, pitch));
            learner.Differentiate(mode, (float)Temperature, step => new Firing
            {
                Asynchronous = asynchronous ? 1 : 0,
                Rate = 0.6f,
                AreGiven = 1,
                Given = given.View.SubView(step * pitch, pitch),
            });
            loss = learner.ReadLoss();
            return learner.Gradients.ReadAll(launcher.Flush());
        }

        private DualCircuit.Dual Sum(double[] of, int logit)
        {
            DualCircuit.Dual[] losses =
            [
                .. Enumerable.Range(0, 2).Select(world => new DualCircuit(shape, wires, of)
                {
                    Width = Width,
                    Height = Height,
                    Periodic = periodic,
                    Mode = mode,
                    Temperature = Temperature,
                    Fires = asynchronous ? Array.ConvertAll(uniforms[world], step => Array.ConvertAll(step, z => z <= 0.6f)) : null,
                }.Loss(starts[world], targets[world], Steps, logit)),
            ];
            return new DualCircuit.Dual(losses.Sum(one => one.Value), losses.Sum(one => one.Slope));
        }

        private static double[][][] Draw(int worlds, int planes, Func<double> next) =>
        [
            .. Enumerable.Range(0, worlds).Select(_ => Enumerable.Range(0, planes)
                .Select(_ => Enumerable.Range(0, Cells).Select(_ => next()).ToArray()).ToArray()),
        ];

        private static float[] InRows(double[][][] worlds, int pitch)
        {
            float[] rows = new float[worlds[0].Length * pitch];
            for (int world = 0; world < worlds.Length; world++)
            {
                for (int plane = 0; plane < worlds[world].Length; plane++)
                {
                    Array.ConvertAll(worlds[world][plane], number => (float)number).CopyTo(rows, plane * pitch + world * Cells);
                }
            }

            return rows;
        }
    }
}
