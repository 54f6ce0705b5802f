using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>A species grows only beside itself: g_i = σ(kGate · (max3x3(a_i) − θ)). The sun grows anywhere.</summary>
public readonly struct GrowthGate : IDeviceBody<GrowthGate.Arguments>, ISimdBody<GrowthGate.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>g, <c>[species][y][x]</c>.</summary>
        public Planes Gates;

        /// <summary>Number of species.</summary>
        public int Species;

        /// <summary>θ.</summary>
        public float Threshold;

        /// <summary>kGate.</summary>
        public float Steepness;

        /// <summary>Cells that exist.</summary>
        public Area Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * arguments.Species);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Species * arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int species = index / cells;
        int x = a.Target.ColumnOf(index % cells);
        int y = a.Target.RowOf(index % cells);
        float nearby = Neighbourhood.Max(a.Grid, 1 + species, y, x, a.Readable);
        a.Gates.At(species, y, x) = Scalar.Sigmoid(a.Steepness * (nearby - a.Threshold));
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
        V steepness = L.Create(a.Steepness);
        V threshold = L.Create(a.Threshold);
        for (int y = area.Y; y < area.Bottom; y++)
        {
            for (int species = 0; species < a.Species; species++)
            {
                float* target = a.Gates.Row(species, y, area.X);
                Neighbourhood.MaxRow<L, V>(a.Grid, 1 + species, null, y, area, a.Readable, scratch, target);
                for (int x = 0; x < area.Width; x += L.Count)
                {
                    V nearby = L.Subtract(L.Load(target + x), threshold);
                    L.Store(VectorMath.Sigmoid<L, V>(L.Multiply(nearby, steepness)), target + x);
                }
            }
        }
    }
}
