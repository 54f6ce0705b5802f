using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// What every entity proposes for every cell: attack, defence and hidden channels. The sun proposes the same everywhere. Those of
/// the dead are read by nobody and may be anything.
/// </summary>
public struct DishProposals
{
    /// <summary>The sun's, <c>[channels]</c>.</summary>
    public ArrayView<float> Sun;

    /// <summary>
    /// The species', <c>[species · channels][y][x]</c>: channel c of species i is plane (i − 1) · <see cref="EntityStep"/> +
    /// c · <see cref="ChannelStep"/>.
    /// </summary>
    public Planes Species;

    /// <summary>Planes from a species to the next: C where a network is a species' own, 1 where its rows are interleaved.</summary>
    public int EntityStep;

    /// <summary>Planes from a channel to the next: 1 where a network is a species' own, N where its rows are interleaved.</summary>
    public int ChannelStep;

    /// <summary>Channels of an entity, C.</summary>
    public int Channels;

    /// <summary>State channels, S: the first half attacks, the second defends.</summary>
    public int StateChannels;

    /// <summary>Entities, the sun and the species.</summary>
    public int Entities;

    /// <summary>Channels of an attack or a defence vector, S/2.</summary>
    public readonly int Half => StateChannels / 2;

    /// <summary>Channel of an entity's proposal for a cell; the sun is entity 0.</summary>
    public readonly float At(int entity, int channel, int y, int x) =>
        entity == 0 ? Sun[channel] : Species.At(Plane(entity, channel), y, x);

    /// <summary>The same for a vector of cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly unsafe V Load<L, V>(int entity, int channel, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        entity == 0 ? L.Create(Sun.Address()[channel]) : L.Load(Species.Row(Plane(entity, channel), y, x));

    /// <summary>An entity's proposal for a cell from a channel on.</summary>
    internal readonly CellVector VectorAt(int entity, int channel, int y, int x) =>
        entity == 0 ? new CellVector(Sun.SubView(channel), 1) : VectorIn(Species, entity, channel, y, x);

    /// <summary>The same of a species in other planes that are laid out alike.</summary>
    internal readonly CellVector VectorIn(in Planes planes, int entity, int channel, int y, int x) => new(
        planes.Plane(Plane(entity, channel)).SubView((y - planes.Y) * planes.Pitch + (x - planes.X)),
        ChannelStep * (int)planes.Stride);

    /// <summary>The same for a vector of cells.</summary>
    internal readonly unsafe LaneVector LanesIn(in Planes planes, int entity, int channel, int y, int x) =>
        new(planes.Row(Plane(entity, channel), y, x), ChannelStep * planes.Stride);

    private readonly int Plane(int entity, int channel) => (entity - 1) * EntityStep + channel * ChannelStep;
}
