using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>Eight neighbouring outputs of each of a thread's four cells.</summary>
public struct TileSums : ISquareSums<TileSums>
{
    private OutputSums cell0, cell1, cell2, cell3;

    /// <summary>Names the cells' numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TileSums(in OutputSums n0, in OutputSums n1, in OutputSums n2, in OutputSums n3)
    {
        cell0 = n0;
        cell1 = n1;
        cell2 = n2;
        cell3 = n3;
    }

    /// <summary>What eight neighbouring planes hold for the cells; the last plane stands for those beyond it.</summary>
    /// <remarks>What is not the thread's own is not read, since others may be writing there.</remarks>
    /// <param name="tile">The cells.</param>
    /// <param name="planes">The planes.</param>
    /// <param name="first">The first one.</param>
    /// <param name="count">How many of the eight there are; the thread owns none if this is not positive.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileSums Load(in GroupTile tile, in Planes planes, int first, int count)
    {
        TileCells cells = new(planes, tile);
        int last = IntrinsicMath.Max(count, 1) - 1;
        ArrayView<float> p0 = planes.Plane(first);
        ArrayView<float> p1 = planes.Plane(first + IntrinsicMath.Min(1, last));
        ArrayView<float> p2 = planes.Plane(first + IntrinsicMath.Min(2, last));
        ArrayView<float> p3 = planes.Plane(first + IntrinsicMath.Min(3, last));
        ArrayView<float> p4 = planes.Plane(first + IntrinsicMath.Min(4, last));
        ArrayView<float> p5 = planes.Plane(first + IntrinsicMath.Min(5, last));
        ArrayView<float> p6 = planes.Plane(first + IntrinsicMath.Min(6, last));
        ArrayView<float> p7 = planes.Plane(first + IntrinsicMath.Min(7, last));
        return new()
        {
            cell0 = count > 0 && tile.Owns(0)
                ? new OutputSums(
                    cells.Value0(p0), cells.Value0(p1), cells.Value0(p2), cells.Value0(p3),
                    cells.Value0(p4), cells.Value0(p5), cells.Value0(p6), cells.Value0(p7))
                : default,
            cell1 = count > 0 && tile.Owns(1)
                ? new OutputSums(
                    cells.Value1(p0), cells.Value1(p1), cells.Value1(p2), cells.Value1(p3),
                    cells.Value1(p4), cells.Value1(p5), cells.Value1(p6), cells.Value1(p7))
                : default,
            cell2 = count > 0 && tile.Owns(2)
                ? new OutputSums(
                    cells.Value2(p0), cells.Value2(p1), cells.Value2(p2), cells.Value2(p3),
                    cells.Value2(p4), cells.Value2(p5), cells.Value2(p6), cells.Value2(p7))
                : default,
            cell3 = count > 0 && tile.Owns(3)
                ? new OutputSums(
                    cells.Value3(p0), cells.Value3(p1), cells.Value3(p2), cells.Value3(p3),
                    cells.Value3(p4), cells.Value3(p5), cells.Value3(p6), cells.Value3(p7))
                : default,
        };
    }

    /// <summary>What eight planes hold for the cells.</summary>
    /// <param name="distance">Floats from one plane to the next.</param>
    /// <param name="planes">The first plane and what follows it.</param>
    /// <param name="cells">The cells.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileSums LoadEvery(long distance, ArrayView<float> planes, in TileCells cells) => new()
    {
        cell0 = OutputSums.LoadEvery(distance, planes.SubView(cells.Offset0)),
        cell1 = OutputSums.LoadEvery(distance, planes.SubView(cells.Offset1)),
        cell2 = OutputSums.LoadEvery(distance, planes.SubView(cells.Offset2)),
        cell3 = OutputSums.LoadEvery(distance, planes.SubView(cells.Offset3)),
    };

    /// <summary>Writes the numbers to eight planes.</summary>
    /// <param name="distance">Floats from one plane to the next.</param>
    /// <param name="planes">The first plane and what follows it.</param>
    /// <param name="cells">The cells.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreEvery(long distance, ArrayView<float> planes, in TileCells cells)
    {
        cell0.StoreEvery(distance, planes.SubView(cells.Offset0));
        cell1.StoreEvery(distance, planes.SubView(cells.Offset1));
        cell2.StoreEvery(distance, planes.SubView(cells.Offset2));
        cell3.StoreEvery(distance, planes.SubView(cells.Offset3));
    }

