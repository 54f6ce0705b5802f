using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// From the opposition O to the sum R = Σ_j ω_j f_j B_j before it was scaled, in place, and to the defences' scales.
/// Mean field, with ℓ = ‖R‖ and O = R / (ℓ + 1e-8): dR = dO / (ℓ + 1e-8) − O (O · dO) / ℓ. Full: dR = dO.
/// df_j = ω_j (dR · B_j); π depends on the old grid alone.
/// </summary>
public readonly struct OppositionGradient
    : IDeviceBody<OppositionGradient.Arguments>, ISimdBody<OppositionGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the forward pass read and wrote.</summary>
        public Opposition.Arguments Forward;

        /// <summary>dO, then dR, <c>[S/2][y][x]</c>.</summary>
        public Planes Gradient;

        /// <summary>df of the defences in the second half, <c>[2 · entities][y][x]</c>.</summary>
        public Planes ScaleGradient;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Forward.Target,
        (arguments.Forward.Proposals.Entities + 2) * arguments.Forward.Proposals.Half + 3 * arguments.Forward.Proposals.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Forward.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Forward.Target.ColumnOf(index);
        int y = a.Forward.Target.RowOf(index);
        int half = a.Forward.Proposals.Half;
        int entities = a.Forward.Proposals.Entities;
        if (a.Forward.Mode == CompetitionMode.MeanField)
        {
            float along = 0;
            for (int channel = 0; channel < half; channel++)
            {
                along += a.Forward.Opposition.At(channel, y, x) * a.Gradient.At(channel, y, x);
            }

            float length = a.Forward.Opposition.At(half, y, x);
            along = length > 0 ? along / length : 0f;
            for (int channel = 0; channel < half; channel++)
            {
                a.Gradient.At(channel, y, x) = a.Gradient.At(channel, y, x) / (length + 1e-8f)
                    - a.Forward.Opposition.At(channel, y, x) * along;
            }
        }

        for (int entity = 0; entity < entities; entity++)
        {
            float sum = 0;
            for (int channel = 0; channel < half; channel++)
            {
                sum += a.Gradient.At(channel, y, x) * a.Forward.Proposals.At(entity, half + channel, y, x);
            }

            float share = a.Forward.Mode == CompetitionMode.MeanField
                ? MeanField.Weight(a.Forward.Grid, entities, entity, y, x)
                : 1f;
            a.ScaleGradient.At(entities + entity, y, x) = share * sum;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Forward.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        (long)arguments.Forward.Proposals.Entities * CellTiles.Widest;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Forward.Target)[tile];
        int half = a.Forward.Proposals.Half;
        int entities = a.Forward.Proposals.Entities;
        bool meanField = a.Forward.Mode == CompetitionMode.MeanField;
        for (int y = area.Y; y < area.Bottom; y++)
        {
            if (meanField)
            {
                MeanField.WeightRows<L, V>(a.Forward.Grid, entities, area, y, scratch);
            }

            for (int x = area.X; x < area.Right; x += L.Count)
            {
                float* gradient = a.Gradient.Row(0, y, x);
                if (meanField)
                {
                    Unscale<L, V>(a.Forward.Opposition.Row(0, y, x), a.Forward.Opposition.Stride, gradient, a.Gradient.Stride, half);
                }

                for (int entity = 0; entity < entities; entity++)
                {
                    V sum = default;
                    for (int channel = 0; channel < half; channel++)
                    {
                        V defence = L.Load(a.Forward.Proposals.Row(entity, half + channel, y, x));
                        sum = L.MultiplyAdd(L.Load(gradient + channel * a.Gradient.Stride), defence, sum);
                    }

                    V share = meanField ? L.Load(scratch + entity * CellTiles.Widest + x - area.X) : L.Create(1);
                    L.Store(L.Multiply(share, sum), a.ScaleGradient.Row(entities + entity, y, x));
                }
            }
        }
    }

    private static unsafe void Unscale<L, V>(float* opposition, long stride, float* gradient, long gradientStride, int half)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V along = default;
        for (int channel = 0; channel < half; channel++)
        {
            along = L.MultiplyAdd(L.Load(opposition + channel * stride), L.Load(gradient + channel * gradientStride), along);
        }

        V length = L.Load(opposition + half * stride);
        along = L.SelectLess(default, length, L.Divide(along, length), default);
        V scale = L.Add(length, L.Create(1e-8f));
        for (int channel = 0; channel < half; channel++)
        {
            float* own = gradient + channel * gradientStride;
            V lengthwise = L.Multiply(L.Load(opposition + channel * stride), along);
            L.Store(L.Subtract(L.Divide(L.Load(own), scale), lengthwise), own);
        }
    }
}
