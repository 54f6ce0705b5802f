using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>What every entity proposes for every cell: attack, defence and hidden channels of the sun and the species.</summary>
public struct Proposals
{
    /// <summary>The sun's, <c>[channels][y][x]</c>; a global sun keeps one row of equal values for all rows.</summary>
    public Planes Sun;

    /// <summary>The species', <c>[species · channels][y][x]</c>.</summary>
    public Planes Species;

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
        entity == 0 ? Sun.At(channel, y, x) : Species.At((entity - 1) * Channels + channel, y, x);

    /// <summary>The same as a pointer to the cell, for SIMD bodies.</summary>
    internal readonly unsafe float* Row(int entity, int channel, int y, int x) =>
        entity == 0 ? Sun.Row(channel, y, x) : Species.Row((entity - 1) * Channels + channel, y, x);

    /// <summary>An entity's proposal for a cell from a channel on.</summary>
    internal readonly CellVector VectorAt(int entity, int channel, int y, int x) => entity == 0
        ? CellVector.Of(Sun, channel, y, x)
        : CellVector.Of(Species, (entity - 1) * Channels + channel, y, x);

    /// <summary>Every entity's pointer to a channel of a cell, <c>[entities]</c>, for loops over the cells of a row.</summary>
    internal readonly unsafe void Rows(int channel, int y, int x, float** rows)
    {
        for (int entity = 0; entity < Entities; entity++)
        {
            rows[entity] = Row(entity, channel, y, x);
        }
    }

    /// <summary>Floats from a channel of an entity to its next.</summary>
    internal readonly long Stride(int entity) => entity == 0 ? Sun.Stride : Species.Stride;
}
