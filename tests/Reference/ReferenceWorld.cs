namespace GpuEcosystem.Tests.Reference;

/// <summary>The state of a world, or of a patch that is a world of its own.</summary>
public sealed record ReferenceWorld
{
    /// <summary>Rows H.</summary>
    public required int Height { get; init; }

    /// <summary>Columns W.</summary>
    public required int Width { get; init; }

    /// <summary>Aliveness, sun first, then state: <c>[A + C][y][x]</c>.</summary>
    public required double[] Grid { get; init; }

    /// <summary>Walls <c>[y][x]</c>: 1 = wall, 0 = free.</summary>
    public required double[] Wall { get; init; }

    /// <summary>Win rate <c>[y][x]</c>; null where the win rate is off.</summary>
    public double[]? WinRate { get; init; }

    /// <summary>Cells of the grid.</summary>
    public int Cells => Height * Width;

    /// <summary>The aliveness channels <c>[entity][y][x]</c>.</summary>
    public double[] Aliveness(ReferenceParameters p) => Grid[..(p.Entities * Cells)];

    /// <summary>The state channels <c>[channel][y][x]</c>.</summary>
    public double[] State(ReferenceParameters p) => Grid[(p.Entities * Cells)..];

    /// <summary>The patch that a learning pass sees, with the win rate off.</summary>
    public ReferenceWorld Cut(int x, int y, int width, int height) => new()
    {
        Height = height,
        Width = width,
        Grid = CutPlanes(Grid, Height, Width, x, y, width, height),
        Wall = CutPlanes(Wall, Height, Width, x, y, width, height),
    };

    /// <summary>Cuts a rectangle from every plane of <paramref name="planes"/> <c>[channel][y][x]</c>.</summary>
    internal static double[] CutPlanes(double[] planes, int gridHeight, int gridWidth, int x, int y, int width, int height)
    {
        var channels = planes.Length / (gridHeight * gridWidth);
        var cut = new double[channels * height * width];
        for (var row = 0; row < channels * height; row++)
        {
            var (channel, patchY) = Math.DivRem(row, height);
            var source = (channel * gridHeight + y + patchY) * gridWidth + x;
            planes.AsSpan(source, width).CopyTo(cut.AsSpan(row * width));
        }

        return cut;
    }
}
