using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// From the scales f(c, ‖v‖) of attacks and defences to their norms and to the concentration weights:
/// d‖v‖ = df · ∂f/∂‖v‖ and dc = Σ over both vectors of df · ∂f/∂c.
/// </summary>
public readonly struct NormsGradient : IDeviceBody<NormsGradient.Arguments>, ISimdBody<NormsGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>‖A_i‖ then ‖B_i‖, <c>[2 · entities][y][x]</c>.</summary>
        public Planes Norms;

        /// <summary>c, <c>[entities][y][x]</c>.</summary>
        public Planes Concentration;

        /// <summary>df, <c>[2 · entities][y][x]</c>.</summary>
        public Planes ScaleGradient;

        /// <summary>d‖A_i‖ then d‖B_i‖, <c>[2 · entities][y][x]</c>.</summary>
        public Planes NormGradient;

        /// <summary>dc, <c>[entities][y][x]</c>.</summary>
        public Planes ConcentrationGradient;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>Cosine or dot.</summary>
        public SimilarityKind Similarity;

        /// <summary>1 where concentration weights apply, 0 where all weigh 1.</summary>
        public int Concentrated;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 8 * arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Entities * arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int entity = index / cells;
        int x = a.Target.ColumnOf(index % cells);
        int y = a.Target.RowOf(index % cells);
        float weight = a.Concentrated != 0 ? a.Concentration.At(entity, y, x) : 1f;
        float sum = 0;
        for (int plane = entity; plane < 2 * a.Entities; plane += a.Entities)
        {
            float norm = a.Norms.At(plane, y, x);
            float scale = a.ScaleGradient.At(plane, y, x);
            a.NormGradient.At(plane, y, x) = scale * VectorScale.NormSlope(a.Similarity, weight, norm);
            sum += scale * VectorScale.WeightSlope(a.Similarity, weight, norm);
        }

        a.ConcentrationGradient.At(entity, y, x) = sum;
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
            for (int x = area.X; x < area.Right; x += L.Count)
            {
                for (int entity = 0; entity < a.Entities; entity++)
                {
                    V weight = a.Concentrated != 0 ? L.Load(a.Concentration.Row(entity, y, x)) : L.Create(1);
                    V sum = default;
                    for (int plane = entity; plane < 2 * a.Entities; plane += a.Entities)
                    {
                        V norm = L.Load(a.Norms.Row(plane, y, x));
                        V scale = L.Load(a.ScaleGradient.Row(plane, y, x));
                        V slope = VectorScale.NormSlope<L, V>(a.Similarity, weight, norm);
                        L.Store(L.Multiply(scale, slope), a.NormGradient.Row(plane, y, x));
                        sum = L.MultiplyAdd(scale, VectorScale.WeightSlope<L, V>(a.Similarity, weight, norm), sum);
                    }

                    L.Store(sum, a.ConcentrationGradient.Row(entity, y, x));
                }
            }
        }
    }
}
