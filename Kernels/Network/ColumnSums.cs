using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>Eight neighbouring outputs of each of three cells of a column.</summary>
public struct ColumnSums : ISquareSums<ColumnSums>
{
    private OutputSums cell0, cell1, cell2;

    /// <summary>What eight planes hold for the cells.</summary>
    /// <param name="distance">Floats from one plane to the next.</param>
    /// <param name="planes">The first plane and what follows it.</param>
    /// <param name="cells">The cells.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnSums LoadEvery(long distance, ArrayView<float> planes, in ColumnCells cells) => new()
    {
        cell0 = OutputSums.LoadEvery(distance, planes.SubView(cells.Offset0)),
        cell1 = OutputSums.LoadEvery(distance, planes.SubView(cells.Offset1)),
        cell2 = OutputSums.LoadEvery(distance, planes.SubView(cells.Offset2)),
    };

    /// <summary>Writes the numbers to eight planes.</summary>
    /// <param name="distance">Floats from one plane to the next.</param>
    /// <param name="planes">The first plane and what follows it.</param>
    /// <param name="cells">The cells.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreEvery(long distance, ArrayView<float> planes, in ColumnCells cells)
    {
        cell0.StoreEvery(distance, planes.SubView(cells.Offset0));
        cell1.StoreEvery(distance, planes.SubView(cells.Offset1));
        cell2.StoreEvery(distance, planes.SubView(cells.Offset2));
    }

    /// <summary>Writes the numbers of the cells that are in a tile's target to eight neighbouring planes.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="first">The first one.</param>
    /// <param name="tile">The tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(in Planes planes, int first, in HaloTile tile)
    {
        ColumnCells cells = tile.Cells(planes);
        ArrayView<float> plane = planes.Plane(first);
        if (tile.Owns(0))
        {
            cell0.StoreEvery(planes.Stride, plane.SubView(cells.Offset0));
        }

        if (tile.Owns(1))
        {
            cell1.StoreEvery(planes.Stride, plane.SubView(cells.Offset1));
        }

        if (tile.Owns(2))
        {
            cell2.StoreEvery(planes.Stride, plane.SubView(cells.Offset2));
        }
    }

    /// <summary>All cells but the first, and one more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ColumnSums Next(OutputSums cell) => new() { cell0 = cell1, cell1 = cell2, cell2 = cell };

    /// <summary>These and the products of a number for each cell with eight weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ColumnSums Plus(float value0, float value1, float value2, OutputSums weights) => new()
    {
        cell0 = cell0.Plus(value0, weights),
        cell1 = cell1.Plus(value1, weights),
        cell2 = cell2.Plus(value2, weights),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ColumnSums Plus(ArrayView<float> square, OutputSums weights)
    {
        ColumnCells places = HaloTile.ThreePlacesFromFirst;
        return Plus(square[places.Offset0], square[places.Offset1], square[places.Offset2], weights);
    }

    /// <summary>These and the products of other numbers with eight weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ColumnSums Plus(in ColumnSums values, OutputSums weights) => new()
    {
        cell0 = cell0.Plus(values.cell0, weights),
        cell1 = cell1.Plus(values.cell1, weights),
        cell2 = cell2.Plus(values.cell2, weights),
    };

    /// <summary>These and <paramref name="more"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ColumnSums Plus(in ColumnSums more) => new()
    {
        cell0 = cell0.Plus(1, more.cell0),
        cell1 = cell1.Plus(1, more.cell1),
        cell2 = cell2.Plus(1, more.cell2),
    };

    /// <summary>gelu of all numbers, for a thread that nobody waits for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ColumnSums GeluAlone() => new() { cell0 = cell0.Gelu(), cell1 = cell1.Gelu(), cell2 = cell2.Gelu() };
}
