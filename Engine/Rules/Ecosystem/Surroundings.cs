using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>What a step sees of the world before it.</summary>
/// <param name="Grid">Aliveness then state, <c>[entities + channels][y][x]</c>.</param>
/// <param name="State">The state channels alone.</param>
/// <param name="Walls">1 in wall cells, <c>[1][y][x]</c>.</param>
/// <param name="Populations">Σ over cells of each entity's aliveness, sun first.</param>
/// <param name="Readable">Cells that exist: the grid, or a patch that is a world of its own.</param>
internal readonly record struct Surroundings(Planes Grid, Planes State, Planes Walls, ArrayView<float> Populations, Area Readable)
{
    /// <summary>What is seen of a part of a world.</summary>
    /// <param name="cells">The world's cells.</param>
    /// <param name="population">Counted over that part.</param>
    /// <param name="readable">The part.</param>
    public static Surroundings Of(WorldState cells, Population population, Area readable) =>
        new(cells.Grid.Planes, cells.State, cells.Walls.Planes, population.Totals, readable);
}
