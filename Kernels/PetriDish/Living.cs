using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// The entities that live in some cell of a vector. SIMD bodies pass over the others, which are most of them in a full world. That
/// changes no bit, for where an entity is dead nothing of it is added to a sum, not even 0.
/// </summary>
internal static unsafe class Living
{
    /// <summary>The living, sun first.</summary>
    /// <param name="masks">From <see cref="World.AliveMask"/>.</param>
    /// <param name="y">Grid row.</param>
    /// <param name="x">Grid column of the vector's first cell.</param>
    /// <param name="room">Room for all entities.</param>
    public static ReadOnlySpan<int> In<L, V>(in Planes masks, int y, int x, Span<int> room)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int count = 0;
        for (int entity = 0; entity < room.Length; entity++)
        {
            // Looked at as whole numbers, two floats at a time: a dead cell's bits are all 0.
            if (new ReadOnlySpan<ulong>(masks.Row(entity, y, x), L.Count / 2).ContainsAnyExcept(0ul))
            {
                room[count++] = entity;
            }
        }

        return room[..count];
    }

    /// <summary>Writes 0 for those who do not live.</summary>
    /// <param name="planes">Their planes, <c>[entities][y][x]</c>.</param>
    /// <param name="entities">How many entities there are.</param>
    /// <param name="living">The living.</param>
    /// <param name="y">Grid row.</param>
    /// <param name="x">Grid column of the vector's first cell.</param>
    public static void ClearOthers<L, V>(in Planes planes, int entities, ReadOnlySpan<int> living, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int next = 0;
        for (int entity = 0; entity < entities; entity++)
        {
            if (next < living.Length && living[next] == entity)
            {
                next++;
            }
            else
            {
                L.Store(default, planes.Row(entity, y, x));
            }
        }
    }
}
