using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Memory;

/// <summary>A stack of planes, <c>[plane][y][x]</c>, that hold a rectangle of the grid.</summary>
/// <remarks>
/// A buffer with spare rows can be rewritten in place: the rectangle lies at the end of its planes, its new values are
/// written from their beginning on, spare rows above the old ones, and the next time the other way round. What is
/// written never reaches an old row that is still needed, if the work goes in <see cref="IsAtEnd"/>'s direction in
/// bands that leave that many rows free.
/// </remarks>
internal sealed class PlaneBuffer : INumberStore
{
    private readonly DeviceBuffer<float> buffer;
    private readonly int pitch;
    private readonly long stride;
    private readonly int spareRows;
    private int firstRow;

    public PlaneBuffer(DeviceArena memory, int planes, Area area, int spareRows = 0)
    {
        Count = planes;
        Area = area;
        this.spareRows = spareRows;
        pitch = Rows.RoundUp(area.Width);
        stride = StrideOf(area, spareRows);
        buffer = memory.Allocate<float>(Floats(planes, area, spareRows));
    }

    /// <summary>Number of planes.</summary>
    public int Count { get; }

    /// <summary>The rectangle for which there is room.</summary>
    public Area Area { get; }

    /// <summary>The planes over the buffer's own rectangle.</summary>
    public Planes Planes => FirstRowAt(firstRow);

    /// <summary>Where the rectangle's new values go when the buffer is rewritten.</summary>
    public Planes NextPlanes => FirstRowAt(spareRows - firstRow);

    /// <summary>Whether the spare rows come first, so that the buffer is rewritten from top to bottom.</summary>
    public bool IsAtEnd => firstRow > 0;

    /// <summary>Floats that a buffer takes.</summary>
    public static long Floats(int planes, Area area, int spareRows = 0) => planes * StrideOf(area, spareRows);

    /// <summary>Makes the new values the present ones.</summary>
    public void Turn() => firstRow = spareRows - firstRow;

    /// <summary>The same memory used for another rectangle, no larger than the buffer's own.</summary>
    public Planes Over(Area area) => new(buffer.View, stride, pitch, area.X, area.Y);

    /// <summary>The memory as one row of values repeated for every row of the grid.</summary>
    public Planes AsRepeatedRow() => new(buffer.View, stride, 0, Area.X, 0);

    /// <summary>Reads rows of a plane into the host's memory, without what lies between width and pitch.</summary>
    public void ReadRows(AcceleratorStream stream, int plane, int first, int rows, Span<float> target)
    {
        float[] padded = new float[(long)rows * pitch];
        buffer.Read(stream, plane * stride + (long)(firstRow + first) * pitch, padded);
        for (int row = 0; row < rows; row++)
        {
            padded.AsSpan(row * pitch, Area.Width).CopyTo(target[(row * Area.Width)..]);
        }
    }

    /// <summary>Reads a cell of the first planes; columns and rows count from the rectangle's first.</summary>
    public float[] ReadCell(AcceleratorStream stream, int count, int column, int row)
    {
        float[] values = new float[count];
        for (int plane = 0; plane < count; plane++)
        {
            values[plane] = ReadNumber(stream, plane, column, row);
        }

        return values;
    }

    /// <summary>Reads a cell of one plane; columns and rows count from the rectangle's first.</summary>
    public float ReadNumber(AcceleratorStream stream, int plane, int column, int row)
    {
        float[] one = new float[1];
        buffer.Read(stream, plane * stride + (long)(firstRow + row) * pitch + column, one);
        return one[0];
    }

    /// <summary>Reads planes as <c>[plane][y][x]</c>.</summary>
    public float[] Read(AcceleratorStream stream, int first, int count)
    {
        int cells = checked((int)Area.Cells);
        float[] values = new float[(long)count * cells];
        for (int plane = 0; plane < count; plane++)
        {
            ReadRows(stream, first + plane, 0, Area.Height, values.AsSpan(plane * cells, cells));
        }

        return values;
    }

    /// <summary>Writes rows of a plane from the host's memory.</summary>
    public void WriteRows(AcceleratorStream stream, int plane, int first, int rows, ReadOnlySpan<float> values)
    {
        long place = plane * stride + (long)(firstRow + first) * pitch;
        if (pitch == Area.Width)
        {
            buffer.Write(stream, place, values);
            return;
        }

        float[] padded = new float[(long)rows * pitch];
        for (int row = 0; row < rows; row++)
        {
            values.Slice(row * Area.Width, Area.Width).CopyTo(padded.AsSpan(row * pitch));
        }

        buffer.Write(stream, place, padded);
    }

    /// <summary>Writes all planes from <c>[plane][y][x]</c>.</summary>
    public void Write(AcceleratorStream stream, ReadOnlySpan<float> values)
    {
        int cells = checked((int)Area.Cells);
        for (int plane = 0; plane < Count; plane++)
        {
            WriteRows(stream, plane, 0, Area.Height, values.Slice(checked(plane * cells), cells));
        }
    }

    /// <inheritdoc/>
    public void ReadPieces(AcceleratorStream stream, float[] memory, NumberPiece take) => VisitRows(memory, (plane, row, padded) =>
    {
        buffer.Read(stream, plane * stride + (long)(firstRow + row) * pitch, padded);
        int rows = padded.Length / pitch;
        for (int i = 1; i < rows && pitch > Area.Width; i++)
        {
            padded.Slice(i * pitch, Area.Width).CopyTo(padded[(i * Area.Width)..]);
        }

        take(padded[..(rows * Area.Width)]);
    });

    /// <inheritdoc/>
    public void WritePieces(AcceleratorStream stream, float[] memory, NumberPiece fill) => VisitRows(memory, (plane, row, padded) =>
    {
        int rows = padded.Length / pitch;
        fill(padded[..(rows * Area.Width)]);
        for (int i = rows - 1; i > 0 && pitch > Area.Width; i--)
        {
            padded.Slice(i * Area.Width, Area.Width).CopyTo(padded[(i * pitch)..]);
        }

        buffer.Write(stream, plane * stride + (long)(firstRow + row) * pitch, padded);
    });

    /// <inheritdoc/>
    public INumberStore Twin(DeviceArena memory) => memory.Planes(Count, Area);

    /// <inheritdoc/>
    /// <remarks>The target may have other spare rows.</remarks>
    public void CopyTo(Launcher launcher, INumberStore target) =>
        launcher.Copy(Planes, Area, ((PlaneBuffer)target).Planes, Area, Count);

    private delegate void RowsVisitor(int plane, int row, Span<float> padded);

    // As many rows of a plane at once as the memory has room for.
    private void VisitRows(float[] memory, RowsVisitor visit)
    {
        int rowsAtOnce = memory.Length / pitch;
        for (int plane = 0; plane < Count; plane++)
        {
            for (int row = 0; row < Area.Height; row += rowsAtOnce)
            {
                visit(plane, row, memory.AsSpan(0, Math.Min(rowsAtOnce, Area.Height - row) * pitch));
            }
        }
    }

    private Planes FirstRowAt(int row) => new(buffer.View, stride, pitch, Area.X, Area.Y - row);

    // An odd number of cache lines apart, equal cells of neighbouring planes fall into different sets of a cache.
    private static long StrideOf(Area area, int spareRows)
    {
        long lines = (long)Rows.RoundUp(area.Width) / 16 * (area.Height + spareRows);
        return 16 * (lines | 1);
    }
}
