using System.Runtime.CompilerServices;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// Sums over cells are kept as sixteen, of every sixteenth cell, and combined from the first to the last, whatever the width
/// of the vectors: so a sum has the same bits on every processor.
/// </summary>
public static unsafe class LaneSums
{
    /// <summary>Lanes of a sum, as many as the widest vectors have.</summary>
    public const int Count = 16;

    /// <summary>Adds a vector of cells to the lanes that it belongs to.</summary>
    /// <param name="value">One number for each cell.</param>
    /// <param name="lanes">From the first cell's lane on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<L, V>(V value, float* lanes)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        L.Store(L.Add(L.Load(lanes), value), lanes);

    /// <summary>The sum of a sum's lanes.</summary>
    /// <param name="lanes"><c>[16]</c>.</param>
    public static float Total(float* lanes)
    {
        float total = 0;
        for (int lane = 0; lane < Count; lane++)
        {
            total += lanes[lane];
        }

        return total;
    }
}
