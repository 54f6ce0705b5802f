using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// First half of the way back through <see cref="Concentration"/>: what each cell's share p sends to its window. With
/// largest energy M and sum S = Σ_window exp((E − M)/τ) it sends φ exp((E(y) − M)/τ) to each cell y of its window,
/// where φ = dp · p / S and dp = (1 − β) dc.
/// </summary>
public readonly struct ConcentrationFlow : IDeviceBody<ConcentrationFlow.Arguments>, ISimdBody<ConcentrationFlow.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the forward pass read and wrote.</summary>
        public Concentration.Arguments Forward;

        /// <summary>dc, <c>[entities][y][x]</c>.</summary>
        public Planes WeightGradient;

        /// <summary>M, then φ, then dp · p, <c>[3 · entities][y][x]</c>.</summary>
        public Planes Flow;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Forward.Target, 6 * arguments.Forward.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => Concentration.Threads(arguments.Forward);

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Forward.Target.Width * a.Forward.Target.Height;
        int entity = index / cells;
        int x = a.Forward.Target.ColumnOf(index % cells);
        int y = a.Forward.Target.RowOf(index % cells);
        float largest = Concentration.Largest(a.Forward, entity, y, x);
        float sum = Concentration.Sum(a.Forward, entity, y, x, largest);
        float own = Concentration.Energy(a.Forward, entity, y, x) - largest;
        float share = Scalar.Exp(own * a.Forward.InverseTemperature) / sum;
        float flow = (1 - a.Forward.Baseline) * a.WeightGradient.At(entity, y, x) * share;
        a.Flow.At(entity, y, x) = largest;
        a.Flow.At(a.Forward.Entities + entity, y, x) = flow / sum;
        a.Flow.At(2 * a.Forward.Entities + entity, y, x) = flow;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => Concentration.Tiles(arguments.Forward);

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => Concentration.ScratchFloats(arguments.Forward);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Tiling tiling = CellTiles.Cut(a.Forward.Target);
        int entity = tile / tiling.Count;
        int entities = a.Forward.Entities;
        Area area = tiling[tile % tiling.Count];
        int length = Rows.PaddedLength(area.Width);
        for (int y = area.Y; y < area.Bottom; y++)
        {
            Concentration.LoadEnergies<L, V>(a.Forward, area, entity, y, scratch);
            for (int x = 0; x < area.Width; x += L.Count)
            {
                (V largest, V sum, V share) = Concentration.Share<L, V>(a.Forward, scratch, length, x);
                V upstream = L.Multiply(L.Create(1 - a.Forward.Baseline), L.Load(a.WeightGradient.Row(entity, y, area.X + x)));
                V flow = L.Multiply(upstream, share);
                L.Store(largest, a.Flow.Row(entity, y, area.X + x));
                L.Store(L.Divide(flow, sum), a.Flow.Row(entities + entity, y, area.X + x));
                L.Store(flow, a.Flow.Row(2 * entities + entity, y, area.X + x));
            }
        }
    }
}

/// <summary>
/// Second half: each cell's energy collects what it gets from the windows that it lies in,
/// dE(y) = (dp(y) p(y) − Σ_{x: y in window(x)} φ(x) exp((E(y) − M(x))/τ)) / τ, and passes it to both of its norms.
/// </summary>
public readonly struct ConcentrationGradient
    : IDeviceBody<ConcentrationGradient.Arguments>, ISimdBody<ConcentrationGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the forward pass read and wrote.</summary>
        public Concentration.Arguments Forward;

        /// <summary>From <see cref="ConcentrationFlow"/>, <c>[3 · entities][y][x]</c>.</summary>
        public Planes Flow;

        /// <summary>d‖A_i‖ then d‖B_i‖, to which dE is added, <c>[2 · entities][y][x]</c>.</summary>
        public Planes NormGradient;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Forward.Target, 8 * arguments.Forward.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => Concentration.Threads(arguments.Forward);

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Forward.Target.Width * a.Forward.Target.Height;
        int entities = a.Forward.Entities;
        int entity = index / cells;
        int x = a.Forward.Target.ColumnOf(index % cells);
        int y = a.Forward.Target.RowOf(index % cells);

        // The windows that hold this cell belong to the cells at the opposite offsets.
        int before = Concentration.Before(a.Forward.Window);
        int after = Concentration.After(a.Forward.Window);
        int left = IntrinsicMath.Max(x - after, a.Forward.Readable.X);
        int right = IntrinsicMath.Min(x + before, a.Forward.Readable.Right - 1);
        int top = IntrinsicMath.Max(y - after, a.Forward.Readable.Y);
        int bottom = IntrinsicMath.Min(y + before, a.Forward.Readable.Bottom - 1);
        float energy = Concentration.Energy(a.Forward, entity, y, x);
        float sum = a.Flow.At(2 * entities + entity, y, x);
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                float lead = energy - a.Flow.At(entity, row, column);
                sum -= a.Flow.At(entities + entity, row, column) * Scalar.Exp(lead * a.Forward.InverseTemperature);
            }
        }

        a.NormGradient.At(entity, y, x) += sum * a.Forward.InverseTemperature;
        a.NormGradient.At(entities + entity, y, x) += sum * a.Forward.InverseTemperature;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => Concentration.Tiles(arguments.Forward);

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        2L * arguments.Forward.Window * Rows.PaddedLength(CellTiles.Cut(arguments.Forward.Target).TileWidth);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Tiling tiling = CellTiles.Cut(a.Forward.Target);
        int entity = tile / tiling.Count;
        int entities = a.Forward.Entities;
        Area area = tiling[tile % tiling.Count];
        int window = a.Forward.Window;
        int after = Concentration.After(window);
        int length = Rows.PaddedLength(area.Width);
        float* largest = scratch;
        float* flows = scratch + window * length;
        V scale = L.Create(a.Forward.InverseTemperature);
        for (int y = area.Y; y < area.Bottom; y++)
        {
            for (int row = 0; row < window; row++)
            {
                int from = y + row - after;
                Rows.LoadPadded(a.Flow, entity, from, area.X, area.Width, a.Forward.Readable, largest + row * length);
                Rows.LoadPadded(a.Flow, entities + entity, from, area.X, area.Width, a.Forward.Readable, flows + row * length);
            }

            float* attack = a.NormGradient.Row(entity, y, area.X);
            float* defence = a.NormGradient.Row(entities + entity, y, area.X);
            for (int x = 0; x < area.Width; x += L.Count)
            {
                V energy = L.Add(
                    L.Load(a.Forward.Norms.Row(entity, y, area.X + x)),
                    L.Load(a.Forward.Norms.Row(entities + entity, y, area.X + x)));
                V sum = L.Load(a.Flow.Row(2 * entities + entity, y, area.X + x));
                int corner = Rows.Padding + x - after;
                for (int row = 0; row < window; row++)
                {
                    for (int column = 0; column < window; column++)
                    {
                        int at = corner + row * length + column;
                        V lead = L.Multiply(L.Subtract(energy, L.Load(largest + at)), scale);
                        sum = L.Subtract(sum, L.Multiply(L.Load(flows + at), VectorMath.Exp<L, V>(lead)));
                    }
                }

                L.Store(L.MultiplyAdd(sum, scale, L.Load(attack + x)), attack + x);
                L.Store(L.MultiplyAdd(sum, scale, L.Load(defence + x)), defence + x);
            }
        }
    }
}
