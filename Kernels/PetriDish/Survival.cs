using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// What is left alive: the sun, and a species where its neighbourhood has a stronghold, m'_i = [max3x3(v_i) > θ]; a'_i = b_i / Z with
/// b_i = m'_i v_i and Z = Σ_j b_j, in a duel at least 1e-8. Whoever has a share and survives has more than 0 left, whoever does not
/// has 0.
/// </summary>
public readonly struct Survival : IDeviceBody<Survival.Arguments>, ISimdBody<Survival.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>v from <see cref="Contest"/>, <c>[entities][y][x]</c>, of the target and the rows beside it.</summary>
        public Planes Shares;

        /// <summary>The result a', <c>[entities ..][y][x]</c>.</summary>
        public Planes Aliveness;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>Which rules hold.</summary>
        public ContestKind Kind;

        /// <summary>θ.</summary>
        public float Threshold;

        /// <summary>Worlds whose cells exist.</summary>
        public WorldStack Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <summary>The least Z of a duel.</summary>
    internal const float LeastOfDuel = 1e-8f;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        Area readable = a.Readable.Around(y);
        float sum = a.Shares.At(0, y, x);
        a.Aliveness.At(0, y, x) = sum;
        for (int entity = 1; entity < a.Entities; entity++)
        {
            float left = 0;
            if (a.Shares.At(entity, y, x) > 0 && Neighbourhood.Max(a.Shares, entity, y, x, readable) > a.Threshold)
            {
                left = a.Shares.At(entity, y, x);
            }

            a.Aliveness.At(entity, y, x) = left;
            sum += left;
        }

        sum = a.Kind == ContestKind.Duel ? MathF.Max(sum, LeastOfDuel) : sum;
        for (int entity = 0; entity < a.Entities; entity++)
        {
            a.Aliveness.At(entity, y, x) /= sum;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        (long)Neighbourhood.ScratchRows * Rows.PaddedLength(CellTiles.Cut(arguments.Target).TileWidth);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Target)[tile];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            for (int entity = 1; entity < a.Entities; entity++)
            {
                float* nearby = a.Aliveness.Row(entity, y, area.X);
                Neighbourhood.MaxRow<L, V>(a.Shares, entity, null, y, area, a.Readable.Around(y), scratch, nearby);
            }

            for (int x = area.X; x < area.Right; x += L.Count)
            {
                Survive<L, V>(a, y, x);
            }
        }
    }

    // Where the result will be lies the largest share nearby.
    private static unsafe void Survive<L, V>(in Arguments a, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V sum = L.Load(a.Shares.Row(0, y, x));
        L.Store(sum, a.Aliveness.Row(0, y, x));
        for (int entity = 1; entity < a.Entities; entity++)
        {
            float* aliveness = a.Aliveness.Row(entity, y, x);
            V left = L.SelectLess(L.Create(a.Threshold), L.Load(aliveness), L.Load(a.Shares.Row(entity, y, x)), default);
            L.Store(left, aliveness);
            sum = L.Add(sum, left);
        }

        sum = a.Kind == ContestKind.Duel ? L.Max(sum, L.Create(LeastOfDuel)) : sum;
        for (int entity = 0; entity < a.Entities; entity++)
        {
            float* aliveness = a.Aliveness.Row(entity, y, x);
            L.Store(L.Divide(L.Load(aliveness), sum), aliveness);
        }
    }
}
