using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Cells;

/// <summary>The largest value in a cell's 3x3 neighbourhood, max3x3; cells outside are ignored.</summary>
/// <remarks>Only for values that are not negative, so that an ignored cell may count as 0.</remarks>
internal static class Neighbourhood
{
    public static float Max(in Planes planes, int plane, int y, int x, Area readable)
    {
        Cells cells = new(planes, plane, y, x, readable);
        float largest = 0;
        for (int row = 0; row < 3; row++)
        {
            float left = cells.Left(row);
            float middle = cells.Middle(row);
            float right = cells.Right(row);
            largest = MathF.Max(MathF.Max(largest, left), MathF.Max(middle, right));
        }

        return largest;
    }

    /// <summary>The same with wall cells counted as 0.</summary>
    public static float MaxOpen(in Planes planes, int plane, in Planes walls, int y, int x, Area readable)
    {
        Cells cells = new(planes, plane, y, x, readable);
        Cells closed = new(walls, 0, y, x, readable);
        float largest = 0;
        for (int row = 0; row < 3; row++)
        {
            float left = cells.Left(row) * (1 - closed.Left(row));
            float middle = cells.Middle(row) * (1 - closed.Middle(row));
            float right = cells.Right(row) * (1 - closed.Right(row));
            largest = MathF.Max(MathF.Max(largest, left), MathF.Max(middle, right));
        }

        return largest;
    }

    // The neighbours' values; the nearest neighbour that exists stands for one outside, so that no thread of a GPU waits for another.
    private readonly struct Cells(in Planes planes, int plane, int y, int x, Area readable)
    {
        private readonly ArrayView<float> values = planes.Plane(plane);
        private readonly int pitch = planes.Pitch;
        private readonly int above = y - 1;
        private readonly int top = readable.Y;
        private readonly int bottom = readable.Bottom - 1;
        private readonly int planeTop = planes.Y;
        private readonly int left = IntrinsicMath.Max(x - 1, readable.X) - planes.X;
        private readonly int middle = x - planes.X;
        private readonly int right = IntrinsicMath.Min(x + 1, readable.Right - 1) - planes.X;

        public float Left(int row) => values[First(row) + left];

        public float Middle(int row) => values[First(row) + middle];

        public float Right(int row) => values[First(row) + right];

        private int First(int row) => (IntrinsicMath.Clamp(above + row, top, bottom) - planeTop) * pitch;
    }

    /// <summary>Padded rows that <see cref="MaxRow"/> needs.</summary>
    public const int ScratchRows = 3;

    /// <summary>max3x3 of one row of a tile.</summary>
    /// <param name="planes">Where the values lie.</param>
    /// <param name="plane">Which plane.</param>
    /// <param name="walls">Walls to be counted as 0, or null to count them like any cell.</param>
    /// <param name="y">Grid row.</param>
    /// <param name="area">The tile.</param>
    /// <param name="readable">Cells that exist.</param>
    /// <param name="scratch"><see cref="ScratchRows"/> padded rows.</param>
    /// <param name="target">The tile's columns of the result.</param>
    public static unsafe void MaxRow<L, V>(
        in Planes planes, int plane, Planes? walls, int y, Area area, Area readable, float* scratch, float* target)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int length = Rows.PaddedLength(area.Width);
        float* largest = scratch;
        float* next = scratch + length;
        float* wall = scratch + 2 * length;
        Rows.Clear(largest, length);
        for (int row = y - 1; row <= y + 1; row++)
        {
            Rows.LoadPadded(planes, plane, row, area.X, area.Width, readable, next);
            if (walls is Planes masks)
            {
                Rows.LoadPadded(masks, 0, row, area.X, area.Width, readable, wall);
            }

            for (int x = 0; x < length; x += L.Count)
            {
                V value = L.Load(next + x);
                if (walls is not null)
                {
                    value = L.Multiply(value, L.Subtract(L.Create(1), L.Load(wall + x)));
                }

                L.Store(L.Max(L.Load(largest + x), value), largest + x);
            }
        }

        float* centre = largest + Rows.Padding;
        for (int x = 0; x < area.Width; x += L.Count)
        {
            L.Store(L.Max(L.Load(centre + x), L.Max(L.Load(centre + x - 1), L.Load(centre + x + 1))), target + x);
        }
    }
}
