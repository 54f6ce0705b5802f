using GpuEcosystem.Engine.Circuits.Learning;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>Computes a case of circuits of gates on a device.</summary>
internal sealed class CircuitCaseRunner : IDisposable
{
    /// <summary>The rules that such a case names.</summary>
    public const string Rules = "logicCircuit";

    private const double OneStep = 2e-5;
    private const double SomeSteps = 1e-4;
    private const double Loss = 2e-5;
    private const double AfterUpdates = 5e-4;

    // Relative to the largest number of a tensor.
    private const double Gradient = 2e-4;

    private readonly CircuitCase reference;
    private readonly CircuitCaseParameters p;
    private readonly Launcher launcher;
    private readonly CircuitLearner learner;
    private readonly DeviceBuffer<float> uniforms;
    private readonly Comparison comparison = new();
    private double? worstGradient;

    private CircuitCaseRunner(CircuitCase reference, DeviceArena memory)
    {
        this.reference = reference;
        p = reference.Parameters;
        launcher = memory.Launcher;
        CellRow row = CircuitSteps.RowOf(p.GridWidth, p.GridHeight, p.Worlds, p.Periodic);
        learner = new CircuitLearner(
            memory,
            new CircuitPlan(p.Shape, reference.Wires()),
            row,
            Math.Max(1, p.Steps),
            Math.Max(1, p.Targets),
            LearnedLogits.Make(memory, p.Shape));
        uniforms = memory.Allocate<float>(Math.Max(1, p.Steps) * row.Pitch);
        if (p.Kind == CircuitCaseKind.Run)
        {
            learner.Steps.Begin(reference.Circuit());
        }
        else
        {
            learner.Steps.Logits.Write(launcher.Flush(), 0, reference.OfGates("logits"));
        }

        if (p.Asynchronous)
        {
            uniforms.Write(launcher.Flush(), 0, InRows(reference.Tensor("uniform"), 1, p.Steps));
        }
    }

    /// <summary>Computes one case.</summary>
    /// <param name="device">The device.</param>
    /// <param name="folder">The case.</param>
    /// <param name="forwardOnly">Leave gradients out.</param>
    /// <exception cref="InvalidDataException">The case folder is damaged.</exception>
    public static CaseResult Run(ComputeDevice device, string folder, bool forwardOnly)
    {
        CircuitCase reference = CircuitCase.Load(folder);
        using Launcher launcher = new(device);
        using CircuitCaseRunner runner = DeviceArena.Make(launcher, memory => new CircuitCaseRunner(reference, memory));
        switch (reference.Parameters.Kind)
        {
            case CircuitCaseKind.Forward:
                runner.CompareForward();
                break;
            case CircuitCaseKind.Gradient:
                runner.CompareGradient(forwardOnly);
                break;
            case CircuitCaseKind.Training:
                runner.CompareTraining();
                break;
            case CircuitCaseKind.Run:
                runner.CompareRun();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(folder), reference.Parameters.Kind, "there is no such kind of case");
        }

