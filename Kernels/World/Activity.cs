using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>What a step changes: counted in each row, and, while somebody wants it, on a map.</summary>
public struct Activity
{
    /// <summary><c>[rows][2]</c>: the sum of |Δa| over all entities and cells, and how many cells take part.</summary>
    public ArrayView<float> Rows;

    /// <summary>1 to keep a map of where things change, 0 to leave <see cref="Heat"/> alone.</summary>
    public int Tracked;

    /// <summary>
    /// The map, <c>[1][y][x]</c>: max(Σ|Δa| of a cell that takes part, <see cref="Fading"/> · what it was).
    /// </summary>
    public Planes Heat;

    /// <summary>Numbers kept for each row.</summary>
    public const int NumbersPerRow = 2;

    /// <summary>What is left of a cell's heat after a step in which it rests.</summary>
    public const float Fading = 0.9f;

    /// <summary>Puts down a row's numbers.</summary>
    internal readonly void Put(int row, float change, float participants)
    {
        Rows[(long)row * NumbersPerRow] = change;
        Rows[(long)row * NumbersPerRow + 1] = participants;
    }

    /// <summary>Takes a cell's change down on the map.</summary>
    internal readonly void Track(int y, int x, float change)
    {
        if (Tracked != 0)
        {
            // A comparison with what is no number is false, so a map never holds one.
            float faded = Fading * Heat.At(0, y, x);
            Heat.At(0, y, x) = faded < change ? change : faded;
        }
    }

    /// <summary>The same for a vector of cells.</summary>
    internal readonly unsafe void Track<L, V>(int y, int x, V change)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        if (Tracked != 0)
        {
            float* heat = Heat.Row(0, y, x);
            V faded = L.Multiply(L.Create(Fading), L.Load(heat));
            L.Store(L.SelectLess(faded, change, change, faded), heat);
        }
    }
}
