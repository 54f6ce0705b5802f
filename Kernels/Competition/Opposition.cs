using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// The defence that every attack in a cell meets. <see cref="CompetitionMode.Full"/>: Σ_j B̂_j over all entities.
/// <see cref="CompetitionMode.MeanField"/>: B* = Σ_j π_j B̂_j with π = softmax(2a), brought to length 1.
/// </summary>
/// <remarks>
/// A vector with concentration weight c enters as c·B / (c‖B‖ + 1e-8) under cosine similarity, as c·B under dot.
/// </remarks>
public readonly struct Opposition : IDeviceBody<Opposition.Arguments>, ISimdBody<Opposition.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The proposals.</summary>
        public Proposals Proposals;

        /// <summary>From <see cref="Competition.Norms"/>, <c>[2 · entities][y][x]</c>.</summary>
        public Planes Norms;

        /// <summary>From <see cref="Competition.Concentration"/>, <c>[entities][y][x]</c>.</summary>
        public Planes Concentration;

        /// <summary>Aliveness, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>The result, <c>[S/2][y][x]</c>, then a plane with the mean field's length before it became 1.</summary>
        public Planes Opposition;

        /// <summary>Cosine or dot.</summary>
        public SimilarityKind Similarity;

        /// <summary>Full or mean field.</summary>
        public CompetitionMode Mode;

        /// <summary>1 where concentration weights apply, 0 where all weigh 1.</summary>
        public int Concentrated;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        (arguments.Proposals.Entities + 1) * arguments.Proposals.Half + 2 * arguments.Proposals.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        int half = a.Proposals.Half;
        for (int entity = 0; entity < a.Proposals.Entities; entity++)
        {
            float factor = Factor(a, entity, y, x);
            for (int channel = 0; channel < half; channel++)
            {
                float before = entity == 0 ? 0f : a.Opposition.At(channel, y, x);
                a.Opposition.At(channel, y, x) = before + factor * a.Proposals.At(entity, half + channel, y, x);
            }
        }

        if (a.Mode == CompetitionMode.MeanField)
        {
            float lengthSquared = 0;
            for (int channel = 0; channel < half; channel++)
            {
                lengthSquared += a.Opposition.At(channel, y, x) * a.Opposition.At(channel, y, x);
            }

            a.Opposition.At(half, y, x) = MathF.Sqrt(lengthSquared);
            float scale = 1 / (MathF.Sqrt(lengthSquared) + 1e-8f);
            for (int channel = 0; channel < half; channel++)
            {
                a.Opposition.At(channel, y, x) *= scale;
            }
        }
    }

    // ω_j f_j of the class remark: what a defence vector is multiplied by before it is added.
    internal static float Factor(in Arguments a, int entity, int y, int x)
    {
        float weight = a.Concentrated != 0 ? a.Concentration.At(entity, y, x) : 1f;
        float norm = a.Norms.At(a.Proposals.Entities + entity, y, x);
        float factor = VectorScale.Of(a.Similarity, weight, norm);
        return a.Mode == CompetitionMode.MeanField
            ? factor * MeanField.Weight(a.Grid, a.Proposals.Entities, entity, y, x)
            : factor;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        (arguments.Proposals.Entities + 1L) * CellTiles.Widest;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Target)[tile];
        int half = a.Proposals.Half;
        int entities = a.Proposals.Entities;
        float** defences = stackalloc float*[entities];
        for (int y = area.Y; y < area.Bottom; y++)
        {
            float* factors = scratch;
            float* lengthSquared = scratch + entities * CellTiles.Widest;
            FactorRows<L, V>(a, area, y, factors);
            Rows.Clear(lengthSquared, CellTiles.Widest);
            for (int channel = 0; channel < half; channel++)
            {
                float* target = a.Opposition.Row(channel, y, area.X);
                a.Proposals.Rows(half + channel, y, area.X, defences);
                for (int x = 0; x < area.Width; x += L.Count)
                {
                    V sum = default;
                    for (int entity = 0; entity < entities; entity++)
                    {
                        V factor = L.Load(factors + entity * CellTiles.Widest + x);
                        sum = L.MultiplyAdd(factor, L.Load(defences[entity] + x), sum);
                    }

                    L.Store(sum, target + x);
                    L.Store(L.MultiplyAdd(sum, sum, L.Load(lengthSquared + x)), lengthSquared + x);
                }
            }

            for (int x = 0; a.Mode == CompetitionMode.MeanField && x < area.Width; x += L.Count)
            {
                V length = L.Sqrt(L.Load(lengthSquared + x));
                L.Store(length, a.Opposition.Row(half, y, area.X + x));
                length = L.Add(length, L.Create(1e-8f));
                for (int channel = 0; channel < half; channel++)
                {
                    float* target = a.Opposition.Row(channel, y, area.X + x);
                    L.Store(L.Divide(L.Load(target), length), target);
                }
            }
        }
    }

    // The same for one row of a tile, [entities][CellTiles.Widest].
    internal static unsafe void FactorRows<L, V>(in Arguments a, Area area, int y, float* factors)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int entities = a.Proposals.Entities;
        if (a.Mode == CompetitionMode.MeanField)
        {
            MeanField.WeightRows<L, V>(a.Grid, entities, area, y, factors);
        }

        for (int entity = 0; entity < entities; entity++)
        {
            float* norm = a.Norms.Row(entities + entity, y, area.X);
            float* concentration = a.Concentrated != 0 ? a.Concentration.Row(entity, y, area.X) : null;
            float* target = factors + entity * CellTiles.Widest;
            for (int x = 0; x < area.Width; x += L.Count)
            {
                V weight = concentration == null ? L.Create(1) : L.Load(concentration + x);
                V factor = VectorScale.Of<L, V>(a.Similarity, weight, L.Load(norm + x));
                L.Store(a.Mode == CompetitionMode.MeanField ? L.Multiply(factor, L.Load(target + x)) : factor, target + x);
            }
        }
    }
}
