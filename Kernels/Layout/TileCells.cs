using ILGPU;

namespace GpuEcosystem.Kernels.Layout;

/// <summary>
/// Where the four cells of a thread, or cells beside them, lie in a plane. A cell that does not exist counts as 0; nothing
/// branches, for the nearest cell that does exist is read in its place.
/// </summary>
public readonly struct TileCells
{
    /// <summary>Where the first cell lies in a plane.</summary>
    public readonly int Offset0;

    /// <summary>Where the second cell lies in a plane.</summary>
    public readonly int Offset1;

    /// <summary>Where the third cell lies in a plane.</summary>
    public readonly int Offset2;

    /// <summary>Where the fourth cell lies in a plane.</summary>
    public readonly int Offset3;

    private readonly int outside0, outside1, outside2, outside3;

    /// <summary>Finds them.</summary>
    /// <param name="planes">The planes that will be read.</param>
    /// <param name="readable">Cells that exist; a cell beyond the border of its own world does not.</param>
    /// <param name="tile">The thread's cells.</param>
    /// <param name="right">Columns from a cell to the one to read.</param>
    /// <param name="down">Rows from a cell to the one to read.</param>
    public TileCells(in Planes planes, in WorldStack readable, in GroupTile tile, int right, int down)
    {
        int x = tile.X + right;
        int nearX = IntrinsicMath.Clamp(x, readable.Grid.X, readable.Grid.Right - 1);
        Offset0 = Offset(planes, readable, nearX, tile.Row(0), down, nearX ^ x, out outside0);
        Offset1 = Offset(planes, readable, nearX, tile.Row(1), down, nearX ^ x, out outside1);
        Offset2 = Offset(planes, readable, nearX, tile.Row(2), down, nearX ^ x, out outside2);
        Offset3 = Offset(planes, readable, nearX, tile.Row(3), down, nearX ^ x, out outside3);
    }

    /// <summary>The first cell's value in a plane.</summary>
    public float Value0(ArrayView<float> plane) => Value(plane, Offset0, outside0);

    /// <summary>The second cell's value in a plane.</summary>
    public float Value1(ArrayView<float> plane) => Value(plane, Offset1, outside1);

    /// <summary>The third cell's value in a plane.</summary>
    public float Value2(ArrayView<float> plane) => Value(plane, Offset2, outside2);

    /// <summary>The fourth cell's value in a plane.</summary>
    public float Value3(ArrayView<float> plane) => Value(plane, Offset3, outside3);

    /// <summary>Finds the thread's own cells, or for those beyond the target a cell of its border.</summary>
    /// <param name="planes">The planes that will be read or written.</param>
    /// <param name="tile">The thread's cells.</param>
    public TileCells(in Planes planes, in GroupTile tile)
    {
        Offset0 = (tile.Row(0) - planes.Y) * planes.Pitch + (tile.X - planes.X);
        Offset1 = (tile.Row(1) - planes.Y) * planes.Pitch + (tile.X - planes.X);
        Offset2 = (tile.Row(2) - planes.Y) * planes.Pitch + (tile.X - planes.X);
        Offset3 = (tile.Row(3) - planes.Y) * planes.Pitch + (tile.X - planes.X);
        outside0 = outside1 = outside2 = outside3 = 0;
    }

    /// <summary>Names the places.</summary>
    public TileCells(int offset0, int offset1, int offset2, int offset3)
    {
        Offset0 = offset0;
        Offset1 = offset1;
        Offset2 = offset2;
        Offset3 = offset3;
        outside0 = outside1 = outside2 = outside3 = 0;
    }

    private static int Offset(in Planes planes, in WorldStack readable, int nearX, int row, int down, int outsideX, out int outside)
    {
        Area world = readable.Around(row);
        int y = row + down;
        int nearY = IntrinsicMath.Clamp(y, world.Y, world.Bottom - 1);
        outside = (nearY ^ y) | outsideX;
        return (nearY - planes.Y) * planes.Pitch + (nearX - planes.X);
    }

    private static float Value(ArrayView<float> plane, int offset, int outside)
    {
        float value = plane[offset];
        return outside == 0 ? value : 0f;
    }
}
