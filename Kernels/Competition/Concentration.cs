using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// How strongly an entity concentrates in a cell: with energy E = ‖A‖ + ‖B‖, p = exp(E/τ) / Σ_window exp(E/τ) and
/// weight c = β + (1 − β) p. Entities do not mix. Where an entity does not count, its energy is <see cref="Presence.Absent"/> and
/// weighs nothing, and its weight has no meaning.
/// </summary>
/// <remarks>
/// Both exponentials are taken relative to the window's largest energy, so none overflows. The specification's 1e-8
/// beside the sum is below float's resolution, for the sum is at least 1 there, and is left out.
/// </remarks>
public readonly struct Concentration : IDeviceBody<Concentration.Arguments>, ISimdBody<Concentration.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>From <see cref="Norms"/>, <c>[2 · entities][y][x]</c>.</summary>
        public Planes Norms;

        /// <summary>
        /// Weights c, then for the way back the windows' largest energies M, then their sums Σ exp((E − M)/τ),
        /// <c>[3 · entities][y][x]</c>.
        /// </summary>
        public Planes Weights;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>1 / τ.</summary>
        public float InverseTemperature;

        /// <summary>β.</summary>
        public float Baseline;

        /// <summary>Side of the window; it covers −(w−1)/2 .. w/2 in both axes.</summary>
        public int Window;

        /// <summary>Cells that exist.</summary>
        public Area Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <summary>Rows or columns of a window before its cell.</summary>
    public static int Before(int window) => (window - 1) / 2;

    /// <summary>Rows or columns of a window after its cell.</summary>
    public static int After(int window) => window / 2;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 3 * arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Entities * arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int entity = index / cells;
        int x = a.Target.ColumnOf(index % cells);
        int y = a.Target.RowOf(index % cells);
        float largest = Largest(a, entity, y, x);
        a.Weights.At(a.Entities + entity, y, x) = largest;
        a.Weights.At(2 * a.Entities + entity, y, x) = Sum(a, entity, y, x, largest);
        a.Weights.At(entity, y, x) = a.Baseline + (1 - a.Baseline) * Share(a, entity, y, x);
    }

    /// <summary>A cell's share p of its window, once largest energy and sum are there.</summary>
    internal static float Share(in Arguments a, int entity, int y, int x)
    {
        float own = Energy(a, entity, y, x) - a.Weights.At(a.Entities + entity, y, x);
        return Scalar.Exp(own * a.InverseTemperature) / a.Weights.At(2 * a.Entities + entity, y, x);
    }

    internal static float Energy(in Arguments a, int entity, int y, int x) =>
        a.Norms.At(entity, y, x) + a.Norms.At(a.Entities + entity, y, x);

    private static float Largest(in Arguments a, int entity, int y, int x)
    {
        float largest = 0;
        for (int row = Top(a, y); row <= Bottom(a, y); row++)
        {
            for (int column = Left(a, x); column <= Right(a, x); column++)
            {
                largest = MathF.Max(largest, Energy(a, entity, row, column));
            }
        }

        return largest;
    }

    private static float Sum(in Arguments a, int entity, int y, int x, float largest)
    {
        float sum = 0;
        for (int row = Top(a, y); row <= Bottom(a, y); row++)
        {
            for (int column = Left(a, x); column <= Right(a, x); column++)
            {
                sum += Scalar.Exp((Energy(a, entity, row, column) - largest) * a.InverseTemperature);
            }
        }

        return sum;
    }

    private static int Top(in Arguments a, int y) => IntrinsicMath.Max(y - Before(a.Window), a.Readable.Y);

    private static int Bottom(in Arguments a, int y) => IntrinsicMath.Min(y + After(a.Window), a.Readable.Bottom - 1);

    private static int Left(in Arguments a, int x) => IntrinsicMath.Max(x - Before(a.Window), a.Readable.X);

    private static int Right(in Arguments a, int x) => IntrinsicMath.Min(x + After(a.Window), a.Readable.Right - 1);

    // A cell outside the grid weighs nothing: its energy is so low that its exponential vanishes.
    private const float Nowhere = -1e30f;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Entities * CellTiles.Cut(arguments.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        (arguments.Window + 1L) * Rows.PaddedLength(CellTiles.Cut(arguments.Target).TileWidth);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Tiling tiling = CellTiles.Cut(a.Target);
        int entity = tile / tiling.Count;
        Area area = tiling[tile % tiling.Count];
        int length = Rows.PaddedLength(area.Width);
        for (int y = area.Y; y < area.Bottom; y++)
        {
            if (!Presence.IsInRow(a.Norms, entity, y, area.X, area.Width))
            {
                // The way back looks at its neighbours' largest energies.
                Rows.Clear(a.Weights.Row(a.Entities + entity, y, area.X), area.Width);
                continue;
            }

            LoadEnergies<L, V>(a, area, entity, y, scratch);
            for (int x = 0; x < area.Width; x += L.Count)
            {
                float* weight = a.Weights.Row(entity, y, area.X + x);
                LookAround<L, V>(a, scratch, length, x, weight);
                V share = Share<L, V>(a, entity, y, area.X + x);
                L.Store(L.MultiplyAdd(L.Create(1 - a.Baseline), share, L.Create(a.Baseline)), weight);
            }
        }
    }

    /// <summary>The shares of a vector of cells, once largest energies and sums are there.</summary>
    internal static unsafe V Share<L, V>(in Arguments a, int entity, int y, int x)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V energy = L.Add(L.Load(a.Norms.Row(entity, y, x)), L.Load(a.Norms.Row(a.Entities + entity, y, x)));
        V own = L.Subtract(energy, L.Load(a.Weights.Row(a.Entities + entity, y, x)));
        V sum = L.Load(a.Weights.Row(2 * a.Entities + entity, y, x));
        return L.Divide(VectorMath.Exp<L, V>(L.Multiply(own, L.Create(a.InverseTemperature))), sum);
    }

    // The rows of energies that the windows of a tile's row cover, and a row of room after them.
    private static unsafe void LoadEnergies<L, V>(in Arguments a, Area area, int entity, int y, float* energies)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int length = Rows.PaddedLength(area.Width);
        float* defence = energies + a.Window * length;
        for (int row = 0; row < a.Window; row++)
        {
            int from = y + row - Before(a.Window);
            float* energy = energies + row * length;
            Rows.LoadPadded(a.Norms, entity, from, area.X, area.Width, a.Readable, energy, Nowhere);
            Rows.LoadPadded(a.Norms, a.Entities + entity, from, area.X, area.Width, a.Readable, defence);
            Rows.Add<L, V>(energy, defence, length);
        }
    }

    // The largest energies and the sums of a vector of windows, beside the place of their weights.
    private static unsafe void LookAround<L, V>(in Arguments a, float* energies, int length, int x, float* weight)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V scale = L.Create(a.InverseTemperature);
        float* corner = energies + Rows.Padding + x - Before(a.Window);
        V largest = default;
        for (int row = 0; row < a.Window; row++)
        {
            for (int column = 0; column < a.Window; column++)
            {
                largest = L.Max(largest, L.Load(corner + row * length + column));
            }
        }

        V sum = default;
        for (int row = 0; row < a.Window; row++)
        {
            for (int column = 0; column < a.Window; column++)
            {
                V energy = L.Subtract(L.Load(corner + row * length + column), largest);
                sum = L.Add(sum, VectorMath.Exp<L, V>(L.Multiply(energy, scale)));
            }
        }

        L.Store(largest, weight + a.Entities * a.Weights.Stride);
        L.Store(sum, weight + 2 * a.Entities * a.Weights.Stride);
    }
}
