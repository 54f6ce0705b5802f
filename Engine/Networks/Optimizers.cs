using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Network;
using ILGPU;

namespace GpuEcosystem.Engine.Networks;

/// <summary>Each group of weights' own optimiser: its setting, its memory of past gradients, and its step.</summary>
internal sealed class Optimizers
{
    /// <summary>Numbers of an <see cref="OptimizerProgress"/>.</summary>
    public const int NumbersOfProgress = 3;

    private readonly Launcher launcher;
    private readonly Network network;
    private readonly DeviceBuffer<float> squares;
    private readonly DeviceBuffer<float> norms;
    private readonly DeviceBuffer<OptimizerSetting> settings;
    private readonly OptimizerSetting[] settingsOnDevice;
    private OptimizerKind[] kinds = [];

    public Optimizers(DeviceArena memory, Network network)
    {
        launcher = memory.Launcher;
        this.network = network;
        NetworkLayout layout = network.Layout;
        First = memory.Allocate<float>(layout.Length);
        Second = memory.Allocate<float>(layout.Length);
        squares = memory.Allocate<float>(layout.Groups * layout.Layers);
        norms = memory.Allocate<float>(layout.Groups);
        settings = memory.Allocate<OptimizerSetting>(layout.Groups);
        settingsOnDevice = new OptimizerSetting[layout.Groups];
        Progress = memory.Allocate<float>(layout.Groups * NumbersOfProgress);
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
    public void Step(EcosystemParameters parameters, DeviceBuffer<float> gradients)
    {
        TakeOver(parameters);
        NetworkLayout layout = network.Layout;
        launcher.RunGroups<GradientSquares, GradientSquares.Arguments>(
            new GradientSquares.Arguments { Layout = layout, Gradients = gradients.View, Squares = squares.View });
        launcher.Run<OptimizerClock, OptimizerClock.Arguments>(new OptimizerClock.Arguments
        {
            Settings = settings.View,
            Squares = squares.View,
            Norms = norms.View,
            Progress = Progress.View.Cast<OptimizerProgress>(),
            Groups = layout.Groups,
            Layers = layout.Layers,
        });
        launcher.Run<OptimizerStep, OptimizerStep.Arguments>(new OptimizerStep.Arguments
        {
            Layout = layout,
            Weights = network.Weights.View,
            Gradients = gradients.View,
            First = First.View,
            Second = Second.View,
            Settings = settings.View,
            Progress = Progress.View.Cast<OptimizerProgress>(),
        });
        network.WeightsChanged();
    }

    /// <summary>Begins with an empty memory.</summary>
    public void Begin()
    {
        kinds = [];
        for (int group = 0; group < network.Layout.Groups; group++)
        {
            Forget(group);
        }
    }

    /// <summary>Lengths of the groups' last gradients.</summary>
    public float[] ReadNorms() => norms.ReadAll(launcher.Flush());

    // Settings go to the device when they change; a group whose kind of optimiser changes begins with an empty memory.
    private void TakeOver(EcosystemParameters parameters)
    {
        bool isFirst = kinds.Length == 0;
        bool changed = isFirst;
        kinds = isFirst ? new OptimizerKind[network.Layout.Groups] : kinds;
        for (int group = 0; group < network.Layout.Groups; group++)
        {
            OptimizerSetting wanted = new()
            {
                Kind = parameters.Optimizer[group + 1],
                Learns = parameters.Learns[group + 1] ? 1 : 0,
                Rate = parameters.LearningRate[group + 1],
                Clip = parameters.GradientClip[group + 1],
            };
            if (!isFirst && kinds[group] != wanted.Kind)
            {
                Forget(group);
            }

            kinds[group] = wanted.Kind;
            changed |= wanted != settingsOnDevice[group];
            settingsOnDevice[group] = wanted;
        }

        if (changed)
        {
            settings.Write(launcher.Flush(), 0, settingsOnDevice);
        }
    }

    private void Forget(int group)
    {
        NetworkLayout layout = network.Layout;
        Progress.Write(launcher.Flush(), group * NumbersOfProgress, [1, 1, 1]);
        for (int layer = 0; layer < layout.Layers; layer++)
        {
            long count = layout.LayerLength(layer) / layout.Groups;
            long first = layout.LayerOffset(layer) + group * count;

            // ILGPU's OpenCL back end cannot clear a part of a buffer.
            float[] zeros = new float[count];
            First.Write(launcher.Flush(), first, zeros);
            Second.Write(launcher.Flush(), first, zeros);
        }
    }
}