        Comparison comparison = runner.comparison;
        return new CaseResult(reference.Name, comparison.Passed, comparison.Worst, runner.worstGradient, comparison.Message);
    }

    public void Dispose() => learner.Dispose();

    private void CompareForward()
    {
        bool isHard = p.Mode == CircuitCaseMode.Hard;
        WriteStart(reference.Tensor("grid"));
        learner.Steps.Form(temperature: 1);
        DeviceBuffer<GateForm> forms = isHard ? learner.Steps.Hard : learner.Steps.Soft;
        for (int step = 0; step < p.Steps; step++)
        {
            learner.Steps.Forward(forms, learner.GridAt(step), learner.GridAt(step + 1), FiringOf(step));
            if (step == 0)
            {
                float[] features = InCells(learner.Steps.ReadFeatures(), p.Shape.Features);
                comparison.Add("perceived", features, reference.Tensor("perceived"), isHard ? 0 : OneStep);
                comparison.Add("grid1", ReadGrid(1), reference.Tensor("grid1"), isHard ? 0 : OneStep);
            }
        }

        comparison.Add("nextGrid", ReadGrid(p.Steps), reference.Tensor("nextGrid"), isHard ? 0 : SomeSteps);
    }

    private void CompareGradient(bool forwardOnly)
    {
        WriteStart(reference.Tensor("grid"));
        WriteTarget(reference.Tensor("target"));
        learner.RunHard(temperature: 1, FiringOf);
        comparison.Add("nextGridHard", ReadGrid(p.Steps), reference.Tensor("nextGridHard"), SomeSteps);
        comparison.AddRelative("lossHard", [(float)learner.ReadHardLoss()], reference.Tensor("lossHard"), Loss);
        learner.Differentiate(GateMode.Soft, temperature: 1, FiringOf);
        comparison.Add("nextGrid", ReadGrid(p.Steps), reference.Tensor("nextGrid"), SomeSteps);
        comparison.AddRelative("loss", [(float)learner.ReadLoss()], reference.Tensor("loss"), Loss);
        if (!forwardOnly)
        {
            float[] gradients = learner.Gradients.ReadAll(launcher.Flush());
            worstGradient = p.LayerNames.Max(layer => comparison.AddRelative(
                $"gradient of {layer}", OfLayer(gradients, layer), reference.Tensor($"grad.{layer}"), Gradient));
        }
    }

    private void CompareTraining()
    {
        DescentSetting setting = new(p.LearningRate, Clip: 100, SecondDecay: 0.99f, WeightDecay: 0.01f);
        float[] losses = new float[p.Epochs];
        float[] hardLosses = new float[p.Epochs];
        for (int epoch = 0; epoch < p.Epochs; epoch++)
        {
            WriteStart(PartOf("grids", epoch));
            WriteTarget(PartOf("targets", epoch));
            learner.RunHard(temperature: 1, FiringOf);
            learner.Differentiate(GateMode.Soft, temperature: 1, FiringOf);
            (losses[epoch], hardLosses[epoch]) = ((float)learner.ReadLoss(), (float)learner.ReadHardLoss());
            learner.Descend(setting, epoch + 1);
            if (p.Marks.Contains(epoch + 1))
            {
                comparison.Add(
                    $"logits after {epoch + 1} updates", learner.Steps.Logits.ReadAll(launcher.Flush()), reference.OfGates($"{epoch + 1}"), AfterUpdates);
            }
        }

        comparison.AddRelative("losses", losses, reference.Tensor("losses"), Loss);
        comparison.Add("lossesHard", hardLosses, reference.Tensor("lossesHard"), 0);
    }

    private void CompareRun()
    {
        WriteStart(reference.Tensor("grid"));
        learner.Steps.Form(temperature: 1);
        for (int step = 1; step <= p.Marks[^1]; step++)
        {
            learner.Steps.Forward(learner.Steps.Hard, learner.GridAt((step - 1) % 2), learner.GridAt(step % 2), FiringOf(0));
            if (p.Marks.Contains(step))
            {
                comparison.Add($"grid after {step} steps", ReadGrid(step % 2), reference.Tensor($"grid.{step}"), 0);
            }
        }
    }

    private float[] OfLayer(float[] all, string layer)
    {
        int from = p.LayerNames.TakeWhile(name => name != layer).Sum(name => reference.Tensor($"logits.{name}").Length);
        return all[from..(from + reference.Tensor($"logits.{layer}").Length)];
    }

    private Firing FiringOf(int step) => new()
    {
        Asynchronous = p.Asynchronous ? 1 : 0,
        Rate = p.FireRate,
        AreGiven = 1,
        Given = uniforms.View.SubView((long)step * learner.Steps.Row.Pitch, learner.Steps.Row.Pitch),
    };

    private void WriteStart(float[] grids) =>
        HostCopy.Write<float>(learner.Start, launcher.Flush(), InRows(grids, p.Worlds, p.Channels));

    private void WriteTarget(float[] targets) => learner.Target.Write(launcher.Flush(), 0, InRows(targets, p.Worlds, p.Targets));

    private float[] PartOf(string tensor, int epoch)
    {
        float[] all = reference.Tensor(tensor);
        int length = all.Length / p.Epochs;
        return all[(epoch * length)..((epoch + 1) * length)];
    }

    private float[] ReadGrid(int step)
    {
        int pitch = learner.Steps.Row.Pitch;
        float[] rows = new float[p.Channels * pitch];
        HostCopy.Read<float>(learner.GridAt(step), launcher.Flush(), rows);
        return InCells([.. Enumerable.Range(0, p.Channels).Select(channel => rows[(channel * pitch)..((channel + 1) * pitch)])], p.Channels);
    }

    // [worlds][planes][cell of a world] as rows of all worlds' cells, [plane][cell].
    private float[] InRows(float[] numbers, int worlds, int planes)
    {
        int cells = p.GridWidth * p.GridHeight;
        int pitch = CircuitSteps.PitchOf(worlds * cells);
        float[] rows = new float[planes * pitch];
        for (int plane = 0; plane < planes; plane++)
        {
            for (int world = 0; world < worlds; world++)
            {
                numbers.AsSpan((world * planes + plane) * cells, cells).CopyTo(rows.AsSpan(plane * pitch + world * cells));
            }
        }

        return rows;
    }

    // And back.
    private float[] InCells(float[][] rows, int planes)
    {
        int cells = p.GridWidth * p.GridHeight;
        float[] numbers = new float[p.Worlds * planes * cells];
        for (int plane = 0; plane < planes; plane++)
        {
            for (int world = 0; world < p.Worlds; world++)
            {
                rows[plane].AsSpan(world * cells, cells).CopyTo(numbers.AsSpan((world * planes + plane) * cells));
            }
        }

        return numbers;
    }
}