    /// <summary>Writes the numbers of those cells that are asked for to eight neighbouring planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreSome(in Planes planes, int first, in TileCells cells, bool some0, bool some1, bool some2, bool some3)
    {
        ArrayView<float> plane = planes.Plane(first);
        if (some0)
        {
            cell0.StoreEvery(planes.Stride, plane.SubView(cells.Offset0));
        }

        if (some1)
        {
            cell1.StoreEvery(planes.Stride, plane.SubView(cells.Offset1));
        }

        if (some2)
        {
            cell2.StoreEvery(planes.Stride, plane.SubView(cells.Offset2));
        }

        if (some3)
        {
            cell3.StoreEvery(planes.Stride, plane.SubView(cells.Offset3));
        }
    }

    /// <summary>These, and 0 for a cell whose condition does not hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TileSums Where(bool condition0, bool condition1, bool condition2, bool condition3) => new()
    {
        cell0 = condition0 ? cell0 : default,
        cell1 = condition1 ? cell1 : default,
        cell2 = condition2 ? cell2 : default,
        cell3 = condition3 ? cell3 : default,
    };

    /// <summary>These and the products of a number for each cell with eight weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TileSums Plus(float value0, float value1, float value2, float value3, OutputSums weights) => new()
    {
        cell0 = cell0.Plus(value0, weights),
        cell1 = cell1.Plus(value1, weights),
        cell2 = cell2.Plus(value2, weights),
        cell3 = cell3.Plus(value3, weights),
    };

    /// <summary>These and the products of the cells' values in a plane and eight weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TileSums Plus(in TileCells cells, ArrayView<float> plane, OutputSums weights) =>
        Plus(cells.Value0(plane), cells.Value1(plane), cells.Value2(plane), cells.Value3(plane), weights);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TileSums Plus(ArrayView<float> square, OutputSums weights) => Plus(HaloTile.PlacesFromFirst, square, weights);

    /// <summary>These and <paramref name="more"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TileSums Plus(in TileSums more) => new()
    {
        cell0 = cell0.Plus(1, more.cell0),
        cell1 = cell1.Plus(1, more.cell1),
        cell2 = cell2.Plus(1, more.cell2),
        cell3 = cell3.Plus(1, more.cell3),
    };

    /// <summary>gelu of all numbers; all threads of a group call it together.</summary>
    /// <remarks>
    /// The barriers around it are for CPUs. Between them stands straight code, which OpenCL compilers turn into vectors
    /// over threads; without them they move it into the branches that write the results, where they do not.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TileSums Gelu()
    {
        Group.Barrier();
        TileSums result = GeluAlone();
        Group.Barrier();
        return result;
    }

    /// <summary>gelu of all numbers, for a thread that nobody waits for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TileSums GeluAlone() =>
        new() { cell0 = cell0.Gelu(), cell1 = cell1.Gelu(), cell2 = cell2.Gelu(), cell3 = cell3.Gelu() };

    /// <summary>tanh of all numbers; all threads of a group call it together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TileSums Tanh()
    {
        Group.Barrier();
        TileSums result = new() { cell0 = cell0.Tanh(), cell1 = cell1.Tanh(), cell2 = cell2.Tanh(), cell3 = cell3.Tanh() };
        Group.Barrier();
        return result;
    }

    /// <summary>A gradient taken back through gelu; all threads of a group call it together.</summary>
    /// <param name="input">What went into the gelu.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TileSums ThroughGelu(in TileSums input)
    {
        Group.Barrier();
        TileSums result = new()
        {
            cell0 = cell0.ThroughGelu(input.cell0),
            cell1 = cell1.ThroughGelu(input.cell1),
            cell2 = cell2.ThroughGelu(input.cell2),
            cell3 = cell3.ThroughGelu(input.cell3),
        };
        Group.Barrier();
        return result;
    }

    /// <summary>Writes the numbers of the thread's own cells to neighbouring planes; all threads of a group call it together.</summary>
    /// <param name="tile">The cells.</param>
    /// <param name="planes">Where to.</param>
    /// <param name="first">The plane of the first number.</param>
    /// <param name="count">How many to write, all if there are fewer.</param>
    /// <param name="whole">Whether all threads of the group write all of their numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(in GroupTile tile, in Planes planes, int first, int count, bool whole)
    {
        TileCells cells = new(planes, tile);
        if (whole)
        {
            cell0.Store(planes, first, OutputSums.Count, cells.Offset0);
            cell1.Store(planes, first, OutputSums.Count, cells.Offset1);
            cell2.Store(planes, first, OutputSums.Count, cells.Offset2);
            cell3.Store(planes, first, OutputSums.Count, cells.Offset3);
            return;
        }

        cell0.Store(planes, first, tile.Owns(0) ? count : 0, cells.Offset0);
        cell1.Store(planes, first, tile.Owns(1) ? count : 0, cells.Offset1);
        cell2.Store(planes, first, tile.Owns(2) ? count : 0, cells.Offset2);
        cell3.Store(planes, first, tile.Owns(3) ? count : 0, cells.Offset3);
    }
}
