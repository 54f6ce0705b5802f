using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>Lengths of the attack and defence vectors, ‖A_i‖ and ‖B_i‖, or <see cref="Presence.Absent"/> where the entity does not count.</summary>
public readonly struct Norms : IDeviceBody<Norms.Arguments>, ISimdBody<Norms.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The proposals.</summary>
        public Proposals Proposals;

        /// <summary>Who counts.</summary>
        public OppositionKind Opposers;

        /// <summary>1 where an entity is present, 0 elsewhere, <c>[entities][y][x]</c>; read unless all count.</summary>
        public Planes Masks;

        /// <summary><c>[2 · entities][y][x]</c>: attack norms, then defence norms.</summary>
        public Planes Norms;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        (arguments.Proposals.Entities - 1) * arguments.Proposals.StateChannels + 2 * arguments.Proposals.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => 2 * arguments.Proposals.Entities * arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int plane = index / cells;
        int x = a.Target.ColumnOf(index % cells);
        int y = a.Target.RowOf(index % cells);
        int entity = plane % a.Proposals.Entities;
        int first = plane / a.Proposals.Entities * a.Proposals.Half;
        CellVector vector = a.Proposals.VectorAt(entity, first, y, x);
        float norm = MathF.Sqrt(CellVector.Dot(vector, vector, a.Proposals.Half));
        if (a.Opposers == OppositionKind.Present)
        {
            norm = a.Masks.At(entity, y, x) > 0 ? norm : Presence.Absent;
        }

        a.Norms.At(plane, y, x) = norm;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Target)[tile];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            for (int plane = 0; plane < 2 * a.Proposals.Entities; plane++)
            {
                int entity = plane % a.Proposals.Entities;
                float* target = a.Norms.Row(plane, y, area.X);
                float* mask = a.Opposers == OppositionKind.Present ? a.Masks.Row(entity, y, area.X) : null;
                if (mask != null && !new ReadOnlySpan<float>(mask, area.Width).ContainsAnyExcept(0f))
                {
                    Rows.Fill(target, area.Width, Presence.Absent);
                    continue;
                }

                NormRow<L, V>(a, area, y, entity, plane / a.Proposals.Entities * a.Proposals.Half, target);
                for (int x = 0; mask != null && x < area.Width; x += L.Count)
                {
                    V norm = L.SelectLess(default, L.Load(mask + x), L.Load(target + x), L.Create(Presence.Absent));
                    L.Store(norm, target + x);
                }
            }
        }
    }

    private static unsafe void NormRow<L, V>(in Arguments a, Area area, int y, int entity, int first, float* target)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* vector = a.Proposals.Row(entity, first, y, area.X);
        long stride = a.Proposals.Stride(entity);
        for (int x = 0; x < area.Width; x += L.Count)
        {
            V sum = default;
            for (int channel = 0; channel < a.Proposals.Half; channel++)
            {
                V value = L.Load(vector + channel * stride + x);
                sum = L.MultiplyAdd(value, value, sum);
            }

            L.Store(L.Sqrt(sum), target + x);
        }
    }
}
