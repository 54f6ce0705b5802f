using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// A KxK convolution of each plane alone, zero outside the readable area. A thread has eight cells of a plane, one below the
/// other. It walks down each of the kernel's columns with their neighbours in registers, so that a number is loaded once for
/// all the cells that need it.
/// </summary>
/// <remarks>Sums run over the kernel's taps, column by column.</remarks>
public struct GroupDepthwise
{
    /// <summary>The planes, <c>[channels][y][x]</c>.</summary>
    public Planes Input;

    /// <summary>K.</summary>
    public int KernelSize;

    /// <summary>Cells that exist.</summary>
    public Area Readable;

    /// <summary><c>[channels][K][K]</c>.</summary>
    public ArrayView<float> Weights;

    /// <summary>1 to turn the kernels half around, as the way back through a convolution does.</summary>
    public int Turned;

    private readonly int Radius => KernelSize / 2;

    /// <summary>Computes the sums of the thread's cells; all threads of a group call it together.</summary>
    /// <param name="a">What to convolve.</param>
    /// <param name="tile">The group's cells.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OutputSums Sum(in GroupDepthwise a, in ColumnTile tile)
    {
        int above = tile.Y - a.Radius - 1;
        bool inside = above >= a.Readable.Y && tile.Y + OutputSums.Count + a.Radius <= a.Readable.Bottom;
        ArrayView<float> plane = a.Input.Plane(tile.Plane);
        return inside
            ? Sum(a, tile, new InnerRows(plane, a.Input.Pitch, above - a.Input.Y))
            : Sum(a, tile, new BorderRows(plane, a.Input, a.Readable, above));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static OutputSums Sum<TRows>(in GroupDepthwise a, in ColumnTile tile, TRows rows)
        where TRows : struct, IRows
    {
        OutputSums sums = default;
        int taps = a.KernelSize * a.KernelSize;
        ArrayView<float> kernel = a.Weights.SubView(tile.Plane * taps, taps);
        for (int column = 0; column < a.KernelSize; column++)
        {
            int x = tile.X + column - a.Radius;
            int nearX = IntrinsicMath.Clamp(x, a.Readable.X, a.Readable.Right - 1);
            int offset = nearX - a.Input.X;
            OutputSums values = new(
                rows.Value(0, offset), rows.Value(1, offset), rows.Value(2, offset), rows.Value(3, offset),
                rows.Value(4, offset), rows.Value(5, offset), rows.Value(6, offset), rows.Value(7, offset));
            for (int row = 0; row < a.KernelSize; row++)
            {
                // For CPUs, which turn the straight code behind it into vectors over threads.
                Group.Barrier();
                int tap = row * a.KernelSize + column;
                float weight = kernel[a.Turned != 0 ? taps - 1 - tap : tap];
                values = values.Next(rows.Value(row + OutputSums.Count, offset));
                sums = sums.Plus(nearX == x ? weight : 0f, values);
            }
        }

        // So that what follows is not part of the straight code.
        Group.Barrier();
        return sums;
    }

    private interface IRows
    {
        float Value(int row, int offset);
    }

    private readonly struct InnerRows(ArrayView<float> plane, int pitch, int first) : IRows
    {
        private readonly ArrayView<float> plane = plane;
        private readonly int pitch = pitch;
        private readonly int first = first * pitch;

        public float Value(int row, int offset) => plane[first + row * pitch + offset];
    }

    private readonly struct BorderRows(ArrayView<float> plane, Planes planes, Area readable, int first) : IRows
    {
        private readonly ArrayView<float> plane = plane;
        private readonly int pitch = planes.Pitch;
        private readonly int planeY = planes.Y;
        private readonly int top = readable.Y;
        private readonly int last = readable.Bottom - 1;
        private readonly int first = first;

        public float Value(int row, int offset)
        {
            int y = first + row;
            int nearY = IntrinsicMath.Clamp(y, top, last);
            float value = plane[(nearY - planeY) * pitch + offset];
            return nearY == y ? value : 0f;
        }
    }
}
