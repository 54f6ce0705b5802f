using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;

namespace GpuEcosystem.Engine.Networks;

/// <summary>The species' networks, of whatever kind: weights in slices, of which each group has an optimiser.</summary>
internal abstract class Network
{
    private protected Network(Launcher launcher, WeightStore store)
    {
        Launcher = launcher;
        Store = store;
    }

    /// <summary>How many species there are.</summary>
    public abstract int Species { get; }

    /// <summary>Channels that each proposes.</summary>
    public abstract int Channels { get; }

    /// <summary>Multiply-adds of all networks for a cell.</summary>
    public abstract long MultiplyAdds { get; }

    /// <summary>Networks that share nothing: one for each species, or one for all.</summary>
    public int Groups => Store.Groups;

    /// <summary>The weights and their slices, for optimisers.</summary>
    public WeightStore Store { get; }

    /// <summary>All weights; whoever writes them calls <see cref="WeightsChanged"/>.</summary>
    public DeviceBuffer<float> Weights => Store.Values;

    /// <summary>From where the layers are launched.</summary>
    protected Launcher Launcher { get; }

    /// <summary>Weights of new networks, drawn from a seed.</summary>
    public abstract float[] Draw(ulong seed);

    /// <summary>Copies of the weights are no longer theirs.</summary>
    public abstract void WeightsChanged();
}
