using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>From weights to scores, in place: dscore_j = w_j (dw_j − Σ_k w_k dw_k) / T.</summary>
public readonly struct SoftmaxGradient : IDeviceBody<SoftmaxGradient.Arguments>, ISimdBody<SoftmaxGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>w, <c>[entities][y][x]</c>.</summary>
        public Planes Weights;

        /// <summary>dw, then dscore, <c>[entities][y][x]</c>.</summary>
        public Planes Gradient;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>1 / T.</summary>
        public float InverseTemperature;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 3 * arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        float mean = 0;
        for (int entity = 0; entity < a.Entities; entity++)
        {
            mean += a.Weights.At(entity, y, x) * a.Gradient.At(entity, y, x);
        }

        for (int entity = 0; entity < a.Entities; entity++)
        {
            float weight = a.Weights.At(entity, y, x) * a.InverseTemperature;
            a.Gradient.At(entity, y, x) = weight * (a.Gradient.At(entity, y, x) - mean);
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
        for (int y = area.Y; y < area.Bottom; y++)
        {
            for (int x = area.X; x < area.Right; x += L.Count)
            {
                float* weights = a.Weights.Row(0, y, x);
                float* gradient = a.Gradient.Row(0, y, x);
                V mean = default;
                for (int entity = 0; entity < a.Entities; entity++)
                {
                    V weight = L.Load(weights + entity * a.Weights.Stride);
                    mean = L.MultiplyAdd(weight, L.Load(gradient + entity * a.Gradient.Stride), mean);
                }

                for (int entity = 0; entity < a.Entities; entity++)
                {
                    V weight = L.Multiply(L.Load(weights + entity * a.Weights.Stride), L.Create(a.InverseTemperature));
                    float* own = gradient + entity * a.Gradient.Stride;
                    L.Store(L.Multiply(weight, L.Subtract(L.Load(own), mean)), own);
                }
            }
        }
    }
}
