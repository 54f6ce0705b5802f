using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Networks;

/// <summary>What networks are made of, kind and sizes, before they have memory. Equal ones are computed together.</summary>
/// <remarks>
/// It describes a world in which all species have such networks. Whatever goes by how many there are, as strips, sums and draws do, goes by
/// that world, so that a network has the same bits whoever its neighbours are.
/// </remarks>
internal abstract record Architecture
{
    /// <summary>Species of the world.</summary>
    public abstract int Species { get; }

    /// <summary>Channels that each proposes.</summary>
    public abstract int Channels { get; }

    /// <summary>Rows of cells that an output cell depends on, above and below.</summary>
    public abstract int Reach { get; }

    /// <summary>Weights of the world's networks.</summary>
    public long Weights => SlicesOf(Species).Sum(slice => (long)slice.Count);

    /// <summary>Whether a tanh makes their proposals, so that gradients are wanted of what goes into it.</summary>
    public virtual bool EndsInTanh => true;

    /// <summary>Wires of a network, which are drawn and never learned.</summary>
    public virtual int Wires => 0;

    /// <summary>Multiply-adds of the world's networks for a cell, or what else they compute most of.</summary>
    public abstract long MultiplyAdds { get; }

    /// <summary>Floats that the networks of some species take.</summary>
    /// <param name="species">How many.</param>
    public abstract long LengthOf(int species);

    /// <summary>Their weights' slices, network by network, each layer by layer; networks count as optimisers' groups, from 0 on.</summary>
    /// <param name="species">How many species.</param>
    public abstract ImmutableArray<WeightSlice> SlicesOf(int species);

    /// <summary>Planes that they take to run over a band.</summary>
    /// <param name="species">How many species.</param>
    /// <param name="area">The grid.</param>
    /// <param name="device">Where they run.</param>
    public abstract long PlanesOf(int species, Area area, ComputeDevice device);

    /// <summary>Draws weights of a layer.</summary>
    /// <param name="layer">Which, the first one is 0.</param>
    /// <param name="first">Where they begin among those of the world's networks.</param>
    /// <param name="weights">The result.</param>
    /// <param name="seed">What they follow from.</param>
    /// <param name="passLogit">The logit with which a new gate passes its first input on.</param>
    public abstract void Draw(int layer, long first, Span<float> weights, ulong seed, float passLogit);

    /// <summary>Draws the wires of a species' network.</summary>
    /// <param name="species">Which, 0 = the first.</param>
    /// <param name="seed">What they follow from.</param>
    public virtual float[] DrawWires(int species, ulong seed) => [];

    /// <summary>Makes the networks of some species.</summary>
    /// <param name="memory">Holds copies of the weights.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="members">Whose, 0 = the first species, in order.</param>
    public abstract Network Make(DeviceArena memory, DeviceBuffer<float> weights, ImmutableArray<int> members);
}
