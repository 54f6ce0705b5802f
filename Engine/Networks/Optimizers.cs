using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Networks;

/// <summary>Each group of weights' own optimiser: its setting, its memory of past gradients, and its step.</summary>
internal sealed class Optimizers
{
    /// <summary>Numbers of an <see cref="OptimizerProgress"/>.</summary>
    public const int NumbersOfProgress = 3;

    private readonly Launcher launcher;
    private readonly WeightStore weights;
    private readonly DeviceBuffer<float> squares;
    private readonly DeviceBuffer<float> norms;
    private readonly DeviceBuffer<OptimizerSetting> settings;
    private readonly OptimizerSetting[] settingsOnDevice;
    private OptimizerKind[] kinds = [];

    public Optimizers(DeviceArena memory, WeightStore weights)
    {
        launcher = memory.Launcher;
        this.weights = weights;
        First = memory.Allocate<float>(weights.Values.Length);
        Second = memory.Allocate<float>(weights.Values.Length);
        squares = memory.Allocate<float>(weights.Slices.Length);
        norms = memory.Allocate<float>(weights.Groups);
        settings = memory.Allocate<OptimizerSetting>(weights.Groups);
        settingsOnDevice = new OptimizerSetting[weights.Groups];
        Progress = memory.Allocate<float>(weights.Groups * NumbersOfProgress);
    }

    /// <summary>Velocities, or Adam's means, laid out as the weights are.</summary>
    public DeviceBuffer<float> First { get; }

    /// <summary>Means of the gradients' squares.</summary>
    public DeviceBuffer<float> Second { get; }

    /// <summary>How far each group's optimiser has come, an <see cref="OptimizerProgress"/> each.</summary>
    public DeviceBuffer<float> Progress { get; }

    /// <summary>The kind of optimiser that each group's memory belongs to; empty before the first step.</summary>
    public IReadOnlyList<OptimizerKind> Kinds
    {
        get => kinds;
        set => kinds = [.. value];
    }

    /// <summary>Moves the weights by their gradients.</summary>
    /// <param name="wanted">How each group moves, <c>[groups]</c>.</param>
    /// <param name="gradients">The gradients, laid out as the weights are.</param>
    /// <param name="clipsTogether">Whether the gradients of all groups that learn are clipped as one.</param>
    public void Step(ReadOnlySpan<OptimizerSetting> wanted, DeviceBuffer<float> gradients, bool clipsTogether = false)
    {
        TakeOver(wanted);
        launcher.RunGroups<GradientSquares, GradientSquares.Arguments>(new GradientSquares.Arguments
        {
            Slices = weights.SlicesOnDevice(),
            Gradients = gradients.View,
            Squares = squares.View,
        });
        launcher.Run<OptimizerClock, OptimizerClock.Arguments>(new OptimizerClock.Arguments
        {
            Settings = settings.View,
            Squares = squares.View,
            FirstSlices = weights.FirstSlicesOnDevice(),
            Norms = norms.View,
            Progress = Progress.View.Cast<OptimizerProgress>(),
            Groups = weights.Groups,
            ClipsTogether = clipsTogether ? 1 : 0,
        });
        launcher.RunGroups<OptimizerStep, OptimizerStep.Arguments>(new OptimizerStep.Arguments
        {
            Slices = weights.SlicesOnDevice(),
            Longest = weights.Longest,
            Weights = weights.Values.View,
            Gradients = gradients.View,
            First = First.View,
            Second = Second.View,
            Settings = settings.View,
            Progress = Progress.View.Cast<OptimizerProgress>(),
        });
    }

    /// <summary>Begins with an empty memory.</summary>
    public void Begin()
    {
        kinds = [];
        for (int group = 0; group < weights.Groups; group++)
        {
            Forget(group);
        }
    }

    /// <summary>Lengths of the groups' last gradients.</summary>
    public float[] ReadNorms() => norms.ReadAll(launcher.Flush());

    // Settings go to the device when they change; a group whose kind of optimiser changes begins with an empty memory.
    private void TakeOver(ReadOnlySpan<OptimizerSetting> wanted)
    {
        bool isFirst = kinds.Length == 0;
        bool changed = isFirst;
        kinds = isFirst ? new OptimizerKind[weights.Groups] : kinds;
        for (int group = 0; group < weights.Groups; group++)
        {
            if (!isFirst && kinds[group] != wanted[group].Kind)
            {
                Forget(group);
            }

            kinds[group] = wanted[group].Kind;
            changed |= wanted[group] != settingsOnDevice[group];
            settingsOnDevice[group] = wanted[group];
        }

        if (changed)
        {
            settings.Write(launcher.Flush(), 0, settingsOnDevice);
        }
    }

    private void Forget(int group)
    {
        Progress.Write(launcher.Flush(), group * NumbersOfProgress, [1, 1, 1]);
        foreach (WeightSlice slice in weights.Slices.Where(slice => slice.Group == group))
        {
            // ILGPU's OpenCL back end cannot clear a part of a buffer.
            float[] zeros = new float[slice.Count];
            First.Write(launcher.Flush(), slice.First, zeros);
            Second.Write(launcher.Flush(), slice.First, zeros);
        }
    }
}
