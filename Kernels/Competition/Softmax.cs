using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>Who wins a cell by how much: w = softmax(score / T) over the entities, written over the scores.</summary>
public readonly struct Softmax : IDeviceBody<Softmax.Arguments>, ISimdBody<Softmax.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Scores, then weights, <c>[entities][y][x]</c>.</summary>
        public Planes Weights;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>1 / T.</summary>
        public float InverseTemperature;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    // So far behind the best, an entity's weight is exactly 0, as it is for the absent and in walls.
    private const float Behind = -80;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        float best = a.Weights.At(0, y, x);
        for (int entity = 1; entity < a.Entities; entity++)
        {
            best = MathF.Max(best, a.Weights.At(entity, y, x));
        }

        float sum = 0;
        for (int entity = 0; entity < a.Entities; entity++)
        {
            float lead = (a.Weights.At(entity, y, x) - best) * a.InverseTemperature;
            float weight = lead < Behind ? 0f : Scalar.Exp(lead);
            a.Weights.At(entity, y, x) = weight;
            sum += weight;
        }

        for (int entity = 0; entity < a.Entities; entity++)
        {
            a.Weights.At(entity, y, x) /= sum;
        }
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
        long stride = a.Weights.Stride;
        for (int y = area.Y; y < area.Bottom; y++)
        {
            float* weights = a.Weights.Row(0, y, area.X);
            for (int x = 0; x < area.Width; x += L.Count, weights += L.Count)
            {
                V best = L.Load(weights);
                for (int entity = 1; entity < a.Entities; entity++)
                {
                    best = L.Max(best, L.Load(weights + entity * stride));
                }

                V sum = default;
                for (int entity = 0; entity < a.Entities; entity++)
                {
                    V lead = L.Multiply(L.Subtract(L.Load(weights + entity * stride), best), L.Create(a.InverseTemperature));
                    V weight = L.SelectLess(lead, L.Create(Behind), default, VectorMath.Exp<L, V>(lead));
                    L.Store(weight, weights + entity * stride);
                    sum = L.Add(sum, weight);
                }

                for (int entity = 0; entity < a.Entities; entity++)
                {
                    L.Store(L.Divide(L.Load(weights + entity * stride), sum), weights + entity * stride);
                }
            }
        }
    }
}
