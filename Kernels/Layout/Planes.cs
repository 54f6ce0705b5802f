using ILGPU;

namespace GpuEcosystem.Kernels.Layout;

/// <summary>
/// A stack of equally large planes of floats, <c>[plane][y][x]</c>, that holds a rectangle of the grid. Cells are
/// named by their grid coordinates; the plane's origin turns them into a place in the buffer.
/// </summary>
/// <remarks>
/// Rows start every <see cref="Pitch"/> floats, a multiple of 16 at least as large as the width. What lies between
/// the width and the pitch has no meaning: vectors write it freely and nobody reads it as a cell.
/// </remarks>
public readonly struct Planes
{
    /// <summary>The floats.</summary>
    public readonly ArrayView<float> Data;

    /// <summary>Floats from one plane to the next.</summary>
    public readonly long Stride;

    /// <summary>Floats from one row to the next; 0 where all rows are the same.</summary>
    public readonly int Pitch;

    /// <summary>Grid column of the first float of a row.</summary>
    public readonly int X;

    /// <summary>Grid row of a plane's first row.</summary>
    public readonly int Y;

    /// <summary>Names the parts.</summary>
    public Planes(ArrayView<float> data, long stride, int pitch, int x, int y)
    {
        Data = data;
        Stride = stride;
        Pitch = pitch;
        X = x;
        Y = y;
    }

    /// <summary>The value of a cell of a plane.</summary>
    public ref float At(int plane, int y, int x) => ref Data[plane * Stride + (long)(y - Y) * Pitch + (x - X)];

    /// <summary>A plane alone; its cells' offsets fit into 32 bits, which GPUs reckon with faster.</summary>
    /// <remarks>All planes together may be longer: two 32-bit factors and a 64-bit product, which are one instruction.</remarks>
    public ArrayView<float> Plane(int plane) => Data.SubView((long)plane * (int)Stride);

    /// <summary>The same numbers for cells that lie some rows further down.</summary>
    public Planes MovedDown(int rows) => new(Data, Stride, Pitch, X, Y + rows);

    /// <summary>The planes from <paramref name="first"/> on, under numbers that start at 0.</summary>
    public Planes From(int first) => new(Data.SubView(first * Stride, Data.Length - first * Stride), Stride, Pitch, X, Y);
}
